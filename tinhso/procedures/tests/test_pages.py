"""Public pages and the JSON API of procedures."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tinhso.procedures.tests.factories import make_entry, publish

pytestmark = [pytest.mark.usefixtures("catalogue"), pytest.mark.django_db]
BIRTH = "/thu-tuc/dang-ky-khai-sinh/"


def page(client: Client, address: str, language: str = "vi") -> str:
    """Give the text of a page that must open."""
    response = client.get(address, headers={"cookie": f"tinhso_language={language}"})
    assert response.status_code == 200, address
    return response.content.decode()


def test_list_is_paged_and_shows_fields(client: Client) -> None:
    response = client.get("/thu-tuc/")

    result = response.context["result"]
    assert len(result.items) == 20
    assert "Hộ tịch" in response.content.decode()
    following = client.get("/thu-tuc/", {"trang": result.next_cursor}).context["result"]
    assert following.items[0].sort_key > result.items[-1].sort_key


def test_search_shows_what_was_meant_first(client: Client) -> None:
    response = client.get("/thu-tuc/", {"q": "giay phep say nha"})

    assert response.context["result"].items[0].procedure.slug == "cap-giay-phep-xay-dung-nha-o"


def test_search_without_result_offers_what_many_need(client: Client) -> None:
    text = page(client, "/thu-tuc/?q=xyzzy+blorp")

    assert "Chưa tìm thấy thủ tục nào" in text
    assert "Nhiều người cần" in text
    assert "Đăng ký khai sinh" in text


def test_list_is_narrowed_by_field_and_tier(client: Client) -> None:
    response = client.get("/thu-tuc/", {"linh-vuc": "civil-status", "cap": "COMMUNE"})

    items = response.context["result"].items
    assert items
    assert {(item.field.code, item.tier) for item in items} == {("civil-status", "COMMUNE")}


def test_what_is_typed_is_never_run(client: Client) -> None:
    assert "<script>alert" not in page(client, "/thu-tuc/?q=<script>alert(1)</script>")


def test_procedure_is_told_in_plain_words_with_its_due_day(client: Client) -> None:
    text = page(client, BIRTH)

    for words in (
        "Giấy chứng sinh",
        "Trong ngày làm việc",
        "Miễn phí",
        "8.000 đồng",
        "Ủy ban nhân dân cấp xã",
        "Luật 60/2014/QH13",
        "hạn trả kết quả là",
        "Nhận hồ sơ lúc",
        "đang chờ xác minh",
        "1.001193",
    ):
        assert words in text, words


def test_procedure_is_told_in_english(client: Client) -> None:
    text = page(client, BIRTH, "en")

    assert "Birth registration" in text
    assert "Same working day" in text
    assert "What to prepare" in text


def test_incomplete_procedure_says_so(client: Client) -> None:
    text = page(client, "/thu-tuc/gia-han-giay-phep-xay-dung/")

    assert "Đang được bổ sung: phí, lệ phí." in text


def test_procedure_leads_to_filing_online(client: Client) -> None:
    assert 'href="/nop-ho-so/dang-ky-khai-sinh/"' in page(client, BIRTH)


def test_summary_of_a_procedure_says_how_long_and_how_much_first(client: Client) -> None:
    summary = page(client, BIRTH).partition('class="pr-facts"')[2].partition("</dl>")[0]

    assert "Trong ngày làm việc" in summary
    assert "Miễn phí" in summary
    assert summary.index("Thời hạn") < summary.index("Nơi giải quyết")


def test_blank_form_holds_every_question(client: Client) -> None:
    text = page(client, f"{BIRTH}to-khai/")

    assert "Quê quán của trẻ" in text
    assert "Họ, chữ đệm, tên người cha" in text


def test_blank_form_is_meant_for_a_pen(client: Client) -> None:
    text = page(client, "/thu-tuc/huong-tro-cap-that-nghiep/to-khai/")

    assert "Chỉ ghi khi “Bạn muốn nhận tiền bằng cách nào?” là “Qua tài khoản ngân hàng”." in text
    assert "<li>Hiện tôi chưa có việc làm" in text
    assert "lấy từ tài khoản của bạn" not in text


@pytest.mark.parametrize(
    "address", ["/thu-tuc/khong-co/", "/thu-tuc/khong-co/to-khai/", "/thu-tuc/?trang=x"]
)
def test_unknown_procedure_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/thu-tuc/", BIRTH])
def test_pages_only_answer_reading(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


def test_list_costs_few_queries_whatever_is_found(client: Client) -> None:
    counts = set()
    for query in ("khai sinh", "giấy", "so do"):
        with CaptureQueriesContext(connection) as captured:
            page(client, f"/thu-tuc/?q={query}")
        counts.add(len(captured))

    assert len(counts) == 1


def test_api_finds_and_gives_a_whole_procedure(client: Client) -> None:
    found = client.get("/api/procedures", {"query": "ket hom"}).json()
    detail = client.get(f"/api/procedures/{found['items'][0]['slug']}").json()

    assert found["items"][0]["slug"] == "dang-ky-ket-hon"
    assert detail["content"]["name"]["vi"] == "Đăng ký kết hôn"
    assert detail["version"] == 1


def test_api_exports_the_catalogue(client: Client) -> None:
    contents = client.get("/api/procedures/export").json()
    excel = client.get("/api/procedures/export", {"kind": "xlsx"})

    assert len(contents) == 62
    assert excel.content[:2] == b"PK"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/procedures/khong-co", 404),
        ("/api/procedures/dang-ky-khai-sinh?on=1999-01-01", 404),
        ("/api/procedures/dang-ky-khai-sinh?on=mai", 422),
        ("/api/procedures?cursor=x", 404),
        ("/api/procedures/export?kind=pdf", 404),
    ],
)
def test_api_refuses_what_it_does_not_know(client: Client, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_page_says_who_pays_less_where_anything_is_charged(client: Client) -> None:
    exemption = {
        "code": "kin",
        "name": {"vi": "Miễn", "en": "Free"},
        "kind": "RELATIVE_ADOPTER",
        "percent": 100,
        "basis": "Nghị định 114/2016/NĐ-CP",
        "certainty": "to_confirm",
    }
    for code, amount in (("1.000777", 0), ("1.000778", 400_000)):
        line = {
            "code": "adoption",
            "name": {"vi": "Lệ phí", "en": "Fee"},
            "otherwise": {"rate": {"fixed_vnd": amount}, "basis": "Luật", "certainty": "confirmed"},
        }
        table = {"lines": [line], "exemptions": [exemption]}
        publish(make_entry(code, field="adoption", fee_table=table))

    free, charged = (
        client.get(f"/thu-tuc/thu-tuc-{code}/").content.decode()
        for code in ("1-000777", "1-000778")
    )

    assert "Ai được miễn, giảm" not in free
    assert "bác ruột nhận con nuôi: <strong>miễn</strong>" in charged
    assert "Nghị định 114/2016/NĐ-CP" in charged
