"""The paths' pages: each act through its form by whom it belongs to, refused to everybody else."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tinhso.cases.models import Case, CaseCorrection, CaseState, Complaint, Inspection
from tinhso.cases.operations import withdraw_case
from tinhso.cases.tests.factories import Ward, make_ward, photo
from tinhso.cases.tests.test_branches import branched
from tinhso.cases.tests.test_corrections import prepared
from tinhso.cases.tests.walk import RESULT_FIELDS, SOON, accepted, acting, finished
from tinhso.core.clock import VIETNAM
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import actor_of_account, make_officer, sign_in
from tinhso.orgs.tests.factories import make_area

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 6, 2, 10, 0, tzinfo=VIETNAM)
Act = Callable[..., str]


@pytest.fixture(autouse=True)
def _at_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("act", "case", "correcting", "bulk", "watching", "register"):
        monkeypatch.setattr(f"tinhso.cases.views.officer.{module}.now", lambda: NOW)
    monkeypatch.setattr("tinhso.cases.views.citizen.acts.now", lambda: NOW)
    monkeypatch.setattr("tinhso.cases.views.officer.register.today", NOW.date)


@pytest.fixture
def helper(ward: Ward) -> Ward:
    """Give another ward."""
    return make_ward(make_area("25198", name="Phường Tân Đồng"), number=2)


@pytest.fixture
def act(client: Client, case: Case, ward: Ward) -> Act:
    """Give a function that opens an act's page as an officer, sends it, and gives what is shown."""

    def do(role: str, slug: str, **sent: object) -> str:
        sign_in(client, ward.officers[role])
        address = f"/can-bo/ho-so/{case.token}/{slug}/"
        assert client.get(address).status_code == 200
        answered = client.post(address, sent, follow=True)
        assert answered.status_code == 200
        return answered.content.decode()

    return do


def day(name: str, number: int) -> dict[str, str]:
    """Give a day of June 2021 as a form sends it."""
    return {f"{name}-day": str(number), f"{name}-month": "6", f"{name}-year": "2021"}


def test_leader_apologises_and_the_case_shows_it(act: Act, case: Case, ward: Ward) -> None:
    accepted(case, ward)

    page = act("LEADER", "xin-loi-hen-lai", reason="Xác minh thêm", **day("new_day", 7))

    assert "Đã hẹn lại" in page
    assert "Xin lỗi và hẹn lại một lần" in page
    assert "17:00 07/06/2021" in page


def test_day_off_is_refused_in_words(act: Act, case: Case, ward: Ward, client: Client) -> None:
    accepted(case, ward)
    sign_in(client, ward.officers["LEADER"])
    address = f"/can-bo/ho-so/{case.token}/xin-loi-hen-lai/"

    response = client.post(address, {"reason": "Chậm", **day("new_day", 5)})

    assert response.status_code == 409
    shown = response.content.decode()
    assert "phải là ngày làm việc" in shown
    assert "Xem trạng thái mới nhất" not in shown, "another day can be typed right here"


def test_branches_go_out_and_come_back(
    act: Act, case: Case, ward: Ward, helper: Ward, client: Client
) -> None:
    accepted(case, ward)
    sent = {"agency_1": helper.committee.pk, "task_1": "Xác minh cư trú", "hours_1": "4"}
    page = act("SPECIALIST", "lien-thong", **sent)
    assert "Hai đồng hồ" in page

    sign_in(client, helper.officers["SPECIALIST"])
    listed = client.get("/can-bo/lien-thong/").content.decode()
    assert "Xác minh cư trú" in listed
    address = f"/can-bo/ho-so/{case.token}/xong-phoi-hop/"
    assert client.get(address).status_code == 200
    branch_id = Case.objects.get(pk=case.pk).branches.get().pk
    client.post(address, {"branch": branch_id, "answer": "Đúng như khai"})

    assert "Đúng như khai" in client.get(reverse("cases:branches")).content.decode()
    sign_in(client, ward.officers["SPECIALIST"])
    assert "Đúng như khai" in client.get(f"/can-bo/ho-so/{case.token}/").content.decode()


