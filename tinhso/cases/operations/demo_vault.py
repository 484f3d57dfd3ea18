"""The demonstration's older stories: certificates that run out soon, and one that just did."""

import random
from datetime import datetime, timedelta

from tinhso.cases.models import Case, CaseState
from tinhso.cases.operations.demo import Pack, cast_story, file_story, work_on_step
from tinhso.cases.operations.intake import accept_case
from tinhso.cases.operations.results import hand_over_result
from tinhso.cases.operations.reuse import keep_result
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import local
from tinhso.core.rls import acting_as
from tinhso.identity.api import Person

SLUG = "xac-nhan-tinh-trang-hon-nhan"  # its certificate holds six months
_DAYS_LEFT = (6, 21, -10)
_WORKING = (CaseState.ACCEPTED, CaseState.IN_PROGRESS)


def certificates_that_run_out(*, pack: Pack, until: datetime, seed: int = 11) -> int:
    """Let some citizens have got a certificate half a year ago; give how many have."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable demonstration, no secret
    holders = _without_certificate(pack.citizens)
    for number, (person, days) in enumerate(zip(holders, _DAYS_LEFT, strict=False)):
        _certificate(pack, person, number, _issued_at(until, days), chance)
    return min(len(holders), len(_DAYS_LEFT))


def _issued_at(until: datetime, days_left: int) -> datetime:
    """Give nine in the morning of the day six months before the certificate's last one."""
    ends = local(until) + timedelta(days=days_left)
    year, month = (ends.year, ends.month - 6) if ends.month > 6 else (ends.year - 1, ends.month + 6)
    return ends.replace(year=year, month=month, day=min(ends.day, 28), hour=9, minute=0)


def _without_certificate(citizens: list[Person]) -> list[Person]:
    cases = Case.objects.filter(version__procedure__slug=SLUG)
    having = set(cases.values_list("applicant_id", flat=True))
    return [person for person in citizens if person.pk not in having]


def _certificate(
    pack: Pack, person: Person, number: int, filed_at: datetime, chance: random.Random
) -> None:
    teller = cast_story(pack, SLUG, number, chance)
    teller.person = person
    answers = {**pack.examples[SLUG][0], "applicant_full_name": person.full_name}
    file_story(teller, answers, filed_at)
    at = filed_at + timedelta(minutes=20)
    teller.act(teller.officer("CLERK"), accept_case, at=at)
    while teller.case is not None and teller.case.state in _WORKING:
        at += timedelta(minutes=20)
        work_on_step(teller, pack.result_fields[SLUG], at)
    teller.act(teller.citizen, hand_over_result, at=at + timedelta(minutes=20))
    with acting_as(SYSTEM):
        cases = Case.objects.select_related("version__procedure", "result__agency")
        keep_result(case=cases.get(applicant=person, filed_at=filed_at), actor=SYSTEM, at=at)
