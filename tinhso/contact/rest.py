"""The JSON API of the citizen line: turn to it, read what one's agency holds."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Header, Router, Schema, Status

from tinhso.contact.models import Channel, Contact, ContactKind
from tinhso.contact.operations import ContactRequest, Place, Reporter, open_contact
from tinhso.contact.permissions import require_centre
from tinhso.contact.queries.work import WorkNarrowing, WorkTab, work_page
from tinhso.core.clock import local, now
from tinhso.identity.api import OfficerAuth, SessionAuth
from tinhso.orgs.api import agency_name
from tinhso.ui.navigation import actor_of

router = Router(tags=["contacts"], auth=SessionAuth())


class Problem(Schema):
    """Why a request was refused (RFC 9457)."""

    title: str
    status: int
    code: str
    detail: str


class Said(Schema):
    """What somebody says to the line; points in degrees (WGS 84)."""

    kind: ContactKind
    text: str
    category: str = ""
    area_code: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    phone: str = ""
    name: str = ""


class Taken(Schema):
    """The receipt; the secret is told this once and again to the same Idempotency-Key."""

    code: str
    secret: str
    state: str
    agency: str
    due_at: datetime | None


class Waiting(Schema):
    """A contact as a line of an agency's list; who said it is not told here."""

    code: str
    kind: str
    state: str
    priority: str
    category: str | None
    text: str
    received_at: datetime
    due_at: datetime | None


class WaitingPage(Schema):
    """A page of contacts, what falls due first first."""

    items: list[Waiting]
    next_cursor: str | None
    previous_cursor: str | None


REFUSALS = {400: Problem, 401: Problem, 403: Problem, 409: Problem}


@router.post("/contacts", response={201: Taken, **REFUSALS}, summary="Turn to the citizen line")
def take(request: HttpRequest, said: Said, idempotency_key: Header[str]) -> Status[dict[str, Any]]:
    """Citizens speak for themselves, operators of the centre for whoever called."""
    actor = actor_of(request)
    if not actor.is_citizen:
        require_centre(actor)
    asked = ContactRequest(
        kind=said.kind,
        text=said.text,
        channel=Channel.APP if actor.is_citizen else Channel.PHONE,
        category=said.category,
        place=Place(said.area_code, said.latitude, said.longitude, said.address),
        reporter=Reporter(
            name=said.name,
            phone=said.phone,
            person_id=actor.person_id if actor.is_citizen else None,
        ),
    )
    receipt = open_contact(asked=asked, actor=actor, at=now(), key=idempotency_key)
    contact = receipt.contact
    return Status(
        201,
        {
            "code": contact.code,
            "secret": receipt.secret,
            "state": contact.state,
            "agency": agency_name(contact.agency_id),
            "due_at": local(contact.due_at) if contact.due_at else None,
        },
    )


@router.get(
    "/contacts",
    auth=OfficerAuth(),
    response={200: WaitingPage, **REFUSALS},
    summary="What my agency holds",
)
def waiting(
    request: HttpRequest, cursor: str | None = None, tab: WorkTab = WorkTab.AGENCY
) -> dict[str, Any]:
    """Give twenty contacts of a list of the officer, what falls due first first."""
    actor = actor_of(request)
    page = work_page(actor, tab, WorkNarrowing(), at=now(), cursor=cursor, with_names=False)
    return {
        "items": [_line(one) for one in page.items],
        "next_cursor": page.next_cursor,
        "previous_cursor": page.previous_cursor,
    }


def _line(contact: Contact) -> dict[str, Any]:
    return {
        "code": contact.code,
        "kind": contact.kind,
        "state": contact.state,
        "priority": contact.priority,
        "category": contact.category_id,
        "text": contact.text,
        "received_at": contact.received_at,
        "due_at": contact.due_at,
    }
