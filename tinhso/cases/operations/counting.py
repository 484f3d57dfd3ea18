"""The roll-up: reads new history, keeps each case's tally, counts the days it touches again."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, F, Q, Sum

from tinhso.cases.models import Case, CaseEvent, CaseTally, CountingMark, DailyCount
from tinhso.cases.operations.telling_numbers import tell_numbers
from tinhso.cases.rules.counting import DATED, PRESENT, Happened, Tallied, tally
from tinhso.core.clock import local

#: Events are numbered before they are committed: those just behind the mark are looked at again.
OVERLAP = 2_000
EVENTS_AT_ONCE = 20_000
_CASES_AT_ONCE = 500
_DAYS = ("received_on", "answered_on", "refused_on", "apologised_on", "rated_on")
_FOLDED = tuple(Tallied.__dataclass_fields__)
Key = tuple[int, date]


def roll_up(*, at: datetime) -> int:
    """Bring the public numbers up to the history; gives how many cases had news.

    Run twice it changes nothing; a killed run leaves nothing half done. A case whose history grew
    late is folded anew, and every day it stood in or now stands in is counted again.
    """
    CountingMark.objects.get_or_create(pk=1)
    mark = CountingMark.objects.select_for_update().get(pk=1)
    fresh = CaseEvent.objects.filter(id__gt=mark.last_event_id - OVERLAP).order_by("id")
    rows = list(fresh.values_list("id", "case_id")[:EVENTS_AT_ONCE])
    case_ids = sorted({case_id for _event_id, case_id in rows})
    changed, touched = 0, set[Key]()
    for start in range(0, len(case_ids), _CASES_AT_ONCE):
        news, keys = _fold_cases(case_ids[start : start + _CASES_AT_ONCE], at)
        changed += news
        touched |= keys
    _count_days(touched)
    _count_present(at)
    mark.last_event_id = max([mark.last_event_id, *(event_id for event_id, _case in rows)])
    mark.counted_at = at
    mark.save()
    return changed


def has_more_to_count() -> bool:
    """Tell whether history beyond the mark waits, as after a first load."""
    mark = CountingMark.objects.filter(pk=1).first()
    return CaseEvent.objects.filter(id__gt=mark.last_event_id if mark else 0).exists()


def _fold_cases(case_ids: list[int], at: datetime) -> tuple[int, set[Key]]:
    cases = Case.objects.filter(id__in=case_ids).select_related("version__field", "tally")
    stale = [case for case in cases if _is_stale(case)]
    histories = defaultdict[int, list[Happened]](list)
    events = CaseEvent.objects.filter(case_id__in=[case.pk for case in stale])
    for event in events.order_by("case_id", "ordinal"):
        histories[event.case_id].append(
            Happened(event.kind, event.at, event.to_state, event.changes, event.facts)
        )
    touched: set[Key] = set()
    for case in stale:
        row = getattr(case, "tally", None) or CaseTally(case=case)
        touched |= _keys_of(row)
        folded = tally(histories[case.pk])
        for name in _FOLDED:
            setattr(row, name, getattr(folded, name))
        row.agency_id = case.competent_agency_id
        row.field_code = case.version.field.code
        row.save()
        touched |= _keys_of(row)
    if stale:
        fresh = CaseTally.objects.filter(case__in=stale).select_related("case", "agency")
        tell_numbers(list(fresh), at=at)
    return len(stale), touched


def _is_stale(case: Case) -> bool:
    row: CaseTally | None = getattr(case, "tally", None)
    known = (row.event_count, row.agency_id) if row else None
    return known != (case.event_count, case.competent_agency_id)


def _keys_of(row: CaseTally) -> set[Key]:
    days: Iterable[date | None] = (getattr(row, name) for name in _DAYS)
    return {(row.agency_id, day) for day in days if day is not None and row.agency_id}


def _count_days(touched: set[Key]) -> None:
    if not touched:
        return
    agencies, days = {key[0] for key in touched}, {key[1] for key in touched}
    counts = []
    for measure, (column, condition) in DATED.items():
        groups = (
            CaseTally.objects.filter(agency_id__in=agencies, **{f"{column}__in": days}, **condition)
            .values("agency_id", "field_code", day=F(column))
            .annotate(n=Count("id"), total=Sum("score", default=0))
        )
        counts += [
            DailyCount(
                day=group["day"], agency_id=group["agency_id"], field_code=group["field_code"],
                measure=measure, n=group["n"], total=group["total"],
            )
            for group in groups
            if (group["agency_id"], group["day"]) in touched
        ]  # fmt: skip
    for agency_id in agencies:
        own = [day for agency, day in touched if agency == agency_id]
        old = DailyCount.objects.filter(agency_id=agency_id, day__in=own)
        old.filter(measure__in=[measure.value for measure in DATED]).delete()
    DailyCount.objects.bulk_create(counts)


def _count_present(at: datetime) -> None:
    is_late_now = Q(is_waiting=True, is_paused=False, due_at__lt=at)
    CaseTally.objects.filter(is_late_now, is_overdue=False).update(is_overdue=True)
    CaseTally.objects.filter(~is_late_now | Q(due_at__isnull=True), is_overdue=True).update(
        is_overdue=False
    )
    day = local(at).date()
    counts = []
    for measure, condition in PRESENT.items():
        groups = CaseTally.objects.filter(**condition).values("agency_id", "field_code")
        counts += [
            DailyCount(day=day, measure=measure, **group)
            for group in groups.annotate(n=Count("id"))
        ]
    present = [measure.value for measure in PRESENT]
    DailyCount.objects.filter(day=day, measure__in=present).delete()
    DailyCount.objects.bulk_create(counts)
