"""Reads of the lists officers work from: what is in their hands, new, waiting, found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q, QuerySet

from tinhso.cases.models import WAITING_STATES, WORKING_STATES, Case, CaseState, Consultation
from tinhso.core.actors import Actor
from tinhso.core.calendar import load_calendar
from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.core.text import fold, squeeze

PAGE_SIZE = 20
COUNT_LIMIT = 1000
EXPORT_LIMIT = 5000
SOON_HOURS = 8
BY_DUE = ("due_at", "id")
BY_FILING = ("filed_at", "id")
NEWEST_FIRST = ("-filed_at", "-id")
LIST_FIELDS = (
    "id",
    "token",
    "code",
    "procedure_name",
    "applicant_name",
    "channel",
    "state",
    "filed_at",
    "received_at",
    "accepted_at",
    "due_at",
    "decided_at",
    "step_code",
    "step_role",
    "step_due_at",
    "step_person_id",
    "variant",
    "version_id",
)


class Tab(StrEnum):
    """The lists of an officer's work."""

    MINE = "MINE"
    UNIT = "UNIT"
    WAITING = "WAITING"
    ALL = "ALL"


class Nearness(StrEnum):
    """How near a promised date is."""

    OVERDUE = "OVERDUE"
    SOON = "SOON"
    NO_APOLOGY = "NO_APOLOGY"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What narrows a list: a procedure's slug, a state, nearness of the date, words looked for."""

    procedure: str = ""
    state: str = ""
    nearness: str = ""
    text: str = ""


NOTHING = Narrowing()


@dataclass(frozen=True, slots=True)
class CaseList:
    """The rows of a list and the order they are read in."""

    rows: QuerySet[Case]
    order: tuple[str, ...]

    def page(self, cursor: str | None = None) -> KeysetPage[Case]:
        """Give one page of 20.

        :raises BadCursor: the cursor was not made for this order.
        """
        return page_by_keyset(self.rows, order=self.order, cursor=cursor, size=PAGE_SIZE)

    def first(self, count: int) -> list[Case]:
        """Give the first rows, for a home page or an export."""
        return list(self.rows.order_by(*self.order)[:count])


def _among(name: str, values: Iterable[object]) -> Q:
    """Compare with one value where there is one: the index then gives the order for free."""
    found = list(values)
    return Q(**{name: found[0]}) if len(found) == 1 else Q(**{f"{name}__in": found})


def _listed() -> QuerySet[Case]:
    return Case.objects.only(*LIST_FIELDS)


def _work_of(actor: Actor) -> QuerySet[Case]:
    return _listed().filter(
        _among("step_agency_id", actor.agency_ids),
        _among("step_role", sorted(actor.roles)),
        state__in=WORKING_STATES,
    )


def _mine(actor: Actor) -> QuerySet[Case]:
    mine = _among("step_person_id", (actor.person_id, *actor.stands_in_for))
    free_or_mine = Q(step_person_id__isnull=True) | mine
    return _work_of(actor).filter(free_or_mine)


def _of_unit(actor: Actor) -> QuerySet[Case]:
    at_unit = _among("step_agency_id", actor.agency_ids)
    return _listed().filter(at_unit, state__in=WORKING_STATES)


def _waiting(actor: Actor) -> QuerySet[Case]:
    return _listed().filter(_taking_part(actor), state__in=WAITING_STATES)


def _all(actor: Actor) -> QuerySet[Case]:
    kept = Q(reader_agency_ids__overlap=list(actor.agency_ids))
    return _listed().filter(_taking_part(actor) | kept)


def _taking_part(actor: Actor) -> Q:
    return Q(receiving_agency_id__in=actor.agency_ids) | Q(competent_agency_id__in=actor.agency_ids)


_ROWS = {
    Tab.MINE: (_mine, BY_DUE),
    Tab.UNIT: (_of_unit, BY_DUE),
    Tab.WAITING: (_waiting, BY_FILING),
    Tab.ALL: (_all, NEWEST_FIRST),
}


def case_list(
    actor: Actor,
    tab: Tab,
    narrowing: Narrowing = NOTHING,
    *,
    at: datetime,
    by_filing: bool = False,
) -> CaseList:
    """Give one of the officer's lists, narrowed; what falls due first is first.

    :param by_filing: what was filed first comes first instead.
    """
    choose, order = _ROWS[tab]
    rows = _narrow(choose(actor), narrowing, at)
    return CaseList(rows, BY_FILING if by_filing else order)


