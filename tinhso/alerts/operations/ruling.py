"""Rules made and changed on screen, each change a version; tried on the past before."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.alerts.models import AlertRule, AlertRuleVersion
from tinhso.alerts.operations.evaluating import (
    condition_of,
    former_of,
    newest_due,
    watched_areas,
)
from tinhso.alerts.permissions import check_rule_editor, check_rule_maker
from tinhso.alerts.rules import RuleKind, rehearse
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.indicators.api import (
    AreaLevel,
    Indicator,
    MetricQuery,
    Span,
    answer,
    latest_periods,
    periods,
)
from tinhso.ledger.api import record
from tinhso.orgs.api import Area

REHEARSED = 24
_LEVELS = (AreaLevel.PROVINCE, AreaLevel.DISTRICT, AreaLevel.COMMUNE)


class RuleMoved(DomainError):
    """Somebody changed the rule since the page was opened."""

    code = "rule_moved"
    text = gettext_lazy(
        "Người khác vừa sửa quy tắc này. Hãy mở lại trang để xem bản mới rồi sửa tiếp."
    )


class RuleTooFine(DomainError):
    """The indicator is not given for areas as small as the rule watches."""

    code = "rule_too_fine"
    text = gettext_lazy("Chỉ tiêu này không có số liệu tới cấp địa bàn đã chọn.")


@dataclass(frozen=True, slots=True)
class Written:
    """What a rule says; ``condition`` as ``rules.Condition`` is kept in JSON."""

    name: str
    name_en: str
    kind: str
    level: str
    area_code: str
    condition: dict[str, Any]
    severity: str
    checklist: list[str]
    is_open: bool = True
    needs_document: bool = False


@dataclass(frozen=True, slots=True)
class Rung:
    """An alert the rule would have opened: where, when, at which number, until when."""

    area: Area
    began: Span
    value: Decimal | None
    ended: Span | None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a rule would have done over some periods, by the numbers known today."""

    spans: tuple[Span, ...]
    area_count: int
    rung: tuple[Rung, ...]


def written_of(rule: AlertRule) -> Written:
    """Give what a rule says now."""
    return Written(
        name=rule.name, name_en=rule.name_en, kind=rule.kind, level=rule.level,
        area_code=rule.area_code, condition=rule.condition, severity=rule.severity,
        checklist=rule.checklist, is_open=rule.is_open, needs_document=rule.needs_document,
    )  # fmt: skip


@transaction.atomic
def make_rule(
    *, indicator: Indicator, written: Written, agency_id: int, actor: Actor, at: datetime
) -> AlertRule:
    """Make a rule that an agency watches.

    :raises NotYourRule: the actor makes none for that agency.
    :raises RuleTooFine: the indicator is not given that finely.
    """
    check_rule_maker(actor, agency_id)
    _check_level(indicator, written)
    rule = AlertRule(
        code=f"{indicator.code}.{new_token()[:6].upper()}", indicator=indicator,
        agency_id=agency_id,
    )  # fmt: skip
    _write(rule, written, "", actor, at)
    return rule


@transaction.atomic
def change_rule(
    *, rule: AlertRule, number: int, written: Written, note: str, actor: Actor, at: datetime
) -> AlertRule:
    """Give a rule its next version; open alerts stay and are judged by it from now on.

    :param number: the version the change was made from.
    :raises NotYourRule: the actor does not change it.
    :raises RuleMoved: another version came in between.
    :raises RuleTooFine: the indicator is not given that finely.
    """
    check_rule_editor(actor, rule)
    locked = AlertRule.objects.select_for_update(of=("self",)).select_related(
        "indicator__version"
    ).get(pk=rule.pk)  # fmt: skip
    if locked.number != number:
        raise RuleMoved
    _check_level(locked.indicator, written)
    if not locked.versions.exists():
        _keep(locked, "", SYSTEM, at)
    locked.number += 1
    _write(locked, written, note, actor, at)
    return locked


def _check_level(indicator: Indicator, written: Written) -> None:
    version = indicator.version
    if version is None or _LEVELS.index(AreaLevel(written.level)) > _LEVELS.index(
        AreaLevel(version.level)
    ):
        raise RuleTooFine


def _write(rule: AlertRule, written: Written, note: str, actor: Actor, at: datetime) -> None:
    for name, value in asdict(written).items():
        setattr(rule, name, value)
    rule.save()
    _keep(rule, note, actor, at)
    record(
        kind="ALERT_RULE_WRITTEN", subject=f"alert-rule:{rule.code}",
        payload={"number": rule.number, **asdict(written)}, actor=actor, at=at,
    )  # fmt: skip


def _keep(rule: AlertRule, note: str, actor: Actor, at: datetime) -> None:
    AlertRuleVersion.objects.create(
        rule=rule, number=rule.number, written=asdict(written_of(rule)), note=note[:300],
        made_by=actor.name or actor.reference, made_at=at,
    )  # fmt: skip


def rehearse_rule(*, indicator: Indicator, written: Written, today: date) -> Rehearsal:
    """Give which alerts a rule would have opened over the last two years of periods.

    By the numbers known today: what was corrected since counts as corrected.
    """
    rule = AlertRule(indicator=indicator, **asdict(written))
    newest = _newest(rule, today)
    if newest is None:
        return Rehearsal((), 0, ())
    condition = condition_of(rule)
    count = REHEARSED + condition.periods_needed - 1
    spans = tuple(periods.following(newest, -back) for back in range(count - 1, -1, -1))
    is_seasonal = condition.kind is RuleKind.SEASONAL
    former = [former_of(span) if is_seasonal else () for span in spans]
    areas = watched_areas(rule)
    found = answer(_query(rule, areas, {*spans, *(s for each in former for s in each)}), SYSTEM)

    def numbers(area: Area, wanted: Iterable[Span]) -> list[Decimal | None]:
        return [found.cell(indicator.code, area.pk, span.id).value for span in wanted]

    rung = [
        Rung(
            area, spans[episode.began], numbers(area, [spans[episode.began]])[0],
            None if episode.ended is None else spans[episode.ended],
        )
        for area in areas
        for episode in rehearse(
            condition, numbers(area, spans),
            [numbers(area, each) for each in former] if is_seasonal else (),
        )
    ]  # fmt: skip
    rung.sort(key=lambda one: (one.began.starts_on, one.area.code), reverse=True)
    return Rehearsal(spans[condition.periods_needed - 1 :], len(areas), tuple(rung))


def _newest(rule: AlertRule, today: date) -> Span | None:
    version = rule.indicator.version
    if version is None:
        return None
    if rule.kind == RuleKind.NO_DATA:
        return newest_due(version.calendar, version.frequency, today)
    newest_id = latest_periods([rule.indicator.code]).get(rule.indicator.code)
    return None if newest_id is None else periods.from_id(newest_id)


def _query(rule: AlertRule, areas: Iterable[Area], spans: set[Span]) -> MetricQuery:
    return MetricQuery(
        indicators=(rule.indicator.code,), level=AreaLevel(rule.level),
        periods=tuple(sorted(span.id for span in spans)),
        areas=tuple(area.pk for area in areas),
    )  # fmt: skip
