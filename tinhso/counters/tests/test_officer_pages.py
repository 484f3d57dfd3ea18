"""Clerks' and heads' pages through HTTP, each success beside its refusal."""

from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tinhso.core.actors import Actor
from tinhso.core.clock import now
from tinhso.counters.models import Counter, QueueUnit, Service, Ticket, TicketState
from tinhso.counters.tests.factories import (
    AT,
    make_centre,
    make_counter,
    make_open_counter,
    make_service,
    make_unit,
    minutes,
    take,
)
from tinhso.identity.tests.factories import make_citizen, make_officer, sign_in

pytestmark = pytest.mark.django_db
DESK = "/can-bo/quay/"
HEAD_PAGES = (
    "/quan-tri/hang-cho/",
    "/quan-tri/hang-cho/cai-dat/",
    "/quan-tri/hang-cho/linh-vuc/",
    "/quan-tri/hang-cho/quay/",
    "/quan-tri/hang-cho/ma-qr/",
    "/quan-tri/hang-cho/thong-ke/",
    "/quan-tri/hang-cho/thong-ke.xlsx",
)


def signed_in(client: Client, unit: QueueUnit, role: str = "CLERK") -> Actor:
    return sign_in(client, make_officer(unit.agency, role))


def press(client: Client, what: str, **values: object) -> str:
    response = client.post(f"{DESK}{what}/", values, follow=True)
    assert response.status_code == 200, (what, response.status_code)
    return response.content.decode()


def test_clerk_serves_a_person_from_call_to_finish(client: Client) -> None:
    unit = make_unit()
    service = make_service(unit)
    counter = make_counter(unit, service, number=5)
    signed_in(client, unit)
    ticket = take(unit, service, now(), phone="0900000101")

    assert "Mở quầy 5" in client.get(DESK).content.decode()
    press(client, "mo", counter=counter.pk)
    called = press(client, "goi-tiep")
    shown = press(client, "xem-dien-thoai", ticket=ticket.pk)
    press(client, "goi-lai", ticket=ticket.pk)
    serving = press(client, "bat-dau", ticket=ticket.pk)
    press(client, "xong", ticket=ticket.pk)

    assert "090…101" in called
    assert "0900000101" not in called
    assert "0900000101" in shown
    assert "/can-bo/nop-tai-quay/" in serving
    assert Ticket.objects.get().state == TicketState.FINISHED


def test_clerk_rests_closes_recalls_and_passes_on(client: Client) -> None:
    unit = make_unit()
    civil, land = make_service(unit, "A"), make_service(unit, "B", name="Đất đai")
    counter = make_counter(unit, civil, number=5)
    other, _ = make_open_counter(unit, civil)
    signed_in(client, unit)
    ticket = take(unit, civil, now())
    press(client, "mo", counter=counter.pk)

    press(client, "goi-tiep")
    press(client, "vang-mat", ticket=ticket.pk)
    press(client, "goi-vang", ticket=ticket.pk)
    press(client, "chuyen", ticket=ticket.pk, to=f"nhom-{land.pk}")
    assert Ticket.objects.get().service_id == land.pk
    press(client, "nghi")
    assert "Không ai được gọi" in client.get(f"{DESK}noi-dung/").content.decode()
    press(client, "tiep-tuc")
    press(client, "dong")

    assert Counter.objects.get(pk=counter.pk).clerk_id is None
    assert other.clerk_id is not None


def test_press_that_came_too_late_is_explained_and_undone(client: Client) -> None:
    unit = make_unit()
    counter = make_counter(unit, make_service(unit), number=5)
    signed_in(client, unit)
    press(client, "mo", counter=counter.pk)

    assert "Không còn ai chờ" in press(client, "goi-tiep")


@pytest.mark.parametrize(
    ("what", "values"),
    [
        ("goi-tiep", {}),
        ("mo", {"counter": "0"}),
        ("mo", {"counter": "x"}),
        ("khong-co", {}),
        ("xong", {"ticket": "1"}),
    ],
)
def test_press_without_counter_ticket_or_sense_is_not_found(
    client: Client, what: str, values: dict[str, str]
) -> None:
    signed_in(client, make_unit())

    assert client.post(f"{DESK}{what}/", values).status_code == 404


def test_clerk_of_another_unit_finds_neither_counter_nor_ticket(client: Client) -> None:
    unit, other = make_unit(), make_unit(make_centre("H10.32.90"))
    service = make_service(unit)
    counter = make_counter(unit, service)
    own = make_counter(other, make_service(other), number=9)
    ticket = take(unit, service, now())
    signed_in(client, other)

    assert client.post(f"{DESK}mo/", {"counter": counter.pk}).status_code == 404
    press(client, "mo", counter=own.pk)
    assert client.post(f"{DESK}xong/", {"ticket": ticket.pk}).status_code == 404


def test_agency_without_queue_says_so(client: Client) -> None:
    sign_in(client, make_officer(make_centre(), "CLERK"))

    assert "chưa dùng hàng chờ" in client.get(DESK).content.decode()
    assert client.get(f"{DESK}noi-dung/").status_code == 404


