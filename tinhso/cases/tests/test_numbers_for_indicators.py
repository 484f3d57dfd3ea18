"""Cases tell the indicators: each number leads back to its case; counted anew, nothing doubles."""

import pytest

from tinhso.cases.handlers import where_case_is_read
from tinhso.cases.operations import roll_up
from tinhso.cases.tests.factories import AT, make_case, make_version, make_ward
from tinhso.cases.tests.walk import finished
from tinhso.core.actors import PUBLIC, SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import make_citizen
from tinhso.indicators.api import SubjectLink
from tinhso.indicators.models import Fact, Indicator, Source

pytestmark = pytest.mark.django_db
CODES = ("GOV.CASES_RECEIVED", "GOV.CASES_ANSWERED", "GOV.CASES_ON_TIME", "GOV.ONLINE_CASES")


def test_a_finished_case_is_told_once_and_leads_back() -> None:
    ward = make_ward()
    _make_catalogue(ward.committee.pk)
    case = finished(make_case(make_citizen(), make_version()), ward)

    with acting_as(SYSTEM):
        roll_up(at=AT)
        roll_up(at=AT)

    facts = Fact.objects.filter(subject=f"case:{case.pk}", superseded_at__isnull=True)
    assert {fact.indicator.code: int(fact.numerator or 0) for fact in facts} == {
        "GOV.CASES_RECEIVED": 1, "GOV.CASES_ANSWERED": 1, "GOV.CASES_ON_TIME": 1,
        "GOV.ONLINE_CASES": 1,
    }  # fmt: skip
    assert Fact.objects.count() == len(CODES)
    with acting_as(ward.actor("SPECIALIST")):
        found = where_case_is_read(str(case.pk), ward.actor("SPECIALIST"))
    assert found == SubjectLink(case.code or "", f"/can-bo/ho-so/{case.token}/")
    assert where_case_is_read(str(case.pk), PUBLIC) is None
    assert where_case_is_read("x", SYSTEM) is None


def _make_catalogue(agency_id: int) -> None:
    Source.objects.create(code="WORK.CASES", name="Hồ sơ", kind="WORK", agency_id=agency_id)
    for code in CODES:
        Indicator.objects.create(
            code=code, field="GOVERNMENT", name=code, name_en=code, owner_id=agency_id,
            keeper_id=agency_id, sensitivity="PUBLIC",
        )  # fmt: skip
