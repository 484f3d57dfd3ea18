"""The JSON API of documents between agencies: inbox, outbox, receiving and returning."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from tinhso.core.clock import now
from tinhso.dispatch.models import InboundMessage, OutgoingMessage, Transmission
from tinhso.dispatch.operations import receive_document, return_document
from tinhso.dispatch.permissions import READERS, access_inbound, access_outgoing, inbound_for
from tinhso.dispatch.queries import list_transmissions, lists
from tinhso.identity.api import OfficerAuth
from tinhso.ui.navigation import actor_of

router = Router(tags=["dispatch"], auth=OfficerAuth(*READERS))


class Problem(Schema):
    """A refusal (RFC 9457): a stable code and words for the person."""

    title: str
    status: int
    code: str
    detail: str


class InboundRow(Schema):
    """A message that came for an agency; ``act`` NEW, RECALL, UPDATE or REPLACE."""

    token: str
    document_id: str
    act: str
    code: str
    type_name: str
    subject: str
    sender_organ_id: str
    sender_name: str
    issued_on: date
    due_on: date | None
    priority: int
    signature: str
    state: str
    decision: str
    registered_as: str
    arrived_at: datetime
    acknowledge_by: datetime


class InboundPage(Schema):
    """A page of the inbox, newest first."""

    items: list[InboundRow]
    next_cursor: str | None


class SentRow(Schema):
    """A message at one recipient."""

    token: str
    document_id: str
    act: str
    code: str
    subject: str
    organ_id: str
    recipient_name: str
    state: str
    decision: str
    sent_at: datetime | None
    attempt_count: int
    last_error: str


class SentPage(Schema):
    """A page of the outbox, newest first."""

    items: list[SentRow]
    next_cursor: str | None


class StatusRow(Schema):
    """A status of the standard (01 … 16) with who reported it."""

    code: str
    at: datetime
    reported_by: str
    description: str


class InboundDetail(InboundRow):
    """A message that came with its files and what was reported about it."""

    files: list[str]
    statuses: list[StatusRow]


class OutgoingDetail(Schema):
    """A message sent with its recipients."""

    token: str
    document_id: str
    act: str
    code: str
    subject: str
    recipients: list[SentRow]


class Listing(Schema):
    """Which page of a list, narrowed by words."""

    cursor: str = ""
    q: str = ""


class ReturnBody(Schema):
    """Why a document goes back."""

    reason: str


@router.get("/inbound", response={200: InboundPage, 400: Problem})
def list_inbound(request: HttpRequest, listing: Query[Listing]) -> Any:
    """List messages that came for the officer's agencies, newest first."""
    found = lists.found_inbound(inbound_for(actor_of(request)), listing.q)
    page = lists.page_of_inbound(found, listing.cursor or None)
    return {"items": list(page.items), "next_cursor": page.next_cursor}


@router.get("/inbound/{token}", response=InboundDetail)
def get_inbound(request: HttpRequest, token: str) -> Any:
    """Give one message that came."""
    return _detail(access_inbound(actor_of(request), token))


@router.post("/inbound/{token}/receive", response={200: InboundDetail, 403: Problem, 409: Problem})
def receive(request: HttpRequest, token: str) -> Any:
    """Take a document over (03); sent again, nothing changes."""
    actor = actor_of(request)
    message = access_inbound(actor, token)
    receive_document(message=message, registered_as="", actor=actor, at=now())
    return _detail(access_inbound(actor, token))


@router.post(
    "/inbound/{token}/return",
    response={200: InboundDetail, 403: Problem, 409: Problem, 422: Problem},
)
def give_back(request: HttpRequest, token: str, body: ReturnBody) -> Any:
    """Return a document with a reason (02)."""
    actor = actor_of(request)
    message = access_inbound(actor, token)
    return_document(message=message, reason=body.reason, actor=actor, at=now())
    return _detail(access_inbound(actor, token))


@router.get("/outbound", response={200: SentPage, 400: Problem})
def list_outbound(request: HttpRequest, listing: Query[Listing]) -> Any:
    """List what the officer's agencies sent, one row a recipient, newest first."""
    found = lists.found_sent(lists.sent_for(actor_of(request)), listing.q)
    page = lists.page_of_sent(found, listing.cursor or None)
    rows = [_sent(row, row.outgoing) for row in page.items]
    return {"items": rows, "next_cursor": page.next_cursor}


@router.get("/outbound/{token}", response=OutgoingDetail)
def get_outbound(request: HttpRequest, token: str) -> Any:
    """Give one message sent with what became of it at each recipient."""
    outgoing = access_outgoing(actor_of(request), token)
    recipients = [_sent(row, outgoing) for row in list_transmissions(outgoing)]
    return {**_named(outgoing), "recipients": recipients}


def _detail(message: InboundMessage) -> dict[str, Any]:
    values = {name: getattr(message, name) for name in InboundRow.model_fields}
    return {
        **values,
        "files": [file.name for file in message.files.order_by("ordinal")],
        "statuses": lists.list_statuses(message),
    }


def _named(outgoing: OutgoingMessage) -> dict[str, Any]:
    names = ("token", "document_id", "act", "code", "subject")
    return {name: getattr(outgoing, name) for name in names}


def _sent(row: Transmission, outgoing: OutgoingMessage) -> dict[str, Any]:
    names = (
        "organ_id", "recipient_name", "state", "decision", "sent_at", "attempt_count", "last_error",
    )  # fmt: skip
    return {**_named(outgoing), **{name: getattr(row, name) for name in names}}