@pytest.mark.parametrize("address", [DESK, f"{DESK}noi-dung/", *HEAD_PAGES])
def test_strangers_and_citizens_do_not_get_in(client: Client, address: str) -> None:
    make_unit()

    assert client.get(address).status_code == 302
    sign_in(client, make_citizen())
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("address", HEAD_PAGES)
def test_clerk_does_not_arrange_the_unit(client: Client, address: str) -> None:
    signed_in(client, make_unit())

    assert client.get(address).status_code == 403


@pytest.mark.parametrize("address", HEAD_PAGES)
def test_head_opens_every_page(client: Client, address: str) -> None:
    signed_in(client, make_unit(), "LEADER")

    assert client.get(address).status_code == 200


def test_head_begins_a_queue_with_services_and_counters(client: Client) -> None:
    sign_in(client, make_officer(make_centre(), "LEADER"))

    client.post("/quan-tri/hang-cho/bat/")
    client.post(
        "/quan-tri/hang-cho/linh-vuc/",
        {
            "letter": "b",
            "name": " Đất  đai ",
            "slot_capacity": 2,
            "sort_order": 1,
            "is_active": "on",
        },
    )
    service = Service.objects.get()
    client.post(
        "/quan-tri/hang-cho/quay/", {"number": 4, "services": [service.pk], "is_active": "on"}
    )

    assert (service.letter, service.name) == ("B", "Đất đai")
    assert list(Counter.objects.get().services.all()) == [service]
    assert "Quầy 4" in client.get("/quan-tri/hang-cho/").content.decode()


def test_letter_and_number_are_used_once(client: Client) -> None:
    unit = make_unit()
    service = make_service(unit)
    make_counter(unit, service, number=4)
    signed_in(client, unit, "LEADER")
    asked = {"name": "X", "slot_capacity": 0, "sort_order": 0}

    letter = client.post("/quan-tri/hang-cho/linh-vuc/", {**asked, "letter": "A"})
    strange = client.post("/quan-tri/hang-cho/linh-vuc/", {**asked, "letter": "Đ"})
    number = client.post("/quan-tri/hang-cho/quay/", {"number": 4, "services": [service.pk]})

    assert "đã dùng cho lĩnh vực khác" in letter.content.decode()
    assert "từ A đến Z" in strange.content.decode()
    assert "Số quầy này đã có" in number.content.decode()
    assert Service.objects.count() == Counter.objects.count() == 1


def test_head_of_another_unit_changes_nothing_here(client: Client) -> None:
    unit, other = make_unit(), make_unit(make_centre("H10.32.90"))
    service = make_service(unit)
    counter = make_counter(unit, service)
    signed_in(client, other, "LEADER")

    assert client.get(f"/quan-tri/hang-cho/linh-vuc/{service.pk}/").status_code == 404
    assert client.get(f"/quan-tri/hang-cho/quay/{counter.pk}/").status_code == 404


def test_kiosk_address_is_renewed_on_request(client: Client) -> None:
    unit = make_unit()
    signed_in(client, unit, "LEADER")
    asked = {"is_open": "on", "slot_minutes": 30, "days_ahead": 14}

    client.post("/quan-tri/hang-cho/cai-dat/", asked)
    assert QueueUnit.objects.get().kiosk_token == unit.kiosk_token
    client.post("/quan-tri/hang-cho/cai-dat/", {**asked, "renews_kiosk": "on"})

    assert client.get(f"/may-lay-so/{unit.kiosk_token}/").status_code == 404
    refused = client.post("/quan-tri/hang-cho/cai-dat/", {**asked, "slot_minutes": 1})
    assert "từ 5 đến 240" in refused.content.decode()


def test_statistics_of_a_day_on_screen_and_in_the_workbook(client: Client) -> None:
    unit = make_unit()
    service = make_service(unit)
    counter, _ = make_open_counter(unit, service)
    for waited, served in ((4, 10), (6, 20)):
        ticket = take(unit, service, AT)
        Ticket.objects.filter(pk=ticket.pk).update(
            state="FINISHED",
            counter=counter,
            called_at=minutes(waited),
            first_called_at=minutes(waited),
            started_at=minutes(waited),
            ended_at=minutes(waited + served),
        )
    take(unit, service, AT)
    signed_in(client, unit, "LEADER")

    shown = client.get("/quan-tri/hang-cho/thong-ke/?ngay=2021-06-01").content.decode()
    book = client.get("/quan-tri/hang-cho/thong-ke.xlsx?ngay=2021-06-01")

    assert "5,0" in shown
    assert "15,0" in shown
    rows = CalamineWorkbook.from_filelike(BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert rows[1][1:] == [3, 2, 0, 0, 5, 15]


def test_menu_shows_the_queue_only_where_there_is_one(client: Client) -> None:
    unit = make_unit()
    signed_in(client, unit)
    stranger = Client()
    sign_in(stranger, make_officer(make_centre("H10.14", kind="DEPARTMENT"), "CLERK"))

    assert 'href="/can-bo/quay/"' in client.get("/can-bo/").content.decode()
    assert 'href="/can-bo/quay/"' not in stranger.get("/can-bo/").content.decode()
