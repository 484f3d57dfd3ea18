"""Who answers for shared data follows a merger by itself."""

from datetime import date

import pytest

from tinhso.orgs.models import AgencySuccession
from tinhso.orgs.tests.factories import REORGANISED, make_agency
from tinhso.sharing.queries import get_service
from tinhso.sharing.tests.factories import OWNER

DIRECTORY = "agency-directory"
AFTER = date(2025, 7, 2)
pytestmark = pytest.mark.django_db


def owner_on(day: date) -> str:
    found = get_service(DIRECTORY).owner_on(day)
    return found.code if found else ""


def test_the_pack_names_the_owner_until_it_ends() -> None:
    make_agency(OWNER, valid_to=REORGANISED)

    assert owner_on(date(2025, 6, 30)) == OWNER
    assert owner_on(AFTER) == ""


def test_whoever_took_the_work_over_answers_afterwards() -> None:
    ended = make_agency(OWNER, valid_to=REORGANISED)
    for code in ("H10.91", "H10.90"):
        heir = make_agency(code, valid_from=REORGANISED)
        AgencySuccession.objects.create(
            predecessor=ended, successor=heir, legal_act="NQ 1", effective_on=REORGANISED
        )

    assert owner_on(AFTER) == "H10.90"


def test_nobody_answers_where_the_agency_is_unknown() -> None:
    assert owner_on(AFTER) == ""
