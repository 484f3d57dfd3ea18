"""Reads of what came in: lists, search, the register, counts."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from django.db.models import QuerySet

from tinhso.core.actors import Actor
from tinhso.core.clock import VIETNAM
from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.records.models import Arrival, ArrivalState
from tinhso.records.permissions import arrivals_for
from tinhso.records.queries.finding import found_documents
from tinhso.records.rules.searching import question

PAGE_SIZE = 20
MOST_ROWS = 5000
NEWEST_FIRST = ("-arrived_at", "-id")
OLDEST_FIRST = ("arrived_at", "id")


class IncomingTab(StrEnum):
    """The lists of incoming documents."""

    ARRIVED = "ARRIVED"
    WAITING = "WAITING"
    WORKING = "WORKING"
    DONE = "DONE"
    RETURNED = "RETURNED"
    ALL = "ALL"


_STATES = {
    IncomingTab.ARRIVED: (ArrivalState.ARRIVED,),
    IncomingTab.WAITING: (ArrivalState.REGISTERED,),
    IncomingTab.WORKING: (ArrivalState.ASSIGNED, ArrivalState.IN_PROGRESS),
    IncomingTab.DONE: (ArrivalState.DONE,),
    IncomingTab.RETURNED: (ArrivalState.RETURNED, ArrivalState.SHUT_AWAY),
}


@dataclass(frozen=True, slots=True)
class IncomingNarrowing:
    """What narrows a list: words looked for, kind, urgency, days of arrival."""

    text: str = ""
    kind: str = ""
    urgency: str = ""
    first: date | None = None
    last: date | None = None


def incoming_rows(
    actor: Actor, tab: IncomingTab, narrowing: IncomingNarrowing
) -> QuerySet[Arrival]:
    """Give the documents of a list that came to the actor's agencies or were opened to them."""
    rows = arrivals_for(actor)
    if tab in _STATES:
        rows = rows.filter(state__in=_STATES[tab])
    if narrowing.kind:
        rows = rows.filter(official__kind=narrowing.kind)
    if narrowing.urgency.isdigit():
        rows = rows.filter(official__urgency=int(narrowing.urgency))
    if narrowing.first:
        rows = rows.filter(arrived_at__gte=_moment(narrowing.first, time.min))
    if narrowing.last:
        rows = rows.filter(arrived_at__lte=_moment(narrowing.last, time.max))
    if not narrowing.text.strip():
        return rows
    return rows.filter(official_id__in=found_documents(question(narrowing.text)))


def incoming_page(
    actor: Actor, tab: IncomingTab, narrowing: IncomingNarrowing, cursor: str | None = None
) -> KeysetPage[Arrival]:
    """Give one page of 20: what waits oldest first, the rest newest first.

    :raises BadCursor: the cursor was not made for this list.
    """
    order = OLDEST_FIRST if tab in {IncomingTab.ARRIVED, IncomingTab.WAITING} else NEWEST_FIRST
    rows = incoming_rows(actor, tab, narrowing).defer("words", "official__search_text")
    return page_by_keyset(rows, order=order, cursor=cursor, size=PAGE_SIZE)


def _moment(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, tzinfo=VIETNAM)


def incoming_register(actor: Actor, first: date, last: date) -> QuerySet[Arrival]:
    """Give what the officer's own agencies registered in a period, in order of number."""
    rows = Arrival.objects.select_related("official__agency").filter(
        official__agency_id__in=list(actor.agency_ids),
        registered_at__gte=_moment(first, time.min),
        registered_at__lte=_moment(last, time.max),
    )
    return rows.defer("words").order_by("official__year", "official__number")


def count_incoming(actor: Actor) -> dict[str, int]:
    """Give how many documents wait for the register and for the leader, up to 1,000 each."""
    own = Arrival.objects.filter(official__agency_id__in=list(actor.agency_ids))
    return {
        "arrived": own.filter(state=ArrivalState.ARRIVED)[:1000].count(),
        "waiting": own.filter(state=ArrivalState.REGISTERED)[:1000].count(),
    }
