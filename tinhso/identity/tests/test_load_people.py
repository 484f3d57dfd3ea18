"""The demonstration's people: loaded once, in a demonstration only."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings, settings
from django.core.management import CommandError, call_command
from django.test import Client

from tinhso.identity.models import Appointment, CitizenAccount, OfficerAccount, Person
from tinhso.identity.tests.factories import make_position
from tinhso.orgs.tests.factories import make_agency

pytestmark = pytest.mark.django_db
HEADER = "username,full_name,agency_code,position_code,role,valid_from,is_demo\n"


@pytest.fixture
def officers(tmp_path: Path) -> Path:
    make_position(make_agency("H10.14"), "LEADER", code="DIRECTOR", title="Giám đốc")
    path = tmp_path / "people.csv"
    path.write_text(
        HEADER
        + "leader.tuphap,Dương Quang Vinh,H10.14,DIRECTOR,LEADER,2021-01-01,true\n"
        + "clerk.lac,Nguyễn Văn Lạc,H99.99,CLERK,CLERK,2021-01-01,true\n",
        encoding="utf-8",
    )
    return path


def load(officers: Path) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("load_people", officers=officers, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_officers_get_account_and_appointment(officers: Path) -> None:
    load(officers)

    account = OfficerAccount.objects.get()
    assert account.username == "leader.tuphap"
    assert account.is_demo
    assert Appointment.objects.get(person=account.person).agency.code == "H10.14"


def test_a_line_without_a_known_position_is_reported(officers: Path) -> None:
    _, problems = load(officers)

    assert "clerk.lac: H99.99 / CLERK" in problems


def test_citizens_of_the_stand_in_are_known(officers: Path) -> None:
    load(officers)

    peer = settings.PROVINCE_PACK.parents[1] / "peers" / "national_id" / "citizens.json"
    assert CitizenAccount.objects.count() == len(json.loads(peer.read_text(encoding="utf-8")))


def test_repeating_changes_nothing(officers: Path) -> None:
    load(officers)
    people = Person.objects.count()

    out, _ = load(officers)

    assert Person.objects.count() == people
    assert "Cán bộ: +0" in out
    assert "Công dân: +0" in out


def test_outside_a_demonstration_nobody_is_loaded(officers: Path, settings: LazySettings) -> None:
    settings.DEMO = False

    with pytest.raises(CommandError):
        load(officers)

    assert not OfficerAccount.objects.exists()


def test_one_click_fills_the_form_in_and_signs_in(client: Client, officers: Path) -> None:
    load(officers)

    page = client.get("/dang-nhap/can-bo/").content.decode()
    filled = client.get("/dang-nhap/can-bo/?vai=leader.tuphap").content.decode()

    assert "Dương Quang Vinh" in page
    assert 'value="leader.tuphap"' in filled
    assert 'value="tinhso-demo"' in filled


def test_outside_a_demonstration_nothing_is_filled_in(
    client: Client, officers: Path, settings: LazySettings
) -> None:
    load(officers)
    settings.DEMO = False

    page = client.get("/dang-nhap/can-bo/?vai=leader.tuphap").content.decode()

    assert "tinhso-demo" not in page
    assert "Dương Quang Vinh" not in page


def test_a_typed_password_never_comes_back(client: Client, officers: Path) -> None:
    load(officers)

    page = client.post(
        "/dang-nhap/can-bo/", {"username": "leader.tuphap", "password": "sai-mat-khau"}
    ).content.decode()

    assert "sai-mat-khau" not in page
