"""Which organisation is in force: from the settings, or from a reorganisation carried out."""

from datetime import date, datetime

from django.conf import settings

from tinhso.core.remember import remembered
from tinhso.orgs.models import CompetenceTransfer, OrganisationSwitch
from tinhso.orgs.rules import Deciding

#: How long a process may still go by the organisation of before a reorganisation.
DAY_REMEMBERED_SECONDS = 5


def organisation_date() -> date:
    """Give the day whose organisation is in force for work.

    Setting ``ORG_DATE``, or the day of the last reorganisation carried out if that is later. A
    process notices a reorganisation within ``DAY_REMEMBERED_SECONDS``.
    """
    return max([settings.ORG_DATE, *(day for day, _ in _switches())])


def organisation_date_at(moment: datetime) -> date:
    """Give the day whose organisation was in force at a moment, to read codes of that time."""
    return max([settings.ORG_DATE, *(day for day, since in _switches() if since <= moment)])


def deciding_on(matter: str, deciding: Deciding, on: date) -> Deciding:
    """Give who decides a matter on a day: another tier, once a reorganisation moved it."""
    return _transfers(on).get((matter, deciding.tier), deciding)


@remembered(seconds=DAY_REMEMBERED_SECONDS)
def _switches() -> list[tuple[date, datetime]]:
    return list(OrganisationSwitch.objects.values_list("day", "took_effect_at"))


@remembered(seconds=60)
def _transfers(on: date) -> dict[tuple[str, str], Deciding]:
    rows = CompetenceTransfer.objects.filter(valid_from__lte=on).order_by("valid_from")
    return {
        (row.matter, row.from_tier): Deciding(row.kind, row.tier, row.department_short_name)
        for row in rows
    }
