"""From a number back to what it was made of: its facts, and what each of them came from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from tinhso.core.actors import Actor
from tinhso.indicators.models import Fact
from tinhso.indicators.queries.defined import Defined, load_defined
from tinhso.indicators.queries.places import place_areas
from tinhso.indicators.rules import AreaLevel, PeriodKind, periods
from tinhso.indicators.rules.metrics import Reading
from tinhso.indicators.rules.planning import base_periods, by_days
from tinhso.orgs.api import organisation_date


@dataclass(frozen=True, slots=True)
class NumberOf:
    """Which number is traced: as a cell of an answer names it, with the question's reading."""

    indicator: str
    area_id: int
    period_id: int
    level: AreaLevel
    reading: Reading = Reading.AS_WAS
    breakdown: str | None = None
    as_of: datetime | None = None
    agencies: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SubjectLink:
    """Where a fact of daily work came from, if the reader may open it."""

    label: str
    url: str = ""


_finders: dict[str, Callable[[str, Actor], SubjectLink | None]] = {}


def register_subject_kind(kind: str, find: Callable[[str, Actor], SubjectLink | None]) -> None:
    """Let a work slice say where a subject of its kind (``case`` of ``case:H10-…``) is read."""
    _finders[kind] = find


def find_subject(subject: str, actor: Actor) -> SubjectLink | None:
    """Give where a subject is read; what nobody knows is named by its code."""
    kind, _colon, code = subject.partition(":")
    if not code:
        return None
    find = _finders.get(kind)
    return (find(code, actor) if find else None) or SubjectLink(code)


def facts_behind(number: NumberOf, actor: Actor) -> QuerySet[Fact]:
    """Give the facts a number was made of, newest period first; row security narrows them.

    Of a number that takes the latest period, the facts of all its periods: the reader sees which
    one counted. Derived indicators give the facts of those they name.
    """
    defined = load_defined([number.indicator], actor)
    each = defined.get(number.indicator)
    if each is None:
        return Fact.objects.none()
    placing = place_areas(number.reading, number.level, organisation_date())
    area_ids = [area for area, target in placing.targets if target == number.area_id]
    conditions = Q(pk__in=[])
    for code in each.codes:
        part = defined.get(code)
        if part is not None:
            conditions |= _of_indicator(part, number, actor)
    facts = Fact.objects.filter(conditions, area_id__in=area_ids)
    if number.breakdown is not None:
        facts = facts.filter(breakdown=number.breakdown)
    if number.agencies:
        facts = facts.filter(agency_id__in=number.agencies)
    return _known(facts, number.as_of).order_by("-day", "area_id", "id")


def _of_indicator(part: Defined, number: NumberOf, actor: Actor) -> Q:
    bases = base_periods(periods.from_id(number.period_id), part.shape, number.level)
    if part.shape.frequency is PeriodKind.DAY:
        bases = [day for day, _slot in by_days((base, base) for base in bases)]
    condition = Q(indicator_id=part.id, period_id__in=bases)
    if part.is_guarded:
        condition &= Q(agency_id__in=actor.agency_ids)
    return condition


def _known(facts: QuerySet[Fact], as_of: datetime | None) -> QuerySet[Fact]:
    if as_of is None:
        return facts.filter(superseded_at__isnull=True)
    is_current = Q(superseded_at__isnull=True) | Q(superseded_at__gt=as_of)
    return facts.filter(is_current, recorded_at__lte=as_of)


def versions_of(fact: Fact) -> QuerySet[Fact]:
    """Give every version of what a fact is about, the newest first."""
    return Fact.objects.filter(
        indicator_id=fact.indicator_id, area_id=fact.area_id, agency_id=fact.agency_id,
        period_id=fact.period_id, breakdown=fact.breakdown, subject=fact.subject, day=fact.day,
    ).order_by("-version")  # fmt: skip
