"""Public pages of areas and agencies, as of any day."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tinhso.orgs.api import organisation_date
from tinhso.orgs.views.days import day_tabs

pytestmark = [pytest.mark.usefixtures("organisation"), pytest.mark.django_db]


def page(client: Client, address: str, language: str = "vi") -> str:
    """Give the text of a page that must open."""
    response = client.get(address, headers={"cookie": f"tinhso_language={language}"})
    assert response.status_code == 200, address
    return response.content.decode()


def test_areas_are_shown_as_they_were_and_where_they_went(client: Client) -> None:
    text = page(client, "/dia-ban/")

    assert "Phường Tân Phú" in text
    assert "nay thuộc" in text
    assert "Phường Bình Phước" in text


def test_areas_are_shown_as_they_became_and_where_they_came_from(client: Client) -> None:
    text = page(client, "/dia-ban/?ngay=2025-07-01")

    assert "Tỉnh Đồng Nai" in text
    assert "trước là" in text
    assert "Thành phố Đồng Xoài" not in text


def test_area_is_found_without_accents(client: Client) -> None:
    text = page(client, "/dia-ban/?q=tan+phu")

    assert "Phường Tân Phú" in text
    assert "Phường Tân Bình" not in text


def test_search_without_result_says_what_to_do(client: Client) -> None:
    assert "chọn ngày khác" in page(client, "/dia-ban/?q=xyzzy")


def test_unreadable_day_is_explained(client: Client) -> None:
    assert "Ngày chưa đúng" in page(client, "/dia-ban/?ngay=mai")


def test_day_before_all_data_is_explained(client: Client) -> None:
    assert "từ năm 2020" in page(client, "/dia-ban/?ngay=1999-01-01")


def test_area_page_links_to_its_successor(client: Client) -> None:
    text = page(client, "/dia-ban/25195/")

    assert "toàn bộ nhập vào" in text
    assert "Nghị quyết" in text
    assert "Ủy ban nhân dân phường Tân Phú" in text


def test_pages_speak_english(client: Client) -> None:
    assert "Tan Phu Ward" in page(client, "/dia-ban/25195/", "en")
    assert "Department of Justice" in page(client, "/co-quan/H10.14/", "en")


@pytest.mark.parametrize(
    "address",
    ["/dia-ban/99999/", "/dia-ban/70/?ngay=1990-01-01", "/co-quan/H99/", "/co-quan/?trang=x"],
)
def test_unknown_place_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_agencies_are_narrowed_by_words_tier_and_kind(client: Client) -> None:
    text = page(client, "/co-quan/?q=tan+phu&cap=COMMUNE&loai=ONE_STOP_UNIT")

    assert "Bộ phận Tiếp nhận và Trả kết quả phường Tân Phú" in text
    assert "Ủy ban nhân dân phường Tân Phú" not in text


def test_agencies_are_paged(client: Client) -> None:
    response = client.get("/co-quan/")

    result = response.context["result"]
    assert len(result.items) == 30
    following = client.get("/co-quan/", {"trang": result.next_cursor})
    assert following.context["result"].items[0].code > result.items[-1].code


def test_agency_page_shows_address_units_and_successor(client: Client) -> None:
    text = page(client, "/co-quan/H10.32/")

    assert "Bộ phận Tiếp nhận và Trả kết quả" in text
    assert "Chủ tịch" in text


def test_agencies_without_match_say_what_to_do(client: Client) -> None:
    assert "Không có cơ quan nào phù hợp" in page(client, "/co-quan/?q=xyzzy")


def test_tree_costs_the_same_queries_however_many_areas(client: Client) -> None:
    organisation_date()  # a process asks once every few seconds
    counts = set()
    for day in ("2021-06-01", "2025-07-01"):
        with CaptureQueriesContext(connection) as captured:
            page(client, f"/dia-ban/?ngay={day}")
        counts.add(len(captured))

    assert len(counts) == 1


def test_days_worth_seeing_are_offered_in_order() -> None:
    tabs = day_tabs(date(2025, 7, 1))

    labels = [tab.label for tab in tabs]
    assert labels[0] == "Đang áp dụng (01/06/2021)"
    assert "Từ 01/07/2025" in labels
    assert [tab.label for tab in tabs if tab.is_current] == ["Từ 01/07/2025"]


def test_old_code_resolves_and_leads_to_the_successor(client: Client) -> None:
    text = page(client, "/co-quan/H10.12/?ngay=2025-07-01")

    assert "kết thúc hoạt động từ ngày 01/07/2025" in text
    assert "Sở Nông nghiệp và Môi trường tỉnh Đồng Nai" in text
    assert "202/2025/QH15" in text
    assert client.get("/co-quan/H10.999/?ngay=2025-07-01").status_code == 404


def test_area_that_ended_is_shown_as_it_was_with_its_successor(client: Client) -> None:
    text = page(client, "/dia-ban/689/?ngay=2025-07-01")

    assert "Thành phố Đồng Xoài" in text
    assert "đã kết thúc từ ngày 01/07/2025" in text
    assert "Về sau" in text
    assert 'href="/dia-ban/25195/?ngay=2025-06-30"' in text
    assert 'href="/dia-ban/70/?ngay=2025-06-30"' in text


def test_agency_that_ended_still_answers_to_its_code(client: Client) -> None:
    text = page(client, "/co-quan/H10.32.01/?ngay=2025-07-01")

    assert "phường Tân Phú" in text


def test_area_that_never_was_is_not_found(client: Client) -> None:
    assert client.get("/dia-ban/99999/?ngay=2025-07-01").status_code == 404
    assert client.get("/dia-ban/25195/?ngay=1990-01-01").status_code == 404
