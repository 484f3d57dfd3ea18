"""Pages of dossiers, the archive and copies through HTTP, each success beside its refusal."""

import io
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import make_citizen, make_officer, sign_in
from tinhso.orgs.tests.factories import make_agency
from tinhso.records.gateways.package_files import read_package
from tinhso.records.models import CopyForm, Destruction, Dossier, HandOver, OfficialCopy
from tinhso.records.operations.copying import CopyOrder, draw_copy, order_copy
from tinhso.records.operations.packing import pack
from tinhso.records.tests.archive_factories import archived, closed, filled, handed_over, opened
from tinhso.records.tests.incoming_factories import AT, Office, assigned, registered

pytestmark = pytest.mark.django_db
LIST, COPIES = "/can-bo/ho-so-cong-viec/", "/can-bo/ban-sao/"


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def post(client: Client, path: str, **fields: object) -> str:
    return client.post(path, fields, follow=True).content.decode()


def test_specialist_opens_fills_closes_and_hands_over(client: Client) -> None:
    office = Office()
    official = assigned(office).official
    office.account("ARCHIVIST")
    sign_in(client, office.account("SPECIALIST"))

    unnamed = client.post(f"{LIST}moi/", {"retention_code": "CONG-VAN"})
    post(client, f"{LIST}moi/", title="Nhà ở xã hội", retention_code="CONG-VAN")
    dossier = Dossier.objects.get()
    path = f"{LIST}{dossier.token}/"
    offered = page(client, f"{path}?tim=ra+soat")
    put = post(client, f"{path}dua-vao/", official=official.token)
    nothing = page(client, f"{path}?tim=zzz")
    contents = client.get(f"{path}muc-luc.pdf")
    ended = post(client, f"{path}viec/ket-thuc/")
    given = post(client, f"{path}viec/nop-luu/")

    assert "Ghi tiêu đề hồ sơ." in unnamed.content.decode()
    assert official.abstract in offered
    assert "Đã đưa vào hồ sơ." in put
    assert "Không thấy văn bản" in nothing
    assert contents.content.startswith(b"%PDF-")
    assert "Đã kết thúc hồ sơ" in ended
    assert "Đang đóng gói" in given
    assert "Chờ lưu trữ tiếp nhận" in page(client, f"{LIST}?muc=cho-tiep-nhan")


def test_contents_move_and_leave_by_their_buttons(client: Client) -> None:
    office = Office()
    first, second = registered(office).official, registered(office).official
    dossier = filled(office, first, second)
    item = dossier.items.get(official=second)
    sign_in(client, office.account("SPECIALIST"))
    path = f"{LIST}{dossier.token}/muc/{item.pk}/"

    post(client, path, lam="len")
    item.refresh_from_db()
    moved = item.ordinal
    post(client, path, lam="bo")

    assert moved == 1
    assert list(dossier.items.values_list("official", "ordinal")) == [(first.pk, 1)]


def test_document_goes_into_a_dossier_from_its_own_page(client: Client) -> None:
    office = Office()
    arrival = registered(office)
    dossier = opened(office)
    sign_in(client, office.account("REGISTRAR"))
    path = f"/can-bo/van-ban-den/{arrival.official.token}/viec/dua-vao-ho-so/"

    none = client.post(path, {"dossier": ""}).content.decode()
    done = post(client, path, dossier=dossier.token)

    assert "Chưa có thì mở hồ sơ mới trước." in none
    assert "Đã đưa vào hồ sơ." in done
    assert dossier.items.count() == 1


def test_archivist_checks_downloads_and_accepts(client: Client) -> None:
    office = Office()
    given = handed_over(office)
    token = given.dossier.token
    sign_in(client, office.account("ARCHIVIST"))

    queue = page(client, LIST)
    shown = page(client, f"{LIST}{token}/")
    package = client.get(f"{LIST}{token}/goi/{given.pk}.zip")
    accepted = post(client, f"{LIST}{token}/viec/tiep-nhan/", note="Đủ")

    assert given.dossier.title in queue
    assert "Kiểm tra đạt" in shown
    assert read_package(io.BytesIO(package.getvalue())).code == given.dossier.code
    assert "Đã tiếp nhận vào lưu trữ" in accepted