def _narrow(rows: QuerySet[Case], narrowing: Narrowing, at: datetime) -> QuerySet[Case]:
    if narrowing.procedure:
        rows = rows.filter(version__procedure__slug=narrowing.procedure)
    if narrowing.state:
        rows = rows.filter(state=narrowing.state)
    if narrowing.nearness:
        rows = rows.filter(_is_near(narrowing.nearness, at))
    return rows.filter(_matches(narrowing.text)) if narrowing.text.strip() else rows


def _is_near(nearness: str, at: datetime) -> Q:
    undecided = Q(decided_at__isnull=True)
    if nearness == Nearness.OVERDUE:
        return undecided & Q(due_at__lt=at)
    if nearness == Nearness.NO_APOLOGY:
        return undecided & Q(due_at__lt=at, reschedule_count=0)
    return undecided & Q(due_at__gte=at, due_at__lt=soon_after(at))


def _matches(text: str) -> Q:
    """Match a part of the code, the look-up code of a slip, or words of the applicant's name."""
    wanted = squeeze(text)[:120]
    name = Q()
    for word in fold(wanted).split():
        name &= Q(applicant_key__contains=word)
    token = wanted.replace("-", "").replace(" ", "").lower()
    return Q(code__contains=wanted.upper()) | Q(token=token) | name


def soon_after(at: datetime) -> datetime:
    """Give until when a date counts as near: one working day of eight hours ahead."""
    return load_calendar().add_working_hours(at, SOON_HOURS)


def worklist(actor: Actor, *, mine: bool = False, cursor: str | None = None) -> KeysetPage[Case]:
    """Give the cases in the officer's hands, what falls due first first; 20 a page.

    :param mine: only those named to the officer in person or to nobody.
    """
    return CaseList(_mine(actor) if mine else _work_of(actor), BY_DUE).page(cursor)


def new_filings(actor: Actor, *, cursor: str | None = None) -> KeysetPage[Case]:
    """Give the filings that wait at the officer's counter, oldest first."""
    return filing_list(actor).page(cursor)


def filing_list(actor: Actor) -> CaseList:
    """Give the list of filings that wait at the officer's counter, oldest first."""
    at_counter = _among("receiving_agency_id", actor.agency_ids)
    return CaseList(_listed().filter(at_counter, state=CaseState.FILED), BY_FILING)


def list_waiting(actor: Actor, *, cursor: str | None = None) -> KeysetPage[Case]:
    """Give the cases of the officer's agencies that wait for the applicant."""
    return CaseList(_waiting(actor), BY_FILING).page(cursor)


def find_cases(actor: Actor, text: str, *, cursor: str | None = None) -> KeysetPage[Case]:
    """Give the cases of the officer's agencies by code, look-up code or applicant, newest first."""
    return CaseList(_all(actor).filter(_matches(text)), NEWEST_FIRST).page(cursor)


@dataclass(frozen=True, slots=True)
class WorkCounts:
    """What waits for an officer today; each count stops at 1,000."""

    new_filings: int
    worklist: int
    due_soon: int
    overdue: int
    consultations: int


def count_work(actor: Actor, *, at: datetime) -> WorkCounts:
    """Give the numbers on the officer's home; five bounded counts."""
    work = _mine(actor)
    return WorkCounts(
        new_filings=_bounded(filing_list(actor).rows) if actor.has_role("CLERK") else 0,
        worklist=_bounded(work),
        due_soon=_bounded(work.filter(_is_near(Nearness.SOON, at))),
        overdue=_bounded(work.filter(_is_near(Nearness.OVERDUE, at))),
        consultations=_bounded(open_consultations(actor)),
    )


def _bounded(rows: QuerySet[Case] | QuerySet[Consultation]) -> int:
    return rows.order_by()[:COUNT_LIMIT].count()


def open_consultations(actor: Actor) -> QuerySet[Consultation]:
    """Give the questions other agencies asked the officer's, oldest first."""
    return Consultation.objects.filter(
        agency_id__in=actor.agency_ids, answered_at__isnull=True
    ).order_by("asked_at", "id")


def answered_consultations(actor: Actor) -> QuerySet[Consultation]:
    """Give the questions the officer's agencies answered, newest answer first."""
    return Consultation.objects.filter(
        agency_id__in=actor.agency_ids, answered_at__isnull=False
    ).order_by("-answered_at", "-id")
