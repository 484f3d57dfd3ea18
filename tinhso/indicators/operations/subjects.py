"""The door for daily work: what one subject (a case, a document) says now, as facts.

The work slice says everything its subject contributes; facts it no longer says are withdrawn. So
telling twice changes nothing, and a late correction of the work becomes new versions here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tinhso.core.actors import Actor
from tinhso.indicators.models import Fact, Indicator, Source
from tinhso.indicators.operations.recording import (
    NewFact,
    Origin,
    Recorded,
    record_facts,
    withdraw_facts,
)
from tinhso.indicators.rules import ValueKind, periods


@dataclass(frozen=True, slots=True)
class SubjectFact:
    """One number a subject contributes: to an indicator by code, on a day, for an agency's area."""

    indicator: str
    day: date
    agency_id: int
    area_id: int
    numerator: Decimal | int
    denominator: Decimal | int | None = None
    breakdown: str = ""


def tell_subjects(
    *,
    source_code: str,
    subjects: Mapping[str, Sequence[SubjectFact]],
    actor: Actor,
    at: datetime,
) -> Recorded:
    """Make the current facts of subjects (``case:H10-…``) exactly those given.

    Indicators that the province's catalogue lacks are left out, and without the source (no
    catalogue was loaded) nothing is recorded.
    """
    source = Source.objects.filter(code=source_code).first()
    if source is None:
        return Recorded()
    ids = dict(Indicator.objects.values_list("code", "id"))
    said = [
        _as_new(fact, subject, ids[fact.indicator])
        for subject, facts in subjects.items()
        for fact in facts
        if fact.indicator in ids
    ]
    keys = {fact.key for fact in said}
    current = Fact.objects.filter(
        subject__in=list(subjects), source=source, superseded_at__isnull=True
    )
    gone = [fact for fact in current if _key_of(fact) not in keys]
    withdraw_facts(facts=gone, at=at)
    origin = Origin(source=source, kind=ValueKind.DERIVED)
    return record_facts(facts=said, origin=origin, actor=actor, at=at)


def _as_new(fact: SubjectFact, subject: str, indicator_id: int) -> NewFact:
    return NewFact(
        indicator_id=indicator_id,
        area_id=fact.area_id,
        agency_id=fact.agency_id,
        period_id=periods.day_id(fact.day),
        numerator=Decimal(fact.numerator),
        denominator=None if fact.denominator is None else Decimal(fact.denominator),
        breakdown=fact.breakdown,
        subject=subject,
    )


def _key_of(fact: Fact) -> tuple[int, int, int, int, str, str]:
    return (
        fact.indicator_id, fact.area_id, fact.agency_id, fact.period_id, fact.breakdown,
        fact.subject,
    )  # fmt: skip