def test_archivist_returns_with_a_reason_the_keeper_reads(client: Client) -> None:
    office = Office()
    token = handed_over(office).dossier.token
    sign_in(client, office.account("ARCHIVIST"))
    post(client, f"{LIST}{token}/viec/tra-lai/", reason="Thiếu tờ trình")

    sign_in(client, office.account("SPECIALIST"))

    assert "Lưu trữ trả lại: Thiếu tờ trình" in page(client, f"{LIST}{token}/")
    assert client.post(f"{LIST}{token}/viec/tiep-nhan/").status_code == 404


def test_destruction_is_proposed_decided_and_carried_out_on_its_pages(client: Client) -> None:
    office = Office()
    dossier = archived(office)
    Dossier.objects.filter(pk=dossier.pk).update(destroyable_on="2021-01-01")
    sign_in(client, office.account("ARCHIVIST"))

    past = page(client, f"{LIST}?muc=het-han")
    without = post(client, f"{LIST}huy/de-nghi/", dossier=dossier.token, reason="")
    post(client, f"{LIST}huy/de-nghi/", dossier=dossier.token, reason="Hết hạn")
    proposal = Destruction.objects.get()
    path = f"{LIST}huy/{proposal.token}/"
    early = post(client, f"{path}thuc-hien/")
    sign_in(client, office.account("LEADER"))
    listed = page(client, f"{LIST}huy/")
    unsaid = client.post(path, {"choice": "approve"}).content.decode()
    unknown = post(client, path, choice="approve", decision="99/QĐ-UBND")
    refused = post(client, path, choice="refuse", answer="Giữ thêm")

    assert dossier.title in past
    assert "ghi lý do đề nghị hủy" in without
    assert "Đề nghị hủy đã được xử lý" in early
    assert "Hết hạn" in listed
    assert "Ghi số, ký hiệu quyết định." in unsaid
    assert "đã ban hành của cơ quan" in unknown
    assert "Không đồng ý hủy" in refused
    dossier.refresh_from_db()
    assert dossier.state == "ARCHIVED"


def test_copy_is_ordered_signed_and_sealed_on_its_pages(
    client: Client, settings: LazySettings
) -> None:
    office = Office()
    official = registered(office).official
    sign_in(client, office.account("REGISTRAR"))
    office.account("LEADER")
    form = {"form": "SY", "copy_count": 2, "recipients": "Sở Xây dựng"}

    wrong = client.post(f"{COPIES}moi/{official.token}/", {**form, "form": "TrS", "pages": "x"})
    missing = client.post(f"{COPIES}moi/{official.token}/", {**form, "form": "SL"})
    ordered = post(client, f"{COPIES}moi/{official.token}/", **form)
    copy = OfficialCopy.objects.get()
    with acting_as(SYSTEM):
        draw_copy(copy_id=copy.pk, at=AT)
    path = f"{COPIES}{copy.token}/"
    picture = client.get(f"{path}trang/1.jpg")
    refused = post(client, f"{path}viec/", lam="ky")
    sign_in(client, office.account("LEADER"))
    signed = post(client, f"{path}viec/", lam="ky")
    sign_in(client, office.account("REGISTRAR"))
    sealed = post(client, f"{path}viec/", lam="dau")

    assert "Ghi số trang" in wrong.content.decode()
    assert "Chọn bản sao y" in missing.content.decode()
    assert "Đang tạo trang" in ordered
    assert picture.content.startswith(b"\xff\xd8\xff")
    assert client.get(f"{path}trang/9.jpg").status_code == 404
    assert "không có thẩm quyền" in refused
    assert "chờ văn thư đóng dấu" in signed
    assert "Đã phát hành bản sao số 01/SY-UBND" in sealed
    assert b"".join(client.get(f"{path}ban-sao.pdf").streaming_content)[:5] == b"%PDF-"  # type: ignore[attr-defined] # a file
    assert "01/SY-UBND" in page(client, COPIES)
    assert client.get(f"{COPIES}?xuat=pdf").content.startswith(b"%PDF-")
    assert client.get(f"{COPIES}?xuat=xlsx").content.startswith(b"PK")
    assert client.get(f"{COPIES}?xuat=exe").status_code == 404
    settings.ACCESS_EXPORT_ROWS = 0
    held = client.get(f"{COPIES}?xuat=xlsx", follow=True)
    assert "Tệp này cần hai người" in held.content.decode()


