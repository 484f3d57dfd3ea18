"""The incoming register: numbers, returning, telling the sender, finishing, following."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.core.events import publish
from tinhso.core.state_machine import TransitionRefused
from tinhso.documents.api import take_number
from tinhso.identity.api import officers_of
from tinhso.ledger.api import record
from tinhso.notifications.api import notify
from tinhso.orgs.api import organisation_date
from tinhso.records.events import IncomingStateChanged
from tinhso.records.models import Arrival, OfficialDocument, Reading
from tinhso.records.operations.arriving import REGISTER
from tinhso.records.operations.connecting import tell_sender
from tinhso.records.operations.history import add_event
from tinhso.records.rules import arrivals


@dataclass(frozen=True, slots=True)
class News:
    """What an officer is told: which message, once per key, from whom, with which words."""

    template: str
    key: str
    sender: str = ""
    note: str = ""


class NotNow(DomainError):
    """The document has moved on: the act does not fit where it stands."""

    code = "arrival_moved_on"
    text = gettext_lazy("Văn bản không còn ở bước này. Hãy tải lại trang để xem tình trạng mới.")


class NotLookedThrough(DomainError):
    """Pages nobody has read: a person must look for marks of secrecy first."""

    code = "not_looked_through"
    text = gettext_lazy(
        "Tệp có trang chưa đọc được chữ. Hãy mở xem rồi xác nhận không có dấu mật trước khi vào sổ."
    )


def move(arrival: Arrival, action: str, *, actor: Actor, at: datetime, **facts: Any) -> Arrival:
    """Lock an arrival and make one legal move, with its line of history and the sender told.

    :raises NotNow: the table of transitions has no such move.
    """
    locked = (
        Arrival.objects.select_for_update(of=("self",))
        .select_related("official")
        .get(pk=arrival.pk)
    )
    former = locked.state
    try:
        locked.state = arrivals.MACHINE.target(action=action, state=former)
    except TransitionRefused as error:
        raise NotNow from error
    if action == arrivals.REGISTER:
        locked.registered_at = at
    locked.closed_at = at if locked.state == "DONE" else None
    locked.save()
    add_event(locked.official, f"INCOMING_{action}", actor=actor, at=at, **facts)
    if locked.state != former:
        reason = str(facts.get("reason", ""))
        tell_sender(locked, actor=actor, at=at, reason=reason)
        publish(_changed(locked, at, reason))
    return locked


def _changed(arrival: Arrival, at: datetime, reason: str) -> IncomingStateChanged:
    return IncomingStateChanged(
        arrival_id=arrival.pk,
        inbound_id=arrival.inbound_id,
        status=arrivals.STATUS_OF_STATE.get(arrival.state, ""),
        reason=reason,
        at=at,
    )


@transaction.atomic
def register_arrival(*, arrival: Arrival, actor: Actor, at: datetime) -> Arrival:
    """Give an arrival its number in the agency's incoming register of the year (art. 22).

    :raises NotNow: it is registered or returned already.
    :raises NotLookedThrough: nobody has looked at pages no program could read.
    """
    locked = move(arrival, arrivals.REGISTER, actor=actor, at=at)
    if locked.reading in {Reading.UNREAD, Reading.WAITING}:
        raise NotLookedThrough
    official = locked.official
    year = local(at).year
    official.register, official.year = REGISTER, year
    official.number = take_number(agency_id=official.agency_id, register=REGISTER, year=year)
    official.save(update_fields=["register", "year", "number"])
    record(
        kind="INCOMING_REGISTERED",
        subject=f"official:{official.token}",
        payload={"number": official.number, "year": year},
        actor=actor,
        at=at,
    )
    _tell_leaders(official, actor, at)
    return locked


def _tell_leaders(official: OfficialDocument, actor: Actor, at: datetime) -> None:
    for officer in officers_of(official.agency_id, "LEADER", organisation_date()):
        tell(official, officer.person_id, News("opinion_wanted", "opinion", actor.name), at)


@transaction.atomic
def return_arrival(*, arrival: Arrival, reason: str, actor: Actor, at: datetime) -> Arrival:
    """Give a document back: its signature fails or it is not for this agency (art. 21).

    :raises NotNow: it is registered already.
    """
    locked = move(arrival, arrivals.RETURN, actor=actor, at=at, reason=reason)
    locked.returned_reason = reason
    locked.save(update_fields=["returned_reason"])
    record(
        kind="INCOMING_RETURNED",
        subject=f"official:{locked.official.token}",
        payload={},
        actor=actor,
        at=at,
    )
    return locked


@transaction.atomic
def finish_arrival(*, arrival: Arrival, note: str, actor: Actor, at: datetime) -> Arrival:
    """Say that nothing is left to do: for information only, or all is answered.

    :raises NotNow: it is finished, returned or not registered yet.
    """
    locked = move(arrival, arrivals.FINISH, actor=actor, at=at, note=note)
    tell_followers(locked.official, at=at, note=note, actor=actor)
    return locked


@transaction.atomic
def forward_inside(
    *, official: OfficialDocument, person_ids: list[int], note: str, actor: Actor, at: datetime
) -> None:
    """Show a document to colleagues of the same agency, with a word to them."""
    for person_id in sorted(set(person_ids)):
        news = News("document_forwarded", f"to:{at.timestamp()}", actor.name, note)
        tell(official, person_id, news, at)
    names = [
        officer.full_name
        for role in ("LEADER", "HEAD_OF_UNIT", "SPECIALIST", "REGISTRAR")
        for officer in officers_of(official.agency_id, role, organisation_date())
        if officer.person_id in person_ids
    ]
    add_event(official, "FORWARDED_INSIDE", actor=actor, at=at, to=", ".join(names), note=note)


def tell_followers(official: OfficialDocument, *, at: datetime, note: str, actor: Actor) -> None:
    """Tell those who follow a document that something happened to it."""
    for person_id in official.followers.values_list("person_id", flat=True):
        if person_id != actor.person_id:
            news = News("incoming_news", f"news:{at.timestamp()}", actor.name, note)
            tell(official, person_id, news, at)


def tell(official: OfficialDocument, person_id: int, news: News, at: datetime) -> None:
    """Notify an officer about a document, once per key."""
    notify(
        person_id=person_id,
        template=news.template,
        context={
            "title": str(official),
            "from": news.sender,
            "note": news.note,
            "due_at": official.due_at.isoformat() if official.due_at else "",
        },
        url=reverse("records:incoming_document", args=[official.token]),
        at=at,
        idempotency_key=f"official:{official.pk}:{news.template}:{news.key}:{person_id}",
    )


@transaction.atomic
def tell_late_arrivals(*, at: datetime) -> int:
    """Tell registry clerks what came and was not registered on its day, once each; as platform."""
    late = Arrival.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        state="ARRIVED", acknowledge_by__lt=at, is_late_told=False
    )
    rows = list(late.select_related("official")[:200])
    for arrival in rows:
        official = arrival.official
        for officer in officers_of(official.agency_id, "REGISTRAR", organisation_date()):
            tell(official, officer.person_id, News("arrival_waits", "late"), at)
        arrival.is_late_told = True
        arrival.save(update_fields=["is_late_told"])
    return len(rows)
