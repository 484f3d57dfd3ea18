"""The public pages of numbers: open to everyone, small, honest; the drill for those allowed."""

import hashlib
import json
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tinhso.cases.api import announce_last_month, roll_up
from tinhso.cases.tests.factories import AT, make_case, make_ward
from tinhso.cases.tests.walk import accepted
from tinhso.core.clock import now, today
from tinhso.core.look_ups import ALLOWED
from tinhso.documents.api import Document
from tinhso.identity.tests.factories import make_officer, sign_in
from tinhso.ledger.api import find_entries
from tinhso.orgs.api import AgencyKind
from tinhso.orgs.tests.factories import make_agency
from tinhso.portal.views.periods import months_before, offered_periods, read_period

pytestmark = pytest.mark.django_db
PAGES = ["/minh-bach/", "/minh-bach/xin-loi/", "/minh-bach/cach-tinh/"]
PERIOD = "2021-06"
NEXT_MONTH = datetime(2021, 7, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize("address", PAGES)
def test_everyone_reads_the_pages_even_before_the_first_count(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("key", ["2021-13", "x", "2021-Q5", "1999"])
def test_a_period_that_does_not_exist_is_not_found(client: Client, key: str) -> None:
    assert client.get(f"/minh-bach/?ky={key}").status_code == 404


def test_few_cases_are_counted_but_not_ranked(client: Client) -> None:
    ward = make_ward()
    accepted(make_case(), ward)
    roll_up(at=now())

    response = client.get(f"/minh-bach/?ky={PERIOD}")

    page = response.content.decode()
    assert response.context["agencies"] is None
    assert ward.committee.name in page
    assert "chưa xếp hạng" in page
    assert len(response.content) < 60_000


def test_an_agencys_page_and_the_downloads_say_the_same(client: Client) -> None:
    ward = make_ward()
    accepted(make_case(), ward)
    roll_up(at=now())

    page = client.get(f"/minh-bach/co-quan/{ward.committee.code}/?ky={PERIOD}")
    open_data = client.get(f"/minh-bach/du-lieu.json?ky={PERIOD}").json()
    table = client.get(f"/minh-bach/du-lieu.csv?ky={PERIOD}").content.decode("utf-8-sig")

    [row] = open_data["agencies"]
    assert page.context["total"].counts["RECEIVED"] == row["received"] == 1
    assert f"{ward.committee.code},{ward.committee.name},1," in table
    assert "Nguyễn Thị Lan Anh" not in page.content.decode() + json.dumps(open_data) + table


def test_an_unknown_agency_is_not_found(client: Client) -> None:
    assert client.get("/minh-bach/co-quan/H99/").status_code == 404


def test_the_drill_is_for_officers_of_the_agency(client: Client) -> None:
    ward = make_ward()
    accepted(make_case(), ward)
    roll_up(at=now())
    address = f"/can-bo/minh-bach/{ward.committee.code}/RECEIVED/?ky={PERIOD}"

    assert client.get(address).status_code == 302
    page = f"/minh-bach/co-quan/{ward.committee.code}/?ky={PERIOD}"
    sign_in(client, make_officer(make_agency()))
    assert client.get(address).status_code == 404
    assert "/can-bo/minh-bach/" not in client.get(page).content.decode()
    sign_in(client, ward.officers["SPECIALIST"])
    assert "/can-bo/minh-bach/" in client.get(page).content.decode()
    response = client.get(address)

    assert response.context["count"] == len(response.context["page_of_rows"].items) == 1
    assert client.get(address.replace("RECEIVED", "NONSENSE")).status_code == 404


def test_the_home_page_and_the_footer_lead_here(client: Client) -> None:
    assert client.get("/").content.decode().count('href="/minh-bach/"') >= 2


def test_the_pages_speak_english(client: Client) -> None:
    client.cookies["tinhso_language"] = "en"

    assert "Open figures on applications" in client.get("/minh-bach/").content.decode()


def test_periods_have_names_and_whole_days() -> None:
    quarter = read_period("2021-Q1", today())

    assert (str(quarter.period.first), str(quarter.period.last)) == ("2021-01-01", "2021-03-31")
    assert str(read_period("2024-02", today()).period.last) == "2024-02-29"
    assert [f"{m:%Y-%m}" for m in months_before(today().replace(year=2021, month=1, day=5), 2)] == [
        "2021-01",
        "2020-12",
    ]
    assert len(offered_periods(today())) == 18
    assert read_period("", today()).period.first <= today() < today() + timedelta(days=1)


def test_guessing_tokens_is_slow(client: Client) -> None:
    codes = [client.get("/tra-cuu/?ma=abc").status_code for _ in range(ALLOWED + 1)]

    assert codes == [200] * ALLOWED + [429]


def test_visitors_behind_our_proxy_are_told_apart(client: Client) -> None:
    for number in range(ALLOWED + 1):
        found = client.get("/tra-cuu/?ma=abc", headers={"X-Forwarded-For": f"1.2.3.{number}"})
        assert found.status_code == 200


def test_a_case_code_alone_shows_nothing(client: Client) -> None:
    ward = make_ward()
    case = accepted(make_case(), ward)

    page = client.get("/tra-cuu/", {"ma": str(case.code)}).content.decode()

    assert case.procedure_name not in page


def announced(client: Client) -> tuple[Document, str]:
    """Let a month of one accepted case be announced; give the statement and the page."""
    make_agency("H10", name="Ủy ban nhân dân tỉnh", kind=AgencyKind.PEOPLES_COMMITTEE)
    ward = make_ward()
    accepted(make_case(), ward)
    roll_up(at=AT)
    assert announce_last_month(at=NEXT_MONTH.replace(day=1)) is None
    statement = announce_last_month(at=NEXT_MONTH)
    assert statement is not None
    assert announce_last_month(at=NEXT_MONTH) is None
    return statement, client.get("/minh-bach/").content.decode()


def test_a_months_numbers_are_sealed_once_and_checked_by_code_and_by_file(client: Client) -> None:
    statement, page = announced(client)
    assert f"/xac-thuc/{statement.token}/" in page
    assert statement.notation in page

    given = client.get(f"/minh-bach/cong-bo/{PERIOD}.pdf")
    content = b"".join(given)

    assert given["Content-Type"] == "application/pdf"
    by_code = client.get(f"/xac-thuc/{statement.token}/").content.decode()
    assert "Văn bản có giá trị" in by_code
    digest = hashlib.sha256(content).hexdigest()
    assert "Văn bản có giá trị" in client.get(f"/xac-thuc/ma-bam/{digest}/").content.decode()
    assert find_entries(f"document:{statement.token}")
    said = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True)  # noqa: S607
    text = said.stdout.decode()
    assert "tháng 6 năm 2021" in text
    assert "Toàn tỉnh" in text


def test_a_month_nobody_announced_has_no_statement(client: Client) -> None:
    assert client.get("/minh-bach/cong-bo/2021-06.pdf").status_code == 404
    assert client.get("/minh-bach/cong-bo/hom-qua.pdf").status_code == 404


def test_nothing_is_announced_of_a_month_without_numbers() -> None:
    make_agency("H10", name="Ủy ban nhân dân tỉnh", kind=AgencyKind.PEOPLES_COMMITTEE)
    roll_up(at=AT)

    assert announce_last_month(at=NEXT_MONTH) is None
