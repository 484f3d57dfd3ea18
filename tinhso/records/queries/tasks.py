"""Reads of tasks: mine, my unit's, those I gave, boards of overdue by unit and of a directive."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, F, Min, Q, QuerySet

from tinhso.core.actors import Actor
from tinhso.core.calendar import load_calendar
from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.records.models import Directive, Task, TaskState
from tinhso.records.permissions import tasks_for
from tinhso.records.queries.finding import found_tasks
from tinhso.records.rules.searching import question
from tinhso.records.rules.tasks import OPEN_STATES

PAGE_SIZE = 20
SOON_HOURS = 16
BY_DUE = ("due_at", "id")


class TaskTab(StrEnum):
    """The lists of tasks."""

    MINE = "MINE"
    UNIT = "UNIT"
    GIVEN = "GIVEN"
    HELPING = "HELPING"
    CLOSED = "CLOSED"


@dataclass(frozen=True, slots=True)
class TaskNarrowing:
    """What narrows a list of tasks: words, nearness of the deadline, the leading unit."""

    text: str = ""
    nearness: str = ""
    agency_id: int | None = None


def task_page(
    actor: Actor,
    tab: TaskTab,
    narrowing: TaskNarrowing,
    *,
    at: datetime,
    cursor: str | None = None,
) -> KeysetPage[Task]:
    """Give one page of 20 tasks, what falls due first first; closed ones newest first.

    :raises BadCursor: the cursor was not made for this list.
    """
    rows = _narrow(_of_tab(actor, tab), narrowing, at)
    order = ("-given_at", "-id") if tab is TaskTab.CLOSED else BY_DUE
    return page_by_keyset(rows, order=order, cursor=cursor, size=PAGE_SIZE)


def _of_tab(actor: Actor, tab: TaskTab) -> QuerySet[Task]:
    agencies, own = list(actor.agency_ids), [actor.person_id, *actor.stands_in_for]
    rows = tasks_for(actor)
    if tab is TaskTab.CLOSED:
        return rows.exclude(state__in=OPEN_STATES)
    rows = rows.filter(state__in=OPEN_STATES)
    if tab is TaskTab.GIVEN:
        return rows.filter(giver_agency_id__in=agencies)
    if tab is TaskTab.HELPING:
        return rows.filter(parties__agency_id__in=agencies).distinct()
    rows = rows.filter(agency_id__in=agencies)
    if tab is TaskTab.MINE:
        is_head = actor.has_role("LEADER", "HEAD_OF_UNIT")
        mine = Q(person_id__in=own)
        return rows.filter(mine | Q(person_id__isnull=True) if is_head else mine)
    return rows


def _narrow(rows: QuerySet[Task], narrowing: TaskNarrowing, at: datetime) -> QuerySet[Task]:
    if narrowing.agency_id:
        rows = rows.filter(agency_id=narrowing.agency_id)
    if narrowing.nearness == "late":
        rows = rows.filter(due_at__lt=at)
    if narrowing.nearness == "soon":
        rows = rows.filter(due_at__gte=at, due_at__lt=soon_after(at))
    asked = question(narrowing.text)
    return rows.filter(pk__in=found_tasks(asked)) if asked else rows


def soon_after(at: datetime) -> datetime:
    """Give until when a deadline counts as near: two working days ahead."""
    return load_calendar().add_working_hours(at, SOON_HOURS)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """How a unit stands: open tasks, near their deadline, late; since when the oldest is late."""

    agency_id: int
    name: str
    open_count: int
    soon_count: int
    late_count: int
    reported_count: int
    oldest_due_at: datetime | None


def overdue_by_unit(actor: Actor, *, at: datetime) -> list[UnitLine]:
    """Give one line per unit that leads open tasks the actor's agencies gave; the latest first."""
    gave = Q(giver_agency_id__in=list(actor.agency_ids)) | Q(agency_id__in=list(actor.agency_ids))
    late = Q(due_at__lt=at)
    rows = (
        Task.objects.filter(gave, state__in=OPEN_STATES)
        .values("agency_id", name=F("agency__short_name"))
        .annotate(
            open_count=Count("id"),
            late_count=Count("id", filter=late),
            soon_count=Count("id", filter=Q(due_at__gte=at, due_at__lt=soon_after(at))),
            reported_count=Count("id", filter=Q(state=TaskState.REPORTED)),
            oldest_due_at=Min("due_at", filter=late),
        )
        .order_by("-late_count", "-soon_count", "name")
    )
    return [UnitLine(**row) for row in rows]


def count_tasks(actor: Actor, *, at: datetime) -> dict[str, int]:
    """Give how many open tasks are the actor's, how many near their deadline and late."""
    mine = _of_tab(actor, TaskTab.MINE)
    return {
        "open": mine[:1000].count(),
        "late": mine.filter(due_at__lt=at)[:1000].count(),
        "soon": mine.filter(due_at__gte=at, due_at__lt=soon_after(at))[:1000].count(),
    }


def list_directives(actor: Actor, *, is_open: bool, cursor: str | None) -> KeysetPage[Directive]:
    """Give the directives of the actor's agencies, newest first, with counts of their tasks."""
    agencies = list(actor.agency_ids)
    rows = Directive.objects.select_related("official", "agency").filter(
        Q(agency_id__in=agencies) | Q(reader_agency_ids__overlap=agencies),
        closed_at__isnull=is_open,
    )
    return page_by_keyset(rows, order=("-given_at", "-id"), cursor=cursor, size=PAGE_SIZE)


def tasks_of(directive: Directive) -> list[Task]:
    """Give the tasks of a directive the actor may see: each followed by its parts."""
    rows = directive.tasks.select_related("agency", "giver_agency", "answer")
    found = list(rows.prefetch_related("parties").order_by("id"))
    tops = [task for task in found if task.parent_id is None or _is_hidden(task, found)]
    return [each for top in tops for each in _with_parts(top, found)]


def _is_hidden(task: Task, found: list[Task]) -> bool:
    return task.parent_id not in {each.pk for each in found}


def _with_parts(task: Task, found: list[Task]) -> list[Task]:
    parts = [each for each in found if each.parent_id == task.pk]
    return [task, *(one for part in parts for one in _with_parts(part, found))]