def test_pages_are_closed_to_citizens_and_other_agencies(client: Client) -> None:
    office = Office()
    official = registered(office).official
    given = handed_over(office, official)
    token = given.dossier.token
    clerk = office.actor("REGISTRAR")
    with acting_as(clerk):
        copy = order_copy(official=official, order=CopyOrder(CopyForm.SAO_Y), actor=clerk, at=AT)
    own = (
        f"{LIST}{token}/", f"{LIST}{token}/muc-luc.pdf", f"{LIST}{token}/goi/{given.pk}.zip",
        f"{LIST}{token}/viec/tiep-nhan/", f"{COPIES}{copy.token}/",
        f"{COPIES}moi/{official.token}/",
    )  # fmt: skip
    for path in (LIST, COPIES, f"{LIST}huy/", *own):
        assert client.get(path).status_code == 302
    with acting_as(SYSTEM):
        citizen = make_citizen()
        stranger = make_officer(make_agency("H10.09"), "REGISTRAR")
    sign_in(client, citizen)
    for path in (LIST, COPIES, f"{LIST}huy/", *own):
        assert client.get(path).status_code == 403
    sign_in(client, stranger)
    for path in own:
        assert client.get(path).status_code == 404
    assert client.post(f"{LIST}{token}/dua-vao/", {"official": official.token}).status_code == 404


def test_colleagues_look_but_do_not_touch_anothers_dossier(client: Client) -> None:
    office = Office()
    dossier = closed(office)
    with acting_as(SYSTEM):
        colleague = make_officer(office.agency, "SPECIALIST")
    sign_in(client, colleague)

    assert "Việc của bạn" not in page(client, f"{LIST}{dossier.token}/")
    assert client.get(f"{LIST}{dossier.token}/viec/nop-luu/").status_code == 404
    assert client.post(f"{LIST}{dossier.token}/dua-vao/").status_code == 404
    assert not HandOver.objects.exists()


def test_lists_cost_the_same_however_long(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    office = Office()
    sign_in(client, office.account("SPECIALIST"))
    opened(office)
    page(client, f"{LIST}?q=nha")
    with django_assert_max_num_queries(30) as few:
        page(client, f"{LIST}?q=nha")
    for _ in range(6):
        opened(office)

    with django_assert_max_num_queries(len(few.captured_queries)):
        assert page(client, f"{LIST}?q=nha").count("rc-item__title") == 7


def test_contents_cost_the_same_however_many(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    office = Office()
    sign_in(client, office.account("SPECIALIST"))
    short = filled(office, registered(office).official)
    long = filled(office, *(registered(office).official for _ in range(6)))
    page(client, f"{LIST}{short.token}/")
    with django_assert_max_num_queries(40) as few:
        page(client, f"{LIST}{short.token}/")

    with django_assert_max_num_queries(len(few.captured_queries)):
        page(client, f"{LIST}{long.token}/")


def test_packages_are_made_by_the_worker_once(client: Client) -> None:
    office = Office()
    given = handed_over(office)
    with acting_as(SYSTEM):
        again = pack(hand_over_id=given.pk, at=AT)

    assert again.file_id == given.file_id
    assert given.dossier.handovers.count() == 1
