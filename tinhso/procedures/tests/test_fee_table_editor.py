"""An administrator writes a fee table line by line; what it says is what a case costs."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.identity.models import OfficerAccount
from tinhso.identity.tests.factories import make_officer, sign_in
from tinhso.orgs.tests.factories import make_agency
from tinhso.procedures import api
from tinhso.procedures.gateways.pack import check
from tinhso.procedures.tests import editing
from tinhso.procedures.tests.editing import DRAFT, SLUG, draft
from tinhso.procedures.tests.factories import make_content, make_entry, publish

pytestmark = pytest.mark.django_db
PAGE = f"{DRAFT}bang-phi/"
ROW = {"basis": "Nghị quyết 01/2021/NQ-HĐND", "certainty": "to_confirm"}


@pytest.fixture
def desk(client: Client) -> Client:
    """Give a browser in which an administrator has begun a draft of birth registration."""
    publish(make_entry())
    account: OfficerAccount = make_officer(make_agency(), role="ADMINISTRATOR")
    sign_in(client, account)
    client.post(reverse("procedures:start_draft", args=[SLUG]))
    return client


def table() -> dict[str, Any]:
    """Give the draft's fee table."""
    found: dict[str, Any] = draft().content["fee_table"]
    return found


def send(desk: Client, path: str, values: Mapping[str, object]) -> None:
    """Send a page under the fee table with the hash it was drawn from."""
    editing.send(desk, f"bang-phi/{path}", values)


def refused(desk: Client, path: str, values: Mapping[str, object]) -> str:
    """Send a page that is not kept; give what it says."""
    before = draft().content
    response = desk.post(f"{PAGE}{path}", {"seen": draft().content_hash, **values})
    assert response.status_code == 400
    assert draft().content == before
    return response.content.decode()


def cost(**asked: Any) -> int:
    """Give what the draft's table takes of a case, in đồng."""
    return api.assess_fee(draft(), api.FeeAsked(**{"channel": "COUNTER", **asked})).total_vnd


def test_row_is_added_decides_and_is_moved(desk: Client) -> None:
    online = {**ROW, "channels": ["ONLINE"], "fixed_vnd": "5.000"}
    late = {**ROW, "at_least_copies": "3", "fixed_vnd": "7000"}
    send(desk, "khoan/registration/them/", online)
    send(desk, "khoan/registration/them/", late)
    assert cost(channel="ONLINE", quantities={"copies": 3}) == 5_000 + 3 * 8_000
    assert cost(quantities={"copies": 3}) == 7_000 + 3 * 8_000
    assert cost(quantities={"copies": 2}) == 2 * 8_000

    send(desk, "", {"of": "row", "code": "registration", "at": "1", "do": "up"})
    assert cost(channel="ONLINE", quantities={"copies": 3}) == 7_000 + 3 * 8_000

    send(desk, "", {"of": "row", "code": "registration", "at": "0", "do": "remove"})
    assert cost(channel="ONLINE", quantities={"copies": 3}) == 5_000 + 3 * 8_000
    send(desk, "", {"of": "row", "code": "registration", "at": "0", "do": "remove"})
    assert "rows" not in table()["lines"][0]


def test_row_holds_on_its_days(desk: Client) -> None:
    days = {"valid_from-day": 1, "valid_from-month": 7, "valid_from-year": 2030}
    send(desk, "khoan/registration/them/", {**ROW, **days, "fixed_vnd": "9000"})

    (row,) = table()["lines"][0]["rows"]
    assert row["when"] == {"valid_from": "2030-07-01"}
    page = desk.get(f"{PAGE}?channel=COUNTER&on-day=30&on-month=6&on-year=2030&quantity_copies=0")
    after = desk.get(f"{PAGE}?channel=COUNTER&on-day=1&on-month=7&on-year=2030&quantity_copies=0")
    assert page.context["trial_total"] == "0 đồng"
    assert after.context["trial_total"] == "9.000 đồng"


def test_line_is_added_with_its_amount_renamed_and_removed(desk: Client) -> None:
    line = {"code": "late", "name_vi": "Lệ phí quá hạn", "name_en": "Late", "policy": "SUM"}
    tiers = {
        "unit": "copies", "tier_0_up_to": "2", "tier_0_amount": "2.000", "tier_1_amount": "1.000",
        "cap_vnd": "4000", "times": "copies",
    }  # fmt: skip
    send(desk, "them-khoan/", {**line, **ROW, **tiers})
    assert table()["lines"][-1] == {
        "otherwise": {
            "rate": {
                "unit": "copies",
                "tiers": [{"up_to": 2, "amount_vnd": 2000}, {"up_to": None, "amount_vnd": 1000}],
                "cap_vnd": 4000,
                "times": "copies",
            },
            **ROW,
        },
        "code": "late",
        "name": {"vi": "Lệ phí quá hạn", "en": "Late"},
        "policy": "SUM",
    }
    assert cost(quantities={"copies": 3}) == 3 * 4_000 + 3 * 8_000

    spared = {"code": "poor", "name_vi": "Hộ nghèo", "name_en": "Poor", "kind": "POOR_HOUSEHOLD",
              "percent": "50", "lines": ["late"], **ROW}  # fmt: skip
    send(desk, "them-mien-giam/", spared)
    send(desk, "khoan/late/", {**line, "code": "overdue"})
    assert table()["exemptions"][0]["lines"] == ["overdue"]
    assert cost(quantities={"copies": 3}, kinds=frozenset({"POOR_HOUSEHOLD"})) == 6_000 + 24_000

    send(desk, "", {"of": "line", "code": "overdue", "do": "remove"})
    assert "phần miễn, giảm: Hộ nghèo" in desk.get(PAGE).content.decode()
    send(desk, "", {"of": "exemption", "code": "poor", "do": "remove"})
    send(desk, "", {"of": "line", "code": "overdue", "do": "remove"})
    assert table() == make_content()["fee_table"]


