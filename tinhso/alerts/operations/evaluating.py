"""Rules tried on the newest numbers: alerts opened where one is broken, ended where it returned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse

from tinhso.alerts.models import Alert, AlertRule, AlertState
from tinhso.alerts.operations.history import note_event
from tinhso.alerts.queries import directive_of, tasks_of
from tinhso.alerts.rules import Condition, RuleKind, has_returned, rings
from tinhso.core.actors import SYSTEM
from tinhso.core.identifiers import new_token
from tinhso.identity.api import officers_of
from tinhso.indicators.api import (
    Answer,
    AreaLevel,
    Calendar,
    MetricQuery,
    PeriodKind,
    Span,
    answer,
    latest_periods,
    periods,
    targets_of,
)
from tinhso.indicators.api import Reading as AreaReading
from tinhso.notifications.api import notify
from tinhso.orgs.api import Area, list_agencies, organisation_date
from tinhso.records.api import lacks_document

_FORMER_YEARS = 5
_NUMBERS = ("limit", "clear_limit", "percent", "times")


@dataclass(frozen=True, slots=True)
class _Tried:
    """A rule with its newest period and the numbers it compares."""

    rule: AlertRule
    condition: Condition
    spans: tuple[Span, ...]
    former: tuple[Span, ...]
    numbers: Answer

    def series(self, area_id: int, spans: Iterable[Span]) -> list[Decimal | None]:
        code = self.rule.indicator.code
        return [self.numbers.cell(code, area_id, span.id).value for span in spans]


def evaluate_rules(*, today: date, at: datetime, codes: Iterable[str] | None = None) -> int:
    """Try the open rules (of some indicators); gives how many alerts were opened.

    Tried again on the same numbers, nothing changes.
    """
    rules = AlertRule.objects.filter(is_open=True).select_related(
        "indicator__version", "agency"
    ).order_by("code")  # fmt: skip
    if codes is not None:
        rules = rules.filter(indicator__code__in=list(codes))
    found = list(rules)
    newest = latest_periods([rule.indicator.code for rule in found])
    return sum(_try(rule, newest.get(rule.indicator.code), today, at) for rule in found)


def condition_of(rule: AlertRule) -> Condition:
    """Give what a rule compares, from what it keeps in JSON."""
    written: dict[str, Any] = dict(rule.condition)
    for name in _NUMBERS:
        if written.get(name) is not None:
            written[name] = Decimal(str(written[name]))
    return Condition(kind=RuleKind(rule.kind), **written)


def _try(rule: AlertRule, newest_id: int | None, today: date, at: datetime) -> int:
    version = rule.indicator.version
    if version is None:
        return 0
    condition = condition_of(rule)
    if condition.kind is RuleKind.NO_DATA:
        newest = newest_due(version.calendar, version.frequency, today)
    elif newest_id is None:
        return 0
    else:
        newest = periods.from_id(newest_id)
    spans = tuple(periods.following(newest, -back) for back in range(condition.periods_needed))
    former = former_of(newest) if condition.kind is RuleKind.SEASONAL else ()
    areas = watched_areas(rule)
    query = MetricQuery(
        indicators=(rule.indicator.code,), level=AreaLevel(rule.level),
        periods=tuple(span.id for span in (*spans, *former)),
        areas=tuple(area.pk for area in areas),
    )  # fmt: skip
    tried = _Tried(rule, condition, tuple(reversed(spans)), former, answer(query, SYSTEM))
    open_alerts = {alert.area_id: alert for alert in rule.alerts.exclude(state=AlertState.CLOSED)}
    opened = 0
    for area in areas:
        alert = open_alerts.get(area.pk)
        if alert is not None:
            _follow(alert, tried, at)
        elif rings(condition, tried.series(area.pk, tried.spans), tried.series(area.pk, former)):
            opened += _open(tried, area.pk, at)
    return opened


def newest_due(calendar: str, frequency: str, today: date) -> Span:
    """Give the newest period whose numbers should be there: over for half of its length."""
    kind = PeriodKind.MONTH if frequency == PeriodKind.DAY else PeriodKind(frequency)
    family = Calendar.CALENDAR if frequency == PeriodKind.DAY else Calendar(calendar)
    span = periods.following(periods.period_of(today, family, kind), -1)
    grace = (span.ends_on - span.starts_on) / 2
    return span if today >= span.ends_on + grace else periods.following(span, -1)


def watched_areas(rule: AlertRule) -> list[Area]:
    """Give the areas a rule is tried in: all of its level, or those in the area it names."""
    areas = targets_of(AreaReading.AS_WAS, AreaLevel(rule.level))
    wanted = rule.area_code
    if not wanted:
        return areas
    return [
        area for area in areas if wanted in {area.code, area.parent.code if area.parent else ""}
    ]


def former_of(newest: Span) -> tuple[Span, ...]:
    """Give the same period of the years before, the nearest first."""
    found, span = [], newest
    for _year in range(_FORMER_YEARS):
        span = periods.year_before(span)
        found.append(span)
    return tuple(found)


@transaction.atomic
def _open(tried: _Tried, area_id: int, at: datetime) -> int:
    """Open an alert, unless one of this period or a later one was closed; gives how many."""
    rule, newest = tried.rule, tried.spans[-1]
    value = tried.series(area_id, [newest])[0]
    former = rule.alerts.filter(area_id=area_id, state=AlertState.CLOSED)
    if former.filter(period_id__gte=newest.id).exists():
        return 0
    readers = _taking_part(rule)
    alert = Alert.objects.create(
        token=new_token(), rule=rule, rule_number=rule.number, area_id=area_id,
        agency_id=rule.agency_id,
        reader_agency_ids=sorted(readers), severity=rule.severity, period_id=newest.id,
        value=value, opened_at=at, checklist=[{"text": step} for step in rule.checklist],
    )  # fmt: skip
    note_event(alert, "OPENED", at=at)
    tell_role(alert, "alert_opened", "SPECIALIST", (rule.agency_id,), at)
    return 1


def _taking_part(rule: AlertRule) -> set[int]:
    """Give the province's committee and the indicator's owner besides who watches."""
    committees = list_agencies(organisation_date(), tier="PROVINCE", kind="PEOPLES_COMMITTEE")
    return {rule.indicator.owner_id, *(one.pk for one in committees)} - {rule.agency_id}


def tell_role(
    alert: Alert, template: str, role: str, agency_ids: Iterable[int], at: datetime
) -> None:
    """Notify who holds a role in some agencies about an alert, once."""
    people = {
        officer.person_id
        for agency_id in agency_ids
        for officer in officers_of(agency_id, role, organisation_date())
    }
    for person_id in sorted(people):
        notify(
            person_id=person_id, template=template,
            context={"name": alert.rule.name, "area": alert.area.name},
            url=reverse("alerts:alert", args=[alert.token]), at=at,
            idempotency_key=f"alert:{alert.pk}:{template}:{person_id}",
        )  # fmt: skip


@transaction.atomic
def _follow(alert: Alert, tried: _Tried, at: datetime) -> None:
    """Note that the number has returned; with nothing left to do the alert ends."""
    series = tried.series(alert.area_id, tried.spans)
    former = tried.series(alert.area_id, tried.former)
    is_right = has_returned(tried.condition, series, former)
    if is_right and alert.returned_at is None:
        alert.returned_at = at
        alert.save(update_fields=["returned_at"])
        note_event(alert, "RETURNED", at=at)
    if alert.returned_at is None or any(not task.is_done for task in tasks_of(alert, at)):
        return
    directive = directive_of(alert)
    if directive is not None and lacks_document(directive):
        return
    alert.state, alert.closed_at = AlertState.CLOSED, at
    alert.save(update_fields=["state", "closed_at"])
    note_event(alert, "CLOSED_RETURNED", at=at)
