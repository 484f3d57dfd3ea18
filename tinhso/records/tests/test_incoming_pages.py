"""Pages of incoming documents and tasks through HTTP, each success beside its refusal."""

from io import BytesIO

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now, today
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import make_citizen, make_officer, sign_in
from tinhso.orgs.tests.factories import make_agency
from tinhso.records.models import Arrival, Directive, OfficialDocument, Task
from tinhso.records.operations import register_arrival
from tinhso.records.tests.incoming_factories import AT, Office, a_pdf, arrived, assigned, registered

pytestmark = pytest.mark.django_db
LIST, TASKS = "/can-bo/van-ban-den/", "/can-bo/nhiem-vu/"


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def test_registry_clerk_takes_in_registers_and_hands_out_a_document(client: Client) -> None:
    office, content = Office(), a_pdf()
    sign_in(client, office.account("REGISTRAR"))
    office.account("LEADER")
    form = {
        "author_name": "Bộ Xây dựng",
        "notation": "125/BXD-QLN",
        "abstract": "V/v rà soát nhà ở xã hội",
        "kind": "CV",
        "urgency": "1",
        "issued_on-day": "1",
        "issued_on-month": "6",
        "issued_on-year": "2021",
        "is_paper": "on",
        "files": SimpleUploadedFile("cv 125.pdf", content),
    }

    taken = client.post(f"{LIST}nhan/", form, follow=True).content.decode()
    official = OfficialDocument.objects.get()
    shown = client.post(f"{LIST}{official.token}/viec/vao-so/", follow=True).content.decode()
    link = page(client, f"{LIST}{official.token}/").split("/tep/")[1].split("/")[0]
    file = client.get(f"{LIST}{official.token}/tep/{link}/")
    bundle = client.get(f"{LIST}{official.token}/tai-goi/")

    assert "Đã nhận văn bản" in taken
    assert "Đã vào sổ" in shown
    assert b"".join(file.streaming_content) == content  # type: ignore[attr-defined] # a file
    assert bundle.content.startswith(b"PK")
    assert "V/v rà soát" in page(client, f"{LIST}?q=ra+soat")
    assert "V/v rà soát" not in page(client, f"{LIST}?q=rà+soạt")


def test_what_is_missing_is_said_beside_its_question(client: Client) -> None:
    sign_in(client, Office().account("REGISTRAR"))

    response = client.post(f"{LIST}nhan/", {"kind": "CV", "urgency": "0"})

    assert response.status_code == 400
    assert "Ghi trích yếu nội dung." in response.content.decode()
    assert "Chọn ít nhất một tệp." in response.content.decode()


