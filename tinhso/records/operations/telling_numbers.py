"""What the registers tell the province's indicators: each document and task by itself."""

from collections.abc import Iterable
from datetime import date, datetime

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import local
from tinhso.indicators.api import SubjectFact, tell_subjects
from tinhso.orgs.api import Agency
from tinhso.records.models import Arrival, Direction, OfficialDocument, Task, TaskState

SOURCE = "WORK.DOCUMENTS"
_AT_ONCE = 1_000


def tell_numbers(*, since: date, at: datetime) -> int:
    """Tell of documents issued and registered and of tasks done since a day; gives how many.

    Told again, nothing changes; a document taken back says nothing any more.
    """
    subjects = {
        **{f"official:{one.pk}": _of_issued(one) for one in _issued(since)},
        **{f"official:{one.official_id}": _of_arrival(one) for one in _registered(since)},
        **{f"task:{one.pk}": _of_task(one) for one in _done(since)},
    }
    names = sorted(subjects)
    for start in range(0, len(names), _AT_ONCE):
        part = {name: subjects[name] for name in names[start : start + _AT_ONCE]}
        tell_subjects(source_code=SOURCE, subjects=part, actor=SYSTEM, at=at)
    return len(names)


def _issued(since: date) -> Iterable[OfficialDocument]:
    outgoing = OfficialDocument.objects.filter(
        direction=Direction.OUTGOING, number__isnull=False, issued_on__gte=since
    )
    return outgoing.select_related("agency")


def _registered(since: date) -> Iterable[Arrival]:
    return Arrival.objects.filter(registered_at__date__gte=since).select_related("official__agency")


def _done(since: date) -> Iterable[Task]:
    return Task.objects.filter(state=TaskState.DONE, done_at__date__gte=since).select_related(
        "agency"
    )


def _of_issued(one: OfficialDocument) -> list[SubjectFact]:
    if one.issued_on is None or one.recalled_at is not None:
        return []
    return [_fact("GOV.DOCUMENTS_ISSUED", one.issued_on, one.agency, 1)]


def _of_arrival(one: Arrival) -> list[SubjectFact]:
    if one.registered_at is None:
        return []
    day = local(one.registered_at).date()
    return [_fact("GOV.DOCUMENTS_RECEIVED", day, one.official.agency, 1)]


def _of_task(one: Task) -> list[SubjectFact]:
    """A task without a deadline is neither early nor late: it says nothing."""
    if one.done_at is None or one.due_at is None:
        return []
    is_on_time = int(one.done_at <= one.due_at)
    return [_fact("GOV.TASKS_ON_TIME", local(one.done_at).date(), one.agency, is_on_time, 1)]


def _fact(
    indicator: str, day: date, agency: Agency, numerator: int, denominator: int | None = None
) -> SubjectFact:
    return SubjectFact(
        indicator=indicator, day=day, agency_id=agency.pk, area_id=agency.area_id,
        numerator=numerator, denominator=denominator,
    )  # fmt: skip
