"""What cases tell the province's indicators: each case by itself, so a number leads back to it."""

from collections.abc import Sequence
from datetime import date, datetime

from tinhso.cases.models import CaseTally, Channel
from tinhso.core.actors import SYSTEM
from tinhso.indicators.api import SubjectFact, tell_subjects

SOURCE = "WORK.CASES"
_FILED_ONLINE = frozenset({Channel.ONLINE, Channel.NATIONAL_PORTAL})


def tell_numbers(tallies: Sequence[CaseTally], *, at: datetime) -> None:
    """Tell what these cases say now (their case and agency loaded); told twice, the same."""
    tell_subjects(
        source_code=SOURCE,
        subjects={f"case:{tally.case_id}": facts_of(tally) for tally in tallies},
        actor=SYSTEM,
        at=at,
    )


def facts_of(tally: CaseTally) -> list[SubjectFact]:
    """Give the numbers one case contributes, broken down by its field."""
    is_online = tally.case.channel in _FILED_ONLINE
    said: list[tuple[str, date | None, int, int | None]] = [
        ("GOV.CASES_RECEIVED", tally.received_on, 1, None),
        ("GOV.ONLINE_CASES", tally.received_on, int(is_online), 1),
        ("GOV.CASES_ANSWERED", tally.answered_on, 1, None),
        ("GOV.CASES_ON_TIME", tally.answered_on, int(not tally.is_late), 1),
        ("GOV.CASES_REFUSED", tally.refused_on, 1, None),
        ("GOV.APOLOGIES", tally.apologised_on, 1, None),
        ("GOV.SATISFACTION", tally.rated_on, tally.score or 0, 1),
    ]
    return [
        SubjectFact(
            indicator=indicator, day=day, agency_id=tally.agency_id,
            area_id=tally.agency.area_id, numerator=numerator, denominator=denominator,
            breakdown=tally.field_code,
        )
        for indicator, day, numerator, denominator in said
        if day is not None
    ]  # fmt: skip
