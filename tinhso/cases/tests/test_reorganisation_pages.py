"""The pages: each opens for an administrator, none for others; the whole way by forms."""

from itertools import count

import pytest
from django.test import Client

from tinhso.cases.tests.factories import Ward, make_case, make_version, make_ward
from tinhso.identity.tests.factories import make_citizen, make_officer, sign_in
from tinhso.orgs.tests.factories import make_agency
from tinhso.reorganisation.api import count_everything, run_for
from tinhso.reorganisation.models import Reorganisation
from tinhso.reorganisation.tests.factories import (
    AT,
    NewWard,
    counted,
    end,
    make_new_ward,
    prepare,
    succeed,
    succeed_area,
)

pytestmark = pytest.mark.django_db
_numbers = count(900)
LIST = "/quan-tri/sap-xep/"
PARTS = (
    "", "co-quan/", "tham-quyen/", "can-quyet-dinh/", "bao-cao/", "bao-cao.csv", "bao-cao.xlsx",
)  # fmt: skip


@pytest.fixture
def ward() -> Ward:
    """Give an old ward."""
    return make_ward()


@pytest.fixture
def new_ward(ward: Ward) -> NewWard:
    """Give the ward that takes over."""
    found = make_new_ward()
    succeed_area(ward.area, found.area)
    succeed(ward.committee, found.committee)
    succeed(ward.office, found.counter)
    return found


def administrator() -> Client:
    """Give a browser of a new administrator."""
    client = Client()
    agency = make_agency(f"H10.{next(_numbers)}")
    sign_in(client, make_officer(agency, "ADMINISTRATOR"))
    return client


def post(client: Client, address: str, **fields: object) -> None:
    """Send a form that leads on."""
    assert client.post(address, fields).status_code == 302, address


@pytest.mark.parametrize("part", PARTS)
def test_administrator_opens_every_part(new_ward: NewWard, part: str) -> None:
    end(make_agency("H10.31", kind="PEOPLES_COMMITTEE", tier="DISTRICT"))
    reorganisation = counted()

    response = administrator().get(f"{LIST}{reorganisation.pk}/{part}")

    assert response.status_code == 200


@pytest.mark.parametrize("part", PARTS)
def test_officers_and_citizens_are_refused(ward: Ward, new_ward: NewWard, part: str) -> None:
    reorganisation = prepare()
    clerk, citizen = Client(), Client()
    sign_in(clerk, ward.officers["LEADER"])
    sign_in(citizen, make_citizen())

    assert clerk.get(f"{LIST}{reorganisation.pk}/{part}").status_code == 403
    assert citizen.get(f"{LIST}{reorganisation.pk}/{part}").status_code == 403
    assert Client().get(f"{LIST}{reorganisation.pk}/{part}").status_code == 302


@pytest.mark.parametrize("verb", ["dem", "trinh", "duyet", "tra-lai", "chay", "kiem-tra"])
def test_acts_are_refused_to_officers(ward: Ward, new_ward: NewWard, verb: str) -> None:
    reorganisation = prepare()
    clerk = Client()
    sign_in(clerk, ward.officers["CLERK"])

    assert clerk.post(f"{LIST}{reorganisation.pk}/{verb}/").status_code == 403
    assert clerk.get(LIST).status_code == 403
    reorganisation.refresh_from_db()
    assert reorganisation.state == "DRAFT"


def test_unknown_reorganisation_is_not_found() -> None:
    assert administrator().get(f"{LIST}987654/").status_code == 404


def test_the_whole_way_by_forms(ward: Ward, new_ward: NewWard) -> None:
    make_case(version=make_version())
    preparer, approver = administrator(), administrator()

    post(preparer, LIST, day="2025-07-01", legal_act="Nghị quyết 1/NQ")
    reorganisation = Reorganisation.objects.get()
    address = f"{LIST}{reorganisation.pk}/"
    post(preparer, f"{address}dem/")
    assert preparer.get(address).headers["Refresh"] == "3"
    count_everything(reorganisation_id=reorganisation.pk, at=AT)
    post(preparer, f"{address}trinh/")
    post(preparer, f"{address}duyet/")
    assert "không được tự phê duyệt" in preparer.get(address).content.decode()
    post(approver, f"{address}duyet/")
    post(preparer, f"{address}chay/")
    run_for(reorganisation_id=reorganisation.pk)
    post(preparer, f"{address}kiem-tra/")

    text = preparer.get(f"{address}bao-cao/").content.decode()
    assert "Hai phía khớp nhau" in text
    assert new_ward.committee.name in text
    assert new_ward.committee.code in preparer.get(f"{address}bao-cao.csv").content.decode()


def test_bad_form_says_what_is_missing(new_ward: NewWard) -> None:
    response = administrator().post(LIST, {"day": "2025-07-01", "legal_act": ""})

    assert response.status_code == 400