def test_last_line_and_a_counted_quantity_stay(desk: Client) -> None:
    send(desk, "", {"of": "quantity", "code": "copies", "do": "remove"})
    assert "đang được tính ở khoản: Phí cấp bản sao" in desk.get(PAGE).content.decode()
    send(desk, "", {"of": "line", "code": "copy", "do": "remove"})
    send(desk, "", {"of": "line", "code": "registration", "do": "remove"})
    assert "khoản cuối cùng" in desk.get(PAGE).content.decode()
    assert [line["code"] for line in table()["lines"]] == ["registration"]

    send(desk, "", {"of": "quantity", "code": "copies", "do": "remove"})
    assert "quantities" not in table()


def test_quantity_is_added_and_renamed_where_it_is_counted(desk: Client) -> None:
    quantity = {"name": "value", "name_vi": "Giá trị", "name_en": "Value", "default": "0"}
    send(desk, "them-so-luong/", quantity)
    send(
        desk,
        "khoan/registration/con-lai/",
        {**ROW, "share_of": "value", "share": "0,5", "floor_vnd": "1000", "at_most_value": "1"},
    )
    assert cost(quantities={"value": 2_000_000}) == 10_000
    assert cost(quantities={"value": 10}) == 1_000

    send(desk, "so-luong/value/", {**quantity, "name": "worth"})
    assert set(table()["quantities"]) == {"copies", "worth"}
    assert cost(quantities={"worth": 2_000_000}) == 10_000
    assert not check("", draft().content).problems


def test_terms_are_kept_with_the_table(desk: Client) -> None:
    send(desk, "nop-tien/", {"policy": "FIRST_MATCH", "due": "ON_REQUEST"})
    assert table()["policy"] == "FIRST_MATCH"
    assert draft().content["payment"] == {"due": "ON_REQUEST", "pauses_clock": False}
    assert "thời hạn vẫn chạy" in desk.get(PAGE).content.decode()

    send(desk, "nop-tien/", {"policy": "SUM", "due": "AT_FILING", "pauses_clock": "on"})
    assert "policy" not in table()


@pytest.mark.parametrize(
    ("path", "values", "words"),
    [
        ("khoan/copy/them/", {}, "Ghi mức thu, hoặc chọn"),
        ("khoan/copy/them/", {"fixed_vnd": "-1"}, "Nhập số tiền bằng đồng"),
        ("khoan/copy/them/", {"fixed_vnd": "1", "basis": ""}, "Ghi văn bản quy định mức thu."),
        ("khoan/copy/them/", {"unit": "copies"}, "Ghi giá mỗi đơn vị."),
        ("khoan/copy/them/", {"tier_0_amount": "1"}, "Chọn số lượng để tính theo bậc."),
        (
            "khoan/copy/them/",
            {"unit": "copies", "tier_0_amount": "1", "tier_0_up_to": "2"},
            "Bỏ trống ở bậc cuối",
        ),
        (
            "khoan/copy/them/",
            {"unit": "copies", "tier_0_amount": "2", "tier_1_amount": "1"},
            "Ghi số lớn hơn bậc trước.",
        ),
        ("khoan/copy/them/", {"share_of": "copies"}, "Ghi tỷ lệ thu."),
        ("khoan/copy/them/", {"fixed_vnd": "1", "share": "0,5"}, "Chọn giá trị để tính tỷ lệ."),
        ("khoan/copy/them/", {"share_of": "copies", "share": "101"}, "Nhập tỷ lệ từ 0,001"),
        ("khoan/copy/them/", {"share_of": "copies", "share": "NaN"}, "Nhập tỷ lệ từ 0,001"),
        (
            "khoan/copy/them/",
            {"fixed_vnd": "1", "at_least_copies": "3", "at_most_copies": "2"},
            "Mức nhiều nhất phải từ mức ít nhất",
        ),
        (
            "khoan/copy/them/",
            {"fixed_vnd": "1", "floor_vnd": "5", "cap_vnd": "4"},
            "Mức nhiều nhất phải từ mức ít nhất",
        ),
        ("khoan/copy/them/", {"fixed_vnd": "1", "note_vi": "Chú"}, "Ghi cả tiếng Việt"),
        ("khoan/copy/them/", {"fixed_vnd": "1", "channels": ["MOON"]}, "MOON"),
        ("khoan/copy/", {"code": "registration", "name_vi": "A", "name_en": "A"}, "Đã có mục mang"),
        ("them-khoan/", {"code": "x", "name_vi": "A", "name_en": "A"}, "Ghi mức thu, hoặc chọn"),
        ("them-mien-giam/", {"code": "a", "percent": "101"}, "govuk-error-summary"),
        ("them-so-luong/", {"name": "copies", "default": "1"}, "Đã có mục mang"),
        ("them-so-luong/", {"name": "Số", "default": "1"}, "chữ thường không dấu"),
        ("nop-tien/", {"policy": "SUM"}, "govuk-error-summary"),
    ],
)
def test_wrong_parts_are_said_and_nothing_is_kept(
    desk: Client, path: str, values: dict[str, object], words: str
) -> None:
    assert words in refused(desk, path, {**ROW, "policy": "SUM", **values})