def test_branch_without_task_or_hours_is_asked_for_again(
    case: Case, ward: Ward, helper: Ward, client: Client
) -> None:
    accepted(case, ward)
    sign_in(client, ward.officers["SPECIALIST"])
    sent = {"agency_1": helper.committee.pk, "task_1": "Xác minh", "hours_1": "4"}
    more = {"agency_2": helper.committee.pk, "task_2": "", "hours_2": ""}

    response = client.post(f"/can-bo/ho-so/{case.token}/lien-thong/", {**sent, **more})

    assert "Ghi việc cần làm." in response.content.decode()
    assert not Case.objects.get(pk=case.pk).branches.exists()


def test_holder_recalls_a_branch(act: Act, case: Case, ward: Ward, helper: Ward) -> None:
    accepted(case, ward)
    branched(case, ward, helper)
    branch_id = case.branches.get().pk

    page = act("SPECIALIST", "rut-phoi-hop", branch=branch_id, reason="Không cần nữa")

    assert "Đã rút việc đã giao" in page


def test_inspection_is_planned_and_recorded_with_photos(
    act: Act, case: Case, ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted(case, ward)
    plan = {"time": "14:30", "place": "Số 12 Hùng Vương", "people": "Ông An"}
    act("SPECIALIST", "hen-kiem-tra", **plan, **day("day", 2))
    monkeypatch.setattr("tinhso.cases.views.officer.act.now", lambda: NOW + timedelta(hours=6))
    found = {"outcome": "PARTLY", "minutes": "Thiếu lối đi", "photos": [photo(), photo("hai.jpg")]}

    page = act("SPECIALIST", "bien-ban-kiem-tra", **found)

    assert "Đạt một phần" in page
    assert Inspection.objects.get(case=case).photos.count() == 2


def test_wrong_file_keeps_the_minutes(case: Case, ward: Ward, client: Client, act: Act) -> None:
    accepted(case, ward)
    plan = {"time": "10:01", "place": "Số 12", "people": "Ông An"}
    act("SPECIALIST", "hen-kiem-tra", **plan, **day("day", 2))
    bad = BytesIO(b"not a picture")
    bad.name = "anh.jpg"

    response = client.post(
        f"/can-bo/ho-so/{case.token}/bien-ban-kiem-tra/",
        {"outcome": "CONFORMS", "minutes": "Đã đo đạc", "photos": [bad]},
    )

    assert response.status_code == 409
    assert "Đã đo đạc" in response.content.decode()
    assert Inspection.objects.get(case=case).done_at is None


def test_leader_stops_a_case(act: Act, case: Case, ward: Ward) -> None:
    accepted(case, ward)
    law = case.version.content["legal_basis"][0]
    sent = {"reason": "Người nộp đã mất", "law": f"{law['number']}, {law['title']}"}

    page = act("LEADER", "dung", article="khoản 1 Điều 16", **sent)

    assert "Đã dừng giải quyết" in page
    assert Case.objects.get(pk=case.pk).state == CaseState.STOPPED


def test_article_that_is_no_article_is_asked_for_again(
    case: Case, ward: Ward, client: Client
) -> None:
    sign_in(client, ward.officers["CLERK"])
    law = case.version.content["legal_basis"][0]
    sent = {"reason": "Sai", "law": f"{law['number']}, {law['title']}", "article": "theo quy định"}

    response = client.post(f"/can-bo/ho-so/{case.token}/tu-choi/", sent)

    assert "Ghi như: điểm a khoản 1 Điều 16." in response.content.decode()


def test_clerk_signs_the_notice_of_an_online_withdrawal(
    act: Act, case: Case, ward: Ward, account: CitizenAccount
) -> None:
    accepted(case, ward)
    acting(actor_of_account(account), withdraw_case, case=case, reason="Nhầm", at=SOON)

    page = act("CLERK", "thong-bao-dung")

    assert "Thông báo dừng đang được ký" in page
    assert "Đang ký số một phiếu" in page


def test_correction_goes_through_three_hands(act: Act, case: Case, ward: Ward) -> None:
    finished(case, ward)
    fields = {**RESULT_FIELDS, "register_number": "119"}

    act("SPECIALIST", "dinh-chinh", kind="CORRECTION", reason="Sai số", **fields)
    act("LEADER", "ky-dinh-chinh")
    page = act("REGISTRAR", "ban-hanh-dinh-chinh")

    assert "Đã ban hành bản mới" in page
    assert CaseCorrection.objects.get(case=case).issued_at is not None


def test_wrong_correction_names_the_field(case: Case, ward: Ward, client: Client) -> None:
    finished(case, ward)
    sign_in(client, ward.officers["SPECIALIST"])
    sent = {**RESULT_FIELDS, "kind": "CORRECTION", "reason": "Sai", "register_number": ""}

    response = client.post(f"/can-bo/ho-so/{case.token}/dinh-chinh/", sent)

    assert "govuk-error-summary" in response.content.decode()
    assert not CaseCorrection.objects.exists()


def test_replaced_document_says_so_to_anybody(case: Case, ward: Ward, client: Client) -> None:
    from tinhso.cases.tests.test_corrections import corrected

    former = finished(case, ward).result
    prepared(case, ward)
    new = corrected(case, ward).result

    assert former is not None
    assert new is not None
    page = client.get(f"/xac-thuc/{former.token}/").content.decode()
    assert f"đã được thay bằng văn bản số {new.notation}" in page
    assert former.notation in client.get(f"/xac-thuc/{new.token}/").content.decode()


def test_citizen_complains_and_reads_the_answer(
    citizen: Client, case: Case, ward: Ward, account: CitizenAccount
) -> None:
    address = reverse("cases:case_complain", args=[case.token])
    assert "Khiếu nại việc giải quyết" in citizen.get(address).content.decode()
    assert "Ghi nội dung khiếu nại" in citizen.post(address, {"text": ""}).content.decode()
    page = citizen.post(address, {"text": "Chậm quá"}, follow=True).content.decode()
    assert "Được trả lời chậm nhất ngày 02/07/2021" in page

    leader = Client()
    sign_in(leader, ward.officers["LEADER"])
    assert "Chậm quá" in leader.get("/can-bo/don-doc/").content.decode()
    answer = {"outcome": "UPHELD", "answer": "Xin lỗi, đã nhắc cán bộ"}
    leader.post(f"/can-bo/ho-so/{case.token}/tra-loi-khieu-nai/", answer)

    shown = citizen.get(reverse("cases:case_detail", args=[case.token])).content.decode()
    assert "đã nhắc cán bộ" in shown
    assert Complaint.objects.get(case=case).outcome == "UPHELD"


def test_another_citizen_cannot_complain(client: Client, case: Case) -> None:
    from tinhso.identity.tests.factories import make_citizen

    sign_in(client, make_citizen(full_name="Lê Văn Khác"))

    address = reverse("cases:case_complain", args=[case.token])
    assert client.post(address, {"text": "Chậm"}).status_code == 404


def test_head_assigns_and_reminds(act: Act, case: Case, ward: Ward) -> None:
    accepted(case, ward)
    other = make_officer(ward.committee, "SPECIALIST", full_name="Lê Thị Ba")

    assert "Đã giao hồ sơ" in act("LEADER", "giao-viec", person=other.person_id, note="")
    assert "Đã gửi lời đôn đốc" in act("LEADER", "don-doc", note="Gấp")
    assert "Phiếu kiểm soát đang được ký" in act("LEADER", "phieu-kiem-soat")


@pytest.mark.parametrize(
    ("role", "slug"),
    [
        ("SPECIALIST", "xin-loi-hen-lai"),
        ("CLERK", "dung"),
        ("LEADER", "lien-thong"),
        ("REGISTRAR", "hen-kiem-tra"),
        ("SPECIALIST", "tra-loi-khieu-nai"),
        ("SPECIALIST", "giao-viec"),
        ("CLERK", "don-doc"),
        ("SPECIALIST", "thong-bao-dung"),
        ("SPECIALIST", "ky-dinh-chinh"),
        ("LEADER", "ban-hanh-dinh-chinh"),
    ],
)
def test_wrong_role_is_told_so(
    client: Client, case: Case, ward: Ward, role: str, slug: str
) -> None:
    accepted(case, ward)
    sign_in(client, ward.officers[role])

    response = client.post(f"/can-bo/ho-so/{case.token}/{slug}/", {})

    assert response.status_code == 403


@pytest.mark.parametrize("slug", ["xin-loi-hen-lai", "dinh-chinh", "lien-thong", "dung"])
def test_other_agencies_find_no_page(client: Client, case: Case, helper: Ward, slug: str) -> None:
    sign_in(client, helper.officers["LEADER"])

    assert client.get(f"/can-bo/ho-so/{case.token}/{slug}/").status_code == 404


def test_register_shows_prints_and_exports_every_column(
    client: Client, case: Case, ward: Ward
) -> None:
    done = accepted(case, ward)
    sign_in(client, ward.officers["CLERK"])

    page = client.get("/can-bo/so-theo-doi/").content.decode()
    assert str(done.code) in page
    for heading in ("Hẹn trả", "Ký nhận", "Cơ quan giải quyết", "Địa chỉ, số điện thoại"):
        assert heading in page
    pdf = client.get("/can-bo/so-theo-doi/", {"xuat": "pdf"})
    assert pdf.content.startswith(b"%PDF")
    book = client.get("/can-bo/so-theo-doi/", {"xuat": "xlsx"})
    rows = CalamineWorkbook.from_filelike(BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert len(rows[0]) == 13
    assert rows[1][1] == done.code


def test_register_of_a_backward_period_is_asked_for_again(client: Client, ward: Ward) -> None:
    sign_in(client, ward.officers["CLERK"])

    response = client.get("/can-bo/so-theo-doi/", {**day("first", 9), **day("last", 2)})

    assert response.status_code == 400
    assert "Ngày cuối phải sau ngày đầu" in response.content.decode()


def test_register_of_another_ward_is_empty(
    client: Client, case: Case, ward: Ward, helper: Ward
) -> None:
    done = accepted(case, ward)
    sign_in(client, helper.officers["CLERK"])

    assert str(done.code) not in client.get("/can-bo/so-theo-doi/").content.decode()


def test_bulk_is_seen_before_it_is_done_once(client: Client, case: Case, ward: Ward) -> None:
    accepted(case, ward)
    sign_in(client, ward.officers["LEADER"])
    address, chosen = "/can-bo/ho-so/hang-loat/", {"ho-so": [case.token]}

    asked = client.post(address, chosen).content.decode()
    assert "Làm gì với các hồ sơ đã chọn?" in asked
    order = {**chosen, "act": "REMIND", "person": "", "note": "Gấp"}
    seen = client.post(address, {**order, "buoc": "xem"}).content.decode()
    assert "Chưa có gì thay đổi" in seen
    before = Case.objects.get(pk=case.pk).event_count
    for _ in range(2):
        done = client.post(address, {**order, "buoc": "lam", "khoa": "k1"}).content.decode()
        assert "Đã làm 1, bị từ chối 0" in done
    assert Case.objects.get(pk=case.pk).event_count == before + 1


def test_nothing_chosen_leads_back_to_the_list(client: Client, ward: Ward) -> None:
    sign_in(client, ward.officers["LEADER"])

    assert client.post("/can-bo/ho-so/hang-loat/", {}).status_code == 302


@pytest.mark.parametrize(
    "path", ["/can-bo/don-doc/", "/can-bo/lien-thong/", "/can-bo/so-theo-doi/"]
)
def test_citizens_do_not_open_officers_pages(citizen: Client, path: str) -> None:
    assert citizen.get(path).status_code == 403


@pytest.mark.parametrize("path", ["/can-bo/don-doc/", "/can-bo/lien-thong/"])
def test_quiet_days_say_so(client: Client, ward: Ward, path: str) -> None:
    sign_in(client, ward.officers["LEADER"])

    assert "Không có" in client.get(path).content.decode()
