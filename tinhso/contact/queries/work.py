"""Officers' lists: what waits for an agency, a person, the centre; each a page by keyset."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from tinhso.contact.models import CLOSED_STATES, OPEN_STATES, Contact, PublicState, SubTask
from tinhso.contact.permissions import contacts_for, is_centre_officer
from tinhso.core.actors import Actor
from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.core.text import fold, squeeze

PAGE_SIZE = 20


class WorkTab(StrEnum):
    """The lists of an officer."""

    AGENCY = "AGENCY"
    MINE = "MINE"
    APPROVE = "APPROVE"
    HELP = "HELP"
    REOPEN = "REOPEN"
    MODERATE = "MODERATE"
    ALL = "ALL"
    CLOSED = "CLOSED"


CENTRE_TABS = (WorkTab.MODERATE, WorkTab.ALL)


@dataclass(frozen=True, slots=True)
class WorkNarrowing:
    """How a list is narrowed; empty parts narrow nothing."""

    text: str = ""
    kind: str = ""
    category: str = ""
    area_code: str = ""
    is_late: bool = False


def rows_of(actor: Actor, tab: WorkTab) -> QuerySet[Contact]:
    """Give the contacts of one list of an officer."""
    rows = contacts_for(actor)
    ours = Q(agency_id__in=list(actor.agency_ids))
    if tab is WorkTab.MINE:
        return rows.filter(assignee_id=actor.person_id, state__in=OPEN_STATES)
    if tab is WorkTab.APPROVE:
        return rows.filter(ours, state="SUBMITTED")
    if tab is WorkTab.HELP:
        waiting = SubTask.objects.filter(
            agency_id__in=list(actor.agency_ids), answered_at__isnull=True
        )
        return rows.filter(pk__in=waiting.values("contact_id"))
    if tab is WorkTab.REOPEN:
        return rows.filter(reopenings__state="ASKED")
    if tab is WorkTab.MODERATE:
        return rows.filter(public_state=PublicState.WAITING)
    if tab is WorkTab.ALL:
        return rows.filter(state__in=OPEN_STATES)
    if tab is WorkTab.CLOSED:
        return rows.filter(ours, state__in=CLOSED_STATES)
    return rows.filter(ours, state__in=OPEN_STATES)


def work_page(
    actor: Actor,
    tab: WorkTab,
    narrowing: WorkNarrowing,
    *,
    at: datetime,
    cursor: str | None = None,
) -> KeysetPage[Contact]:
    """Give a page of a list: open ones by what falls due first, closed ones newest first.

    :raises BadCursor: the cursor is not ours.
    """
    rows = _narrow(rows_of(actor, tab), narrowing, at)
    is_closed = tab is WorkTab.CLOSED
    order = ("-received_at", "-id") if is_closed else ("due_at", "id")
    return page_by_keyset(rows, order=order, cursor=cursor, size=PAGE_SIZE)


def _narrow(rows: QuerySet[Contact], narrowing: WorkNarrowing, at: datetime) -> QuerySet[Contact]:
    if narrowing.text.upper().startswith("1022"):
        rows = rows.filter(code__istartswith=narrowing.text.strip())
    else:
        for word in fold(squeeze(narrowing.text)).split()[:6]:
            rows = rows.filter(search_text__contains=word)
    if narrowing.kind:
        rows = rows.filter(kind=narrowing.kind)
    if narrowing.category:
        rows = rows.filter(
            Q(category_id=narrowing.category) | Q(category__parent_id=narrowing.category)
        )
    if narrowing.area_code:
        rows = rows.filter(area__code=narrowing.area_code)
    if narrowing.is_late:
        rows = rows.filter(due_at__lt=at, closed_at__isnull=True)
    return rows


@dataclass(frozen=True, slots=True)
class WorkCounts:
    """What waits for an officer's agencies."""

    waiting: int
    late: int
    to_approve: int
    to_publish: int


def count_work(actor: Actor, *, at: datetime) -> WorkCounts:
    """Count what waits, in one query."""
    ours = Q(agency_id__in=list(actor.agency_ids))
    found = contacts_for(actor).aggregate(
        waiting=Count("id", filter=ours & Q(state__in=OPEN_STATES)),
        late=Count("id", filter=ours & Q(closed_at__isnull=True, due_at__lt=at)),
        to_approve=Count("id", filter=ours & Q(state="SUBMITTED")),
        to_publish=Count("id", filter=Q(public_state=PublicState.WAITING)),
    )
    if not is_centre_officer(actor):
        found["to_publish"] = 0
    return WorkCounts(**found)