@pytest.mark.parametrize(
    "path",
    ["khoan/none/", "khoan/none/con-lai/", "khoan/copy/7/", "mien-giam/none/", "so-luong/none/"],
)
def test_unknown_parts_are_not_found(desk: Client, path: str) -> None:
    assert desk.get(f"{PAGE}{path}").status_code == 404


def test_change_made_to_older_words_is_refused(desk: Client) -> None:
    stale = draft().content_hash
    send(desk, "khoan/copy/them/", {**ROW, "fixed_vnd": "1"})

    desk.post(f"{PAGE}khoan/copy/them/", {"seen": stale, **ROW, "fixed_vnd": "2"})

    assert len(table()["lines"][1]["rows"]) == 1


def test_table_is_begun_from_the_ways_and_dropped(desk: Client) -> None:
    send(desk, "", {"do": "drop"})
    assert "fee_table" not in draft().content
    shown = desk.get(PAGE)
    assert "chưa có bảng phí riêng" in shown.content.decode()
    assert desk.get(f"{PAGE}khoan/fee/").status_code == 404

    send(desk, "", {"do": "begin"})

    assert [line["code"] for line in table()["lines"]] == ["fee"]
    assert not check("", draft().content).problems


def test_a_way_that_shows_another_amount_is_told(desk: Client) -> None:
    assert desk.get(PAGE).context["differing"] == []

    send(desk, "khoan/registration/con-lai/", {**ROW, "fixed_vnd": "12000"})

    (first, *_others) = desk.get(PAGE).context["differing"]
    assert "ghi 0 đồng, bảng này tính 12.000 đồng" in first


def test_only_administrators_open_the_pages(client: Client) -> None:
    publish(make_entry())
    clerk = make_officer(make_agency(), role="CLERK")
    sign_in(client, clerk)

    for path in ("", "them-khoan/", "them-mien-giam/", "them-so-luong/", "nop-tien/"):
        assert client.get(f"{PAGE}{path}").status_code == 403, path
        assert client.post(f"{PAGE}{path}").status_code == 403, path


def test_draft_with_a_table_money_cannot_be_reckoned_by_is_shown(desk: Client) -> None:
    version = draft()
    closed = {"unit": "copies", "tiers": [{"up_to": 2, "amount_vnd": 1}]}
    version.content["fee_table"]["lines"][0]["otherwise"]["rate"] = closed
    version.save(update_fields=["content"])

    response = desk.get(PAGE)

    assert response.status_code == 200
    assert "trial" not in response.context


def test_comparison_says_a_table_in_words(desk: Client) -> None:
    spared = {"code": "poor", "name_vi": "Hộ nghèo", "name_en": "Poor", "percent": "100",
              "channels": ["ONLINE"], **ROW}  # fmt: skip
    send(desk, "khoan/copy/them/", {**ROW, "at_least_copies": "3", "fixed_vnd": "12000"})
    send(desk, "them-mien-giam/", spared)
    send(desk, "nop-tien/", {"policy": "FIRST_MATCH", "due": "ON_REQUEST", "pauses_clock": "on"})

    page = desk.get(f"/quan-tri/thu-tuc/{SLUG}/so-sanh/")

    shown = {row.part: row for row in page.context["differences"]}
    after = {line.label: line.text for line in shown["Bảng phí"].after}
    assert after["1. Số bản sao từ 3"].startswith("12.000 đồng")
    assert {line.text for line in shown["Miễn, giảm phí"].after} >= {"Nộp: Trực tuyến", "Miễn"}
    assert shown["Tổng số tiền"].after[0].text == "Chỉ thu khoản đầu tiên có tiền"
    assert "dừng tính thời hạn" in shown["Cách nộp phí"].after[0].text
