"""A visitor's phone and the machines in the hall, through HTTP; strangers and limits refused."""

import pytest
from django.test import Client

from tinhso.core.rls import acting_as
from tinhso.counters.models import Ticket, TicketState
from tinhso.counters.operations import act_on_ticket, call_next
from tinhso.counters.tests.factories import (
    AT,
    make_centre,
    make_open_counter,
    make_priority,
    make_service,
    make_unit,
    take,
)

pytestmark = pytest.mark.django_db
QUEUE = "/lay-so/H10.01.01/"


def page(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_visitor_takes_a_number_and_finds_it_again(client: Client) -> None:
    make_service(make_unit())
    make_priority()

    assert "Hộ tịch, chứng thực" in page(client, QUEUE)
    response = client.post(f"{QUEUE}A/", {"priority": "ELDERLY", "phone": "0900000101"})

    ticket = Ticket.objects.get()
    assert response.headers["Location"] == f"/phieu-so/{ticket.token}/"
    assert ticket.priority_id == "ELDERLY"
    assert "A001" in page(client, response.headers["Location"])
    assert "A001" in page(client, QUEUE)
    assert "A001" not in page(Client(), QUEUE)


def test_wrong_phone_number_is_said_beside_it_and_nothing_is_taken(client: Client) -> None:
    make_service(make_unit())

    response = client.post(f"{QUEUE}A/", {"priority": "", "phone": "12"})

    assert "bắt đầu bằng 0" in response.content.decode()
    assert not Ticket.objects.exists()


def test_third_number_is_refused_with_advice(client: Client) -> None:
    make_service(make_unit())
    for _ in range(2):
        client.post(f"{QUEUE}A/", {"priority": ""})

    response = client.post(f"{QUEUE}A/", {"priority": ""})

    assert "Bạn đang giữ đủ số rồi" in response.content.decode()
    assert Ticket.objects.count() == 2


def test_forged_visitor_cookie_is_a_new_visitor(client: Client) -> None:
    make_service(make_unit())
    client.cookies["tinhso_visitor"] = "forged"

    assert client.post(f"{QUEUE}A/", {"priority": ""}).status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "/lay-so/H10.99/",
        "/lay-so/H10.14/",
        "/phieu-so/abc/",
        f"/phieu-so/{'2' * 26}/trang-thai/",
        f"/may-lay-so/{'2' * 26}/",
        "/bang-goi-so/H10.14/",
    ],
)
def test_unknown_units_tickets_and_kiosks_are_not_found(client: Client, address: str) -> None:
    make_unit()

    assert client.get(address).status_code == 404


def test_closed_unit_says_when_it_opens(client: Client) -> None:
    make_service(make_unit(is_open=False))

    assert "Hiện chưa phát số" in page(client, QUEUE)
    response = client.post(f"{QUEUE}A/", {"priority": ""})
    assert "Hiện chưa phát số" in response.content.decode()


def test_ticket_page_follows_its_ticket(client: Client) -> None:
    unit = make_unit()
    service = make_service(unit)
    counter, clerk = make_open_counter(unit, service)
    client.post(f"{QUEUE}A/", {"priority": ""})
    client.post(f"{QUEUE}A/", {"priority": ""})
    first, second = Ticket.objects.order_by("number")

    assert "<strong>1</strong> người trước bạn" in page(client, f"/phieu-so/{second.token}/")
    with acting_as(clerk):
        ticket = call_next(counter=counter, actor=clerk, at=first.taken_at)
    assert f"Mời đến quầy <strong>{counter.number}</strong>" in page(
        client, f"/phieu-so/{first.token}/trang-thai/"
    )
    assert "Bạn là người tiếp theo" in page(client, f"/phieu-so/{second.token}/trang-thai/")
    with acting_as(clerk):
        act_on_ticket(counter=counter, ticket=ticket, act="NO_SHOW", actor=clerk, at=first.taken_at)
    assert "không có mặt" in page(client, f"/phieu-so/{first.token}/trang-thai/")


def test_changing_part_is_never_kept_and_brings_a_fresh_address(client: Client) -> None:
    make_service(make_unit())
    client.post(f"{QUEUE}A/", {"priority": ""})
    ticket = Ticket.objects.get()

    response = client.get(f"/phieu-so/{ticket.token}/trang-thai/")

    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Live-Address"].startswith("/live/events?token=")
    assert "<html" not in response.content.decode()


def test_visitor_cancels_but_not_after_the_call(client: Client) -> None:
    unit = make_unit()
    service = make_service(unit)
    counter, clerk = make_open_counter(unit, service)
    client.post(f"{QUEUE}A/", {"priority": ""})
    client.post(f"{QUEUE}A/", {"priority": ""})
    first, second = Ticket.objects.order_by("number")
    with acting_as(clerk):
        call_next(counter=counter, actor=clerk, at=first.taken_at)

    client.post(f"/phieu-so/{first.token}/huy/")
    client.post(f"/phieu-so/{second.token}/huy/")

    states = Ticket.objects.order_by("number").values_list("state", flat=True)
    assert list(states) == [TicketState.CALLED, TicketState.CANCELLED]
    assert client.get(f"/phieu-so/{first.token}/huy/").status_code == 405


def test_kiosk_gives_a_ticket_to_print_in_two_presses(client: Client) -> None:
    unit = make_unit()
    make_service(unit)
    kiosk = f"/may-lay-so/{unit.kiosk_token}/"

    assert f"{kiosk}nhom-A/" in page(client, kiosk)
    response = client.post(f"{kiosk}nhom-A/", {"priority": ""})

    printed = page(client, response.headers["Location"])
    assert "A001" in printed
    assert "data-print-now" in printed


def test_kiosk_speaks_the_language_chosen_on_it_whatever_the_cookie(client: Client) -> None:
    unit = make_unit()
    make_service(unit)
    client.cookies["tinhso_language"] = "en"
    kiosk = f"/may-lay-so/{unit.kiosk_token}/"

    assert 'lang="vi"' in page(client, kiosk)
    assert "Civil status" in page(client, f"{kiosk}?ngon-ngu=en")


def test_kiosk_shows_no_ticket_of_another_unit(client: Client) -> None:
    unit, other = make_unit(), make_unit(make_centre("H10.32.90"))
    ticket = take(other, make_service(other))

    response = client.get(f"/may-lay-so/{unit.kiosk_token}/phieu/{ticket.token}/")

    assert response.status_code == 302


def test_display_shows_who_is_called_and_nothing_about_people(client: Client) -> None:
    unit = make_unit()
    service = make_service(unit)
    counter, clerk = make_open_counter(unit, service)
    take(unit, service, phone="0900000101")
    with acting_as(clerk):
        call_next(counter=counter, actor=clerk, at=AT)

    shown = page(client, "/bang-goi-so/H10.01.01/")

    assert "Bật âm thanh" in shown
    assert "0900000101" not in shown
    assert clerk.name not in shown


@pytest.mark.parametrize("people", [1, 30])
def test_pages_ask_the_database_as_often_however_many_wait(
    client: Client, people: int, django_assert_max_num_queries: object
) -> None:
    unit = make_unit()
    services = [make_service(unit, letter) for letter in "ABCDE"]
    for number in range(3):
        make_open_counter(unit, *services[number:])
    for number in range(people):
        take(unit, services[number % 5])

    with django_assert_max_num_queries(24):  # type: ignore[operator] # pytest-django's fixture
        page(client, "/bang-goi-so/H10.01.01/noi-dung/")
