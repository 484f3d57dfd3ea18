"""Pages of outgoing documents through HTTP, each success beside its refusal."""

import io
import zipfile

import pytest
from django.conf import LazySettings
from django.test import Client
from python_calamine import CalamineWorkbook

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import make_citizen, sign_in
from tinhso.records.forms.outgoing import DraftForm
from tinhso.records.models import OutgoingDocument, OutgoingState
from tinhso.records.rules import KINDS
from tinhso.records.tests.factories import Department

pytestmark = pytest.mark.django_db
LISTS = ("/cong-van/", "/cong-van/di/", "/cong-van/di/moi/", "/cong-van/so/")


def typed(found: OutgoingDocument, **changes: object) -> dict[str, object]:
    with acting_as(SYSTEM):
        shown = DraftForm.initial_of(OutgoingDocument.objects.get(pk=found.pk))
    return {name: value for name, value in {**shown, **changes}.items() if value is not None}


def address(found: OutgoingDocument, rest: str = "") -> str:
    return f"/cong-van/di/{found.official.token}/{rest}"


@pytest.mark.parametrize("path", LISTS)
def test_lists_are_for_officers(client: Client, department: Department, path: str) -> None:
    assert client.get(path).status_code == 302
    sign_in(client, make_citizen())
    assert client.get(path).status_code == 403
    sign_in(client, department.accounts["SPECIALIST"])
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("kind", [kind.code for kind in KINDS])
def test_a_draft_of_every_kind_can_be_begun_and_opened(
    client: Client, department: Department, kind: str
) -> None:
    sign_in(client, department.accounts["SPECIALIST"])

    page = client.post("/cong-van/di/moi/", {"kind": kind, "template": ""}, follow=True)

    assert page.status_code == 200
    assert "id_version" in page.content.decode()


def test_typing_is_kept_and_the_page_drawn_anew(client: Client, department: Department) -> None:
    found = department.draft()
    sign_in(client, department.accounts["SPECIALIST"])

    kept = client.post(
        address(found, "luu-tam/"), typed(found, abstract="Về việc kiểm tra", bases="")
    )

    picture = client.get(address(found, "trang/1.png"))
    assert "Đã lưu lúc" in kept.content.decode()
    assert f'value="{found.version + 1}"' in kept.content.decode()
    assert picture.content.startswith(b"\x89PNG")
    assert client.get(address(found, "trang/9.png")).status_code == 404
    with acting_as(SYSTEM):
        assert OutgoingDocument.objects.get(pk=found.pk).official.abstract == "Về việc kiểm tra"


def test_a_clash_shows_both_texts_and_keeps_what_was_typed(
    client: Client, department: Department
) -> None:
    found = department.draft()
    sign_in(client, department.accounts["SPECIALIST"])
    mine = typed(found, body="Bản tôi gõ.")
    client.post(address(found, "soan/"), typed(found, body="Bản lưu trước.", xem="1"))

    clash = client.post(address(found, "soan/"), mine)
    again = client.post(address(found, "soan/"), {**mine, "version": found.version + 1})

    words = clash.content.decode()
    assert clash.status_code == 409
    assert "Bản tôi gõ." in words
    assert "Bản lưu trước." in words
    assert again.status_code == 302
    with acting_as(SYSTEM):
        assert OutgoingDocument.objects.get(pk=found.pk).content["body"] == "Bản tôi gõ."


def test_an_unknown_recipient_is_named_and_nothing_typed_is_lost(
    client: Client, department: Department
) -> None:
    found = department.draft()
    sign_in(client, department.accounts["SPECIALIST"])

    page = client.post(address(found, "soan/"), typed(found, deliver_to="Sở Không Có"))

    assert "Không tìm thấy cơ quan: Sở Không Có" in page.content.decode()