def test_register_is_shown_printed_and_given_as_workbook(
    client: Client, settings: LazySettings
) -> None:
    office = Office()
    clerk = office.actor("REGISTRAR")
    arrival = arrived(office, abstract="=1+1")
    with acting_as(clerk):
        register_arrival(arrival=arrival, actor=clerk, at=now())
    sign_in(client, office.account("REGISTRAR"))
    days = f"?tu={today():%Y-%m-%d}&den={today():%Y-%m-%d}"

    shown = page(client, f"{LIST}so/{days}")
    pdf = client.get(f"{LIST}so/{days}&xuat=pdf")
    book = client.get(f"{LIST}so/{days}&xuat=xlsx")

    assert "125/BXD-QLN" in shown
    assert pdf.content.startswith(b"%PDF-")
    rows = CalamineWorkbook.from_filelike(BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert (len(rows), len(rows[0])) == (2, 9)
    assert rows[1][5] == "Công văn: =1+1"
    assert client.get(f"{LIST}so/{days}&xuat=exe").status_code == 404
    settings.ACCESS_EXPORT_ROWS = 0
    held = client.get(f"{LIST}so/{days}&xuat=xlsx", follow=True)
    assert "Tệp này cần hai người" in held.content.decode()


def test_leader_gives_an_opinion_and_the_unit_sees_its_task(client: Client) -> None:
    office = Office()
    arrival = registered(office)
    sign_in(client, office.account("LEADER"))
    path = f"{LIST}{arrival.official.token}/viec/but-phe/"

    empty = client.post(path, {})
    given = client.post(
        path,
        {"opinion": "Giao Sở Xây dựng", "lead": f"a{office.department.pk}", "hours": "40"},
        follow=True,
    )
    sign_in(client, office.account("HEAD_OF_UNIT", at_department=True))
    listed = page(client, TASKS)

    assert "Ghi ý kiến chỉ đạo." in empty.content.decode()
    assert "Đã phân công." in given.content.decode()
    assert "V/v rà soát nhà ở xã hội" in listed


def test_task_pages_show_acts_by_power(client: Client) -> None:
    office = Office()
    assigned(office)
    task = Task.objects.get()
    sign_in(client, office.account("HEAD_OF_UNIT", at_department=True))

    shown = page(client, f"{TASKS}{task.token}/")
    evidence = SimpleUploadedFile("so-lieu.pdf", a_pdf("Số liệu"))
    noted = client.post(
        f"{TASKS}{task.token}/viec/tien-do/",
        {"text": "Đã xong một nửa", "percent": "50", "evidence": evidence},
        follow=True,
    ).content.decode()

    assert "Ghi tiến độ" in shown
    assert "Xác nhận hoàn thành" not in shown
    assert "Đã xong một nửa" in noted
    assert "so-lieu.pdf" in noted
    assert client.post(f"{TASKS}{task.token}/viec/xac-nhan/").status_code == 404
    assert client.get(f"{TASKS}{task.token}/viec/khong-co/").status_code == 404


def test_a_late_act_is_refused_with_words_and_nothing_is_lost(client: Client) -> None:
    office = Office()
    arrival = arrived(office, b"\xff\xd8\xff scan")
    sign_in(client, office.account("REGISTRAR"))

    refused = client.post(f"{LIST}{arrival.official.token}/viec/vao-so/")

    assert refused.status_code == 409
    assert "chưa đọc được chữ" in refused.content.decode()
    assert Arrival.objects.get().state == "ARRIVED"


def test_boards_and_directives_open_for_leaders(client: Client) -> None:
    office = Office()
    assigned(office)
    sign_in(client, office.account("LEADER"))
    directive = Directive.objects.get()

    assert "Sở Xây dựng" in page(client, f"{TASKS}theo-don-vi/")
    assert directive.title in page(client, "/can-bo/chi-dao/")
    assert "Rà soát và báo cáo" in page(client, f"/can-bo/chi-dao/{directive.token}/")
    given = client.post(
        "/can-bo/chi-dao/moi/",
        {"subject": "Họp", "opinion": "Đôn đốc", "lead": f"a{office.department.pk}"},
        follow=True,
    )
    assert "0 trên 1 nhiệm vụ" in given.content.decode()
    assert client.post("/can-bo/chi-dao/moi/", {"subject": "x"}).status_code == 400


def test_pages_are_closed_to_citizens_and_other_agencies(client: Client) -> None:
    office = Office()
    arrival = registered(office)
    token = arrival.official.token
    paths = (LIST, f"{LIST}{token}/", TASKS, "/can-bo/chi-dao/", "/can-bo/niem-phong/")
    for path in paths:
        assert client.get(path).status_code == 302
    with acting_as(SYSTEM):
        citizen = make_citizen()
        stranger = make_officer(make_agency("H10.09"), "REGISTRAR")
    sign_in(client, citizen)
    for path in paths:
        assert client.get(path).status_code == 403
    sign_in(client, stranger)
    for path in (f"{LIST}{token}/", f"{LIST}{token}/tai-goi/", f"{LIST}{token}/viec/vao-so/"):
        assert client.get(path).status_code == 404


def test_lists_cost_the_same_however_long(
    client: Client, django_assert_max_num_queries: object
) -> None:
    office = Office()
    sign_in(client, office.account("REGISTRAR"))
    page(client, LIST)
    for _ in range(3):
        arrived(office)
    with django_assert_max_num_queries(30) as few:  # type: ignore[operator] # a fixture
        page(client, LIST)
    for _ in range(8):
        arrived(office)

    with django_assert_max_num_queries(len(few.captured_queries)):  # type: ignore[operator] # a fixture
        page(client, LIST)


def test_following_is_switched_on_and_off(client: Client) -> None:
    office = Office()
    arrival = registered(office)
    sign_in(client, office.account("SPECIALIST"))
    path = f"{LIST}{arrival.official.token}/theo-doi/"

    client.post(path)
    on = arrival.official.followers.count()
    client.post(path)

    assert (on, arrival.official.followers.count()) == (1, 0)
    assert now() > AT
