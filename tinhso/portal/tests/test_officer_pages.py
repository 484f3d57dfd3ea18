"""Officers' home and the pages of administrators and auditors: each sees what is theirs."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from tinhso.cases.models import Case
from tinhso.cases.tests.factories import Ward, make_case, make_version, make_ward
from tinhso.cases.tests.walk import accepted
from tinhso.core.actors import SYSTEM
from tinhso.core.models import OutboxMessage
from tinhso.core.rls import acting_as
from tinhso.identity.models import OfficerAccount
from tinhso.identity.tests.factories import make_citizen, make_officer, sign_in

pytestmark = pytest.mark.django_db
AT = datetime(2021, 6, 2, 3, 0, tzinfo=UTC)
HOME, DEAD, LOOKS = "/can-bo/", "/quan-tri/thu-chet/", "/giam-sat/nhat-ky-xem/"


@pytest.fixture
def ward() -> Ward:
    """Give a ward with an officer of each role."""
    return make_ward()


@pytest.fixture
def administrator(ward: Ward) -> OfficerAccount:
    """Give the platform's administrator."""
    return make_officer(ward.committee, "ADMINISTRATOR")


@pytest.fixture
def auditor(ward: Ward) -> OfficerAccount:
    """Give an auditor."""
    return make_officer(ward.committee, "AUDITOR")


def dead_letter(topic: str = "case_accepted") -> OutboxMessage:
    """Make a message nobody took."""
    return OutboxMessage.objects.create(
        destination="email",
        topic=topic,
        idempotency_key=topic,
        payload={},
        state=OutboxMessage.State.DEAD,
        attempts=12,
        next_attempt_at=AT,
        last_error="connection refused <script>alert(1)</script>",
        created_at=AT,
    )


def page(client: Client, path: str, **asked: str) -> str:
    """Give a page's text."""
    response = client.get(path, asked)
    assert response.status_code == 200
    return response.content.decode()


def test_clerks_home_shows_new_filings_first(client: Client, ward: Ward) -> None:
    case = make_case(make_citizen(), make_version())
    sign_in(client, ward.officers["CLERK"])

    text = page(client, HOME)

    assert reverse("cases:officer_case", args=[case.token]) in text
    assert "Nộp thay người dân tại quầy" in text


def test_specialists_home_shows_what_is_overdue(client: Client, ward: Ward) -> None:
    accepted(make_case(make_citizen(), make_version()), ward)
    sign_in(client, ward.officers["SPECIALIST"])

    text = page(client, HOME)

    assert "ts-stat--danger" in text
    assert "Quá hạn" in text
    assert "Nộp thay người dân tại quầy" not in text


@pytest.mark.parametrize("role", ["CLERK", "SPECIALIST", "HEAD_OF_UNIT", "LEADER", "REGISTRAR"])
def test_every_officer_has_an_empty_home_to_begin_with(
    client: Client, ward: Ward, role: str
) -> None:
    sign_in(client, ward.officers[role])

    assert "Không có hồ sơ nào đang chờ bạn." in page(client, HOME)


def test_whoever_has_no_cases_finds_their_pages_at_home(
    client: Client, ward: Ward, settings: Settings
) -> None:
    """A data steward's home said only “Chào”; the position is English to who reads English."""
    steward = make_officer(ward.committee, "DATA_STEWARD")
    post = steward.person.appointments.get().position
    post.title_en = "Steward of data"
    post.save()
    sign_in(client, steward)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    text = page(client, HOME)

    assert "Your pages" in text
    assert "Steward of data" in text
    assert f'<a class="ts-card__link" href="{reverse("indicators:sources")}"' in text


def test_home_asks_the_database_the_same_for_few_and_many(client: Client, ward: Ward) -> None:
    version = make_version()
    make_case(make_citizen(), version)
    sign_in(client, ward.officers["CLERK"])
    page(client, HOME)
    with CaptureQueriesContext(connection) as few:
        page(client, HOME)
    for _number in range(3):
        make_case(make_citizen(), version)
    with CaptureQueriesContext(connection) as many:
        page(client, HOME)

    assert len(many) == len(few) <= 30


def test_home_leads_every_role_to_its_pages(
    client: Client, administrator: OfficerAccount, auditor: OfficerAccount
) -> None:
    sign_in(client, administrator)
    assert reverse("procedures:catalogue") in page(client, HOME)
    assert DEAD in page(client, HOME)
    sign_in(client, auditor)
    assert reverse("ledger:ledger") in page(client, HOME)
    assert LOOKS in page(client, HOME)


def test_citizens_and_visitors_have_no_officers_home(client: Client) -> None:
    assert client.get(HOME).status_code == 302
    sign_in(client, make_citizen())
    assert client.get(HOME).status_code == 403


@pytest.mark.parametrize("path", [DEAD, LOOKS])
@pytest.mark.parametrize("role", ["CLERK", "SPECIALIST", "HEAD_OF_UNIT", "LEADER", "REGISTRAR"])
def test_other_roles_get_403(client: Client, ward: Ward, role: str, path: str) -> None:
    sign_in(client, ward.officers[role])

    assert client.get(path).status_code == 403
    assert client.post(path).status_code in {403, 405}


def test_administrator_and_auditor_keep_apart(
    client: Client, administrator: OfficerAccount, auditor: OfficerAccount
) -> None:
    sign_in(client, administrator)
    assert client.get(LOOKS).status_code == 403
    sign_in(client, auditor)
    assert client.get(DEAD).status_code == 403


def test_administrator_sees_why_a_letter_died(
    client: Client, administrator: OfficerAccount
) -> None:
    dead_letter()
    sign_in(client, administrator)

    text = page(client, DEAD)

    assert "connection refused" in text
    assert "<script>alert" not in text


def test_chosen_letters_go_back_to_the_queue(client: Client, administrator: OfficerAccount) -> None:
    chosen, other = dead_letter("a"), dead_letter("b")
    sign_in(client, administrator)

    client.post(DEAD, {"message": [str(chosen.pk), "la", "999999"]})

    with acting_as(SYSTEM):
        chosen.refresh_from_db()
        other.refresh_from_db()
    assert (chosen.state, chosen.attempts) == ("PENDING", 0)
    assert other.state == "DEAD"


def test_nothing_chosen_is_said(client: Client, administrator: OfficerAccount) -> None:
    dead_letter()
    sign_in(client, administrator)

    response = client.post(DEAD, follow=True)

    assert "Chọn ít nhất một thư" in response.content.decode()


def test_auditor_reads_who_looked_at_whom(
    client: Client, ward: Ward, auditor: OfficerAccount
) -> None:
    case: Case = make_case(make_citizen(full_name="Điểu Thị Mai"), make_version())
    sign_in(client, ward.officers["CLERK"])
    client.get(reverse("cases:officer_case", args=[case.token]))
    sign_in(client, auditor)

    assert "Điểu Thị Mai" in page(client, LOOKS)
    assert "Điểu Thị Mai" in page(client, LOOKS, **{"can-bo": "ngọc lan"})
    assert "Điểu Thị Mai" not in page(client, LOOKS, **{"can-bo": "Không Ai"})


@pytest.mark.parametrize("path", [DEAD, LOOKS])
def test_changed_cursor_leads_back_to_the_start(
    client: Client, administrator: OfficerAccount, auditor: OfficerAccount, path: str
) -> None:
    sign_in(client, administrator if path == DEAD else auditor)

    assert client.get(path, {"trang": "sai"}).status_code == 302