def test_the_chain_runs_through_the_pages(client: Client, department: Department) -> None:
    found = department.draft()
    for role, act in (
        ("SPECIALIST", "trinh"),
        ("HEAD_OF_UNIT", "duyet-noi-dung"),
        ("REGISTRAR", "duyet-the-thuc"),
    ):
        sign_in(client, department.accounts[role])
        assert client.get(address(found)).status_code == 200
        client.post(address(found, f"viec/{act}/"))
    sign_in(client, department.accounts["LEADER"])
    assert "chưa đọc" in client.get("/cong-van/ky/").content.decode()
    client.get(f"/cong-van/ky/{found.official.token}/")
    asked = client.post("/cong-van/ky/tat-ca/", {"token": found.official.token})
    assert 'name="dong-y"' in asked.content.decode()
    client.post("/cong-van/ky/tat-ca/", {"token": found.official.token, "dong-y": "1"})
    sign_in(client, department.accounts["REGISTRAR"])

    client.post(address(found, "viec/phat-hanh/"))

    with acting_as(SYSTEM):
        issued = OutgoingDocument.objects.select_related("official").get(pk=found.pk)
    assert issued.state == OutgoingState.ISSUED
    assert issued.official.notation in client.get("/cong-van/so/?so=CV").content.decode()


def test_a_step_of_somebody_else_is_refused_in_words(
    client: Client, department: Department
) -> None:
    found = department.draft()
    sign_in(client, department.accounts["HEAD_OF_UNIT"])

    page = client.post(address(found, "viec/trinh/"), follow=True)

    assert "Bước này do người khác thực hiện" in page.content.decode()
    assert client.post(address(found, "viec/khac/")).status_code == 404


def test_documents_of_another_agency_are_not_found(client: Client, department: Department) -> None:
    found = department.issued()
    other = Department("H10.11", "Sở Tài chính tỉnh Bình Phước")
    sign_in(client, other.accounts["LEADER"])

    for rest in ("", "van-ban.pdf", "tron-bo.zip", "trang/1.png", "so-sanh/"):
        assert client.get(address(found, rest)).status_code == 404
    for rest in ("soan/", "luu-tam/", "viec/trinh/", "ghi/gop-y/", "lay-y-kien/", "tra-loi/"):
        assert client.post(address(found, rest), {"text": "x"}).status_code == 404


def test_a_register_is_printed_and_given_as_a_workbook(
    client: Client, department: Department, settings: LazySettings
) -> None:
    notation = department.issued().official.notation
    sign_in(client, department.accounts["REGISTRAR"])

    pdf = client.get("/cong-van/so/so-van-ban-di.pdf?so=CV&nam=2021")
    book = client.get("/cong-van/so/so-van-ban-di.xlsx?so=CV&nam=2021")

    rows = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0)
    lines = rows.to_python()
    assert pdf.content.startswith(b"%PDF-")
    assert len(lines[0]) == 10
    assert lines[1][0] == notation
    assert client.get("/cong-van/so/so-van-ban-di.doc?so=CV").status_code == 404
    settings.ACCESS_EXPORT_ROWS = 0
    held = client.get("/cong-van/so/so-van-ban-di.xlsx?so=CV&nam=2021", follow=True)
    assert "Tệp này cần hai người" in held.content.decode()


def test_the_bundle_holds_the_document_its_history_and_sums(
    client: Client, department: Department
) -> None:
    found = department.issued()
    sign_in(client, department.accounts["SPECIALIST"])

    archive = zipfile.ZipFile(io.BytesIO(client.get(address(found, "tron-bo.zip")).content))

    assert archive.namelist() == ["01-STP-KGVX.pdf", "nhat-ky.json", "SHA256SUMS"]
    assert archive.read("01-STP-KGVX.pdf").startswith(b"%PDF-")


def test_remarks_templates_and_comparison(client: Client, department: Department) -> None:
    found = department.draft()
    sign_in(client, department.accounts["SPECIALIST"])
    client.post(address(found, "soan/"), typed(found, body="Bản một."))
    with acting_as(SYSTEM):
        version = OutgoingDocument.objects.get(pk=found.pk).version
    client.post(address(found, "soan/"), typed(found, body="Bản hai.", version=version))
    client.post(address(found, "ghi/gop-y/"), {"text": "Thêm số liệu"})
    client.post(address(found, "ghi/luu-mau/"), {"text": "Mẫu báo cáo tháng"})

    compared = client.get(address(found, "so-sanh/")).content.decode()

    assert "<del>Bản một.</del>" in compared
    assert "<ins>Bản hai.</ins>" in compared
    assert "Thêm số liệu" in client.get(address(found)).content.decode()
    assert "Mẫu báo cáo tháng" in client.get("/cong-van/di/moi/").content.decode()
