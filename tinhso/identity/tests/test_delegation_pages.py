"""The page on which officers let others stand in for them."""

from datetime import date

import pytest
from django.test import Client

from tinhso.identity.models import Delegation
from tinhso.identity.tests.factories import make_citizen, make_officer, sign_in
from tinhso.orgs.api import Agency
from tinhso.orgs.tests.factories import make_agency

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/uy-quyen/"


@pytest.fixture
def agency() -> Agency:
    """Give an agency."""
    return make_agency("H10.50", name="Sở Xây dựng")


@pytest.fixture(autouse=True)
def _on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tinhso.identity.views.delegations.today", lambda: date(2021, 6, 1))


def days(last: int) -> dict[str, str]:
    """Give a period of June 2021 from its first day."""
    return {
        "valid_from-day": "1",
        "valid_from-month": "6",
        "valid_from-year": "2021",
        "last_day-day": str(last),
        "last_day-month": "6",
        "last_day-year": "2021",
    }


def test_leader_gives_and_takes_back(client: Client, agency: Agency) -> None:
    leader, head = make_officer(agency, "LEADER"), make_officer(agency, "HEAD_OF_UNIT")
    sign_in(client, leader)
    people = {"from_person": leader.person_id, "to_person": head.person_id}

    assert "Chưa giao việc cho ai" in client.get(PAGE).content.decode()
    sent = {**people, **days(4), "kind": "SIGNING", "reason": "Đi công tác"}
    page = client.post(PAGE, sent, follow=True).content.decode()
    assert "Đang có hiệu lực" in page
    assert "04/06/2021" in page
    row = Delegation.objects.get()
    assert row.valid_to == date(2021, 6, 5)
    page = client.post(f"{PAGE}{row.pk}/thu-hoi/", follow=True).content.decode()
    assert "Đã thu hồi" in page


def test_refusal_stands_beside_the_question(client: Client, agency: Agency) -> None:
    leader, clerk = make_officer(agency, "LEADER"), make_officer(agency, "CLERK")
    sign_in(client, leader)
    people = {"from_person": leader.person_id, "to_person": clerk.person_id}

    page = client.post(PAGE, {**people, **days(4), "kind": "SIGNING", "reason": "Bận"})

    assert "Chỉ giao được cho người cùng cơ quan" in page.content.decode()
    assert not Delegation.objects.exists()


def test_strangers_do_not_end_or_see_it(client: Client, agency: Agency) -> None:
    sign_in(client, make_officer(make_agency("H10.51", name="Sở Y tế"), "LEADER"))
    assert client.post(f"{PAGE}1/thu-hoi/").status_code == 404
    sign_in(client, make_citizen())
    assert client.get(PAGE).status_code == 403
