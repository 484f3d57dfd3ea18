"""Officers' lists: what waits for an agency, a person, the centre; each a page by keyset."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from tinhso.contact.models import Contact, PublicState, SubTask
from tinhso.contact.permissions import contacts_for, is_centre_officer
from tinhso.core.actors import Actor
from tinhso.core.keyset import KeysetPage, first_page, page_by_keyset
from tinhso.core.prepared import Reading
from tinhso.core.text import fold, squeeze

PAGE_SIZE = 20
#: What a line of a list shows; the rest (sealed names, promises, reasons) is left in the database.
_SHOWN = (
    "code",
    "kind",
    "channel",
    "state",
    "priority",
    "text",
    "category_id",
    "received_at",
    "due_at",
    "closed_at",
    "paused_since",
    "assignee_name",
)
_NAMES = ("agency__name", "agency__name_en", "agency__short_name", "area__name", "area__name_en")


_OPEN_ORDER = ("due_at", "id")


def _open_of(agency: int) -> QuerySet[Contact]:
    rows = Contact.objects.filter(agency_id=agency, closed_at__isnull=True)
    return rows.order_by(*_OPEN_ORDER)


# What every officer opens first, the open ones of one agency, is planned once.
_FIRST = Reading(lambda agency: _open_of(agency).only(*_SHOWN)[: PAGE_SIZE + 1], agency=int)
_FIRST_WITH_NAMES = Reading(
    lambda agency: (
        _open_of(agency).select_related("agency", "area").only(*_SHOWN, *_NAMES)[: PAGE_SIZE + 1]
    ),
    agency=int,
)


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
    """Give the contacts of one list of an officer; open is what is not closed, by one index."""
    ours = Contact.objects.select_related("agency", "area").filter(_held_by(actor))
    if tab is WorkTab.AGENCY:
        return ours.filter(closed_at__isnull=True)
    if tab is WorkTab.APPROVE:
        return ours.filter(closed_at__isnull=True, state="SUBMITTED")
    if tab is WorkTab.CLOSED:
        return ours.filter(closed_at__isnull=False)
    rows = contacts_for(actor)
    if tab is WorkTab.MINE:
        return rows.filter(assignee_id=actor.person_id, closed_at__isnull=True)
    if tab is WorkTab.HELP:
        waiting = SubTask.objects.filter(
            agency_id__in=list(actor.agency_ids), answered_at__isnull=True
        )
        return rows.filter(pk__in=waiting.values("contact_id"))
    if tab is WorkTab.REOPEN:
        return rows.filter(reopenings__state="ASKED")
    if tab is WorkTab.MODERATE:
        return rows.filter(public_state=PublicState.WAITING)
    return rows.filter(closed_at__isnull=True)


def _held_by(actor: Actor) -> Q:
    """One agency compared by itself lets the index give the order, too."""
    agencies = list(actor.agency_ids)
    return Q(agency_id=agencies[0]) if len(agencies) == 1 else Q(agency_id__in=agencies)


def work_page(
    actor: Actor,
    tab: WorkTab,
    narrowing: WorkNarrowing,
    *,
    at: datetime,
    cursor: str | None = None,
    with_names: bool = True,
) -> KeysetPage[Contact]:
    """Give a page of a list: open ones by what falls due first, closed ones newest first.

    ``with_names`` brings the names of agency and area; what a line does not show is not read.

    :raises BadCursor: the cursor is not ours.
    """
    is_plain = tab is WorkTab.AGENCY and narrowing == WorkNarrowing() and not cursor
    if is_plain and len(actor.agency_ids) == 1:
        reading = _FIRST_WITH_NAMES if with_names else _FIRST
        found = reading.all(agency=next(iter(actor.agency_ids)))
        return first_page(found, model=Contact, order=_OPEN_ORDER, size=PAGE_SIZE)
    rows = _narrow(rows_of(actor, tab), narrowing, at)
    if with_names:
        rows = rows.select_related(None).select_related("agency", "area").only(*_SHOWN, *_NAMES)
    else:
        rows = rows.select_related(None).only(*_SHOWN)
    is_closed = tab is WorkTab.CLOSED
    order = ("-received_at", "-id") if is_closed else _OPEN_ORDER
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
    """Count what waits: one query of the agency's open ones, one more for the centre."""
    open_ones = Contact.objects.filter(_held_by(actor), closed_at__isnull=True)
    found = open_ones.aggregate(
        waiting=Count("id"),
        late=Count("id", filter=Q(due_at__lt=at)),
        to_approve=Count("id", filter=Q(state="SUBMITTED")),
    )
    to_publish = Contact.objects.filter(public_state=PublicState.WAITING)
    return WorkCounts(**found, to_publish=to_publish.count() if is_centre_officer(actor) else 0)
