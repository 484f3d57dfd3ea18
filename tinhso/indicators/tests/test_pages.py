"""The steward's pages and everybody's: catalogue, indicator, facts, correction; refusals."""

from decimal import Decimal

import pytest
from django.test import Client

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import make_citizen, make_officer, sign_in
from tinhso.indicators.models import Fact
from tinhso.indicators.rules import periods
from tinhso.indicators.tests.factories import Land
from tinhso.indicators.views.charts import line_chart, short

pytestmark = pytest.mark.django_db
LIST = "/can-bo/chi-tieu/"


@pytest.fixture
def land() -> Land:
    land = Land()
    births = land.indicator("POP.BIRTHS")
    land.indicator("POP.SECRET", name="Ca bệnh", sensitivity="RESTRICTED")
    land.record(*(land.fact(births, f"C2025M{month}", 1000 + month) for month in range(1, 13)))
    return land


@pytest.fixture
def steward(client: Client, land: Land) -> Client:
    sign_in(client, make_officer(land.department, "DATA_STEWARD"))
    return client


@pytest.fixture
def clerk(client: Client, land: Land) -> Client:
    sign_in(client, make_officer(land.other, "CLERK"))
    return client


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def newest_fact() -> Fact:
    with acting_as(SYSTEM):
        return Fact.objects.filter(superseded_at__isnull=True).order_by("-day")[0]


def test_the_catalogue_is_found_by_words_without_accents(clerk: Client) -> None:
    assert "Trẻ sinh ra" in shown(clerk, LIST)
    assert "Trẻ sinh ra" in shown(clerk, f"{LIST}?q=tre+sinh")
    assert "Không tìm thấy chỉ tiêu nào" in shown(clerk, f"{LIST}?q=khongco")
    assert "Trẻ sinh ra" not in shown(clerk, f"{LIST}?linh-vuc=HEALTH")


def test_an_indicator_shows_meaning_number_picture_and_tables(clerk: Client) -> None:
    page = shown(clerk, f"{LIST}POP.BIRTHS/?den=C2025M12&cap=COMMUNE")

    assert "Số trẻ sinh ra trong kỳ." in page
    assert "1.012" in page
    assert "<polyline" in page
    assert "Phường Tân Phú" in page
    assert "Tháng 12/2025" in page


@pytest.mark.parametrize(
    "query", ["?ky=YEAR&den=C2025Y1", "?ky=NINE_MONTHS", "?ky=x&lich=y&cap=z", "?cach=AS_IS",
              "?luc=2026-03-02", "?luc=x&den=A9999M99", "?ky=DAY", "?lich=ADMINISTRATIVE"],
)  # fmt: skip
def test_any_question_has_a_page(clerk: Client, query: str) -> None:
    assert "Trẻ sinh ra" in shown(clerk, f"{LIST}POP.BIRTHS/{query}")


def test_a_number_leads_to_its_facts(clerk: Client, land: Land) -> None:
    period = periods.from_code("C2025M12").id
    query = f"?vung={land.communes[0].pk}&ky={period}&cap=COMMUNE"
    page = shown(clerk, f"{LIST}POP.BIRTHS/so-lieu/{query}")

    assert "1.012" in page
    assert "Báo cáo ngành" in page
    assert "/dinh-chinh/" not in page


@pytest.mark.parametrize("query", ["", "?vung=1", "?vung=x&ky=C2025M1", "?vung=999999&ky=C2025M1"])
def test_facts_of_nothing_are_not_found(clerk: Client, query: str) -> None:
    assert clerk.get(f"{LIST}POP.BIRTHS/so-lieu/{query}").status_code == 404


def test_a_steward_corrects_and_the_former_number_stays(steward: Client) -> None:
    path = f"{LIST}dinh-chinh/{newest_fact().pk}/"
    assert "Đính chính số liệu" in shown(steward, path)

    answer = steward.post(path, {"numerator": "1.500", "reason": "Nhập nhầm"}, follow=True)

    assert "Đã đính chính" in answer.content.decode()
    assert newest_fact().numerator == Decimal(1500)
    assert newest_fact().version == 2


@pytest.mark.parametrize("values", [{"numerator": "x", "reason": "a"}, {"numerator": "9"}, {}])
def test_a_bad_correction_says_why_and_keeps_what_was_typed(
    steward: Client, values: dict[str, str]
) -> None:
    answer = steward.post(f"{LIST}dinh-chinh/{newest_fact().pk}/", values)

    assert answer.status_code == 422
    assert newest_fact().version == 1


def test_the_same_number_is_refused(steward: Client) -> None:
    values = {"numerator": "1012", "reason": "Nhập nhầm"}
    answer = steward.post(f"{LIST}dinh-chinh/{newest_fact().pk}/", values)

    assert answer.status_code == 422
    assert "trùng với số liệu hiện tại" in answer.content.decode()


def test_a_clerk_does_not_correct(clerk: Client) -> None:
    assert clerk.get(f"{LIST}dinh-chinh/{newest_fact().pk}/").status_code == 403


def test_a_steward_of_another_agency_does_not_find_the_fact(client: Client, land: Land) -> None:
    sign_in(client, make_officer(land.other, "DATA_STEWARD"))

    assert client.get(f"{LIST}dinh-chinh/{newest_fact().pk}/").status_code == 404


def test_citizens_and_strangers_are_sent_away(client: Client, land: Land) -> None:
    assert client.get(LIST).status_code == 302
    sign_in(client, make_citizen())
    for path in (LIST, f"{LIST}POP.BIRTHS/", f"{LIST}POP.BIRTHS/so-lieu/"):
        assert client.get(path).status_code == 403


def test_unknown_indicators_are_not_found(clerk: Client) -> None:
    assert clerk.get(f"{LIST}NONE/").status_code == 404


def test_a_picture_needs_two_numbers_and_leaves_gaps() -> None:
    one = [("a", Decimal(1), "1"), ("b", None, "–"), ("c", Decimal(3), "3"), ("d", Decimal(4), "4")]
    chart = line_chart(one)

    assert line_chart(one[:2]) is None
    assert chart is not None
    assert len(chart.points) == 3
    assert len(chart.pieces) == 1
    assert [short(Decimal(number)) for number in (1500, 2_000_000, 12, "0.5")] == [
        "1,5K", "2M", "12", "0,5",
    ]  # fmt: skip
