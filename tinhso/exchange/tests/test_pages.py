"""The administrator's pages: monitor, connector, log, one message, comparison; refusals."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from peers.national_portal.server import NationalPortal
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.exchange.models import ConnectorState, EventKind, Message, Reconciliation
from tinhso.exchange.rules import State
from tinhso.exchange.tests.pipe import AT, PORTAL, again, relay, send_state, told
from tinhso.identity.models import AccessLog
from tinhso.identity.tests.factories import make_officer, make_person, sign_in
from tinhso.orgs.tests.factories import make_agency

pytestmark = pytest.mark.django_db
ROOT = "/quan-tri/ket-noi/"


@pytest.fixture
def keeper(client: Client, db: None) -> Client:
    sign_in(client, make_officer(make_agency(), role="ADMINISTRATOR"))
    return client


@pytest.fixture
def dead(portal: NationalPortal) -> Message:
    told(portal, mode="refuse", count=1)
    message = send_state()
    relay(AT)
    return again(message)


def test_the_monitor_lists_every_connector_in_few_queries(
    keeper: Client, dead: Message, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(28):
        page = keeper.get(ROOT).content.decode()

    for name in ("Cổng Dịch vụ công quốc gia", "Trục liên thông văn bản", "VNeID", "thanh toán"):
        assert name in page
    assert "Có thông điệp hỏng" in page


@pytest.mark.parametrize(
    "path", ["", f"{PORTAL}/", "thong-diep/", f"{PORTAL}/doi-soat/", "axis/", "national-id/"]
)
def test_pages_open_for_an_administrator_only(keeper: Client, path: str) -> None:
    assert keeper.get(ROOT + path).status_code == 200

    other = Client()
    sign_in(other, make_officer(make_agency("H10.15"), role="LEADER"))
    assert other.get(ROOT + path).status_code == 403
    assert Client().get(ROOT + path).status_code == 302


@pytest.mark.parametrize("path", ["khong-co/", "axis/doi-soat/", f"thong-diep/{'2' * 26}/"])
def test_what_does_not_exist_is_not_found(keeper: Client, path: str) -> None:
    assert keeper.get(ROOT + path).status_code == 404


def test_the_log_is_narrowed_and_paged(keeper: Client, dead: Message) -> None:
    for number in range(25):
        send_state(f"n{number}")

    first = keeper.get(f"{ROOT}thong-diep/").content.decode()
    assert first.count("case:n") == 20
    assert "trang=" in first
    only = keeper.get(f"{ROOT}thong-diep/?muc=hong&ket_noi={PORTAL}&chieu=OUT").content.decode()
    assert "case:c1" in only
    assert "case:n" not in only
    assert "case:n7" in keeper.get(f"{ROOT}thong-diep/?q=case:n7").content.decode()
    assert "Không có thông điệp" in keeper.get(f"{ROOT}thong-diep/?q=zzz").content.decode()
    assert keeper.get(f"{ROOT}thong-diep/?trang=x").status_code == 302


def test_a_dead_letter_is_replayed_from_its_page(
    keeper: Client, dead: Message, portal: NationalPortal
) -> None:
    path = f"{ROOT}thong-diep/{dead.token}/"
    assert "refused on command" in keeper.get(path).content.decode()

    keeper.post(f"{path}lam-lai/", follow=True)
    assert again(dead).state == State.WAITING
    told_again = keeper.post(f"{path}lam-lai/", follow=True).content.decode()
    assert "không bị hỏng" in told_again


def test_all_dead_letters_are_replayed_from_the_connectors_page(
    keeper: Client, dead: Message
) -> None:
    page = keeper.post(f"{ROOT}{PORTAL}/lam-lai/", follow=True).content.decode()

    assert "Đã cho làm lại 1 thông điệp" in page
    assert again(dead).state == State.WAITING


def test_a_body_opens_with_a_reason_only_and_the_person_sees_who_looked(
    keeper: Client, portal: NationalPortal
) -> None:
    message, person = send_state(), make_person()
    with acting_as(SYSTEM):
        Message.objects.filter(pk=message.pk).update(person_id=person.pk)
    path = f"{ROOT}thong-diep/{message.token}/"

    assert "Minh Họa" not in keeper.get(path).content.decode()
    refused = keeper.post(f"{path}noi-dung/", {"purpose": "xem"})
    assert refused.status_code == 422
    opened = keeper.post(f"{path}noi-dung/", {"purpose": "Đối chiếu phản ánh của người dân"})

    assert "Minh Họa" in opened.content.decode()
    with acting_as(SYSTEM):
        assert AccessLog.objects.get(person=person).reference == f"exchange:{message.token}"
        assert message.events.filter(kind=EventKind.LOOKED_AT).count() == 1


def test_switches_are_kept(keeper: Client) -> None:
    keeper.post(f"{ROOT}{PORTAL}/", {"is_held": "on"})
    assert ConnectorState.objects.get(code=PORTAL).is_held

    keeper.post(f"{ROOT}{PORTAL}/", {})
    assert not ConnectorState.objects.get(code=PORTAL).is_held


def test_a_resting_partner_is_asked_again_at_once(keeper: Client, portal: NationalPortal) -> None:
    ConnectorState.objects.create(
        code=PORTAL, failure_count=5, rests_until=AT.replace(year=2999), last_error="status 503"
    )
    assert "Thử lại ngay" in keeper.get(f"{ROOT}{PORTAL}/").content.decode()

    keeper.post(f"{ROOT}{PORTAL}/thu-lai/")

    assert ConnectorState.objects.get(code=PORTAL).rests_until is None


def test_contracts_are_shown_as_text(keeper: Client) -> None:
    shown = keeper.get(f"{ROOT}{PORTAL}/hop-dong/0/")

    assert shown["Content-Type"].startswith("text/plain")
    assert '"openapi": "3.1.0"' in shown.content.decode()
    assert keeper.get(f"{ROOT}{PORTAL}/hop-dong/99/").status_code == 404


def test_accounts_are_compared_from_the_page(keeper: Client, portal: NationalPortal) -> None:
    send_state()
    relay(AT)

    page = keeper.post(f"{ROOT}{PORTAL}/doi-soat/", follow=True).content.decode()
    assert "Hai bên khớp nhau" in page
    portal.books.taken.clear()
    page = keeper.post(f"{ROOT}{PORTAL}/doi-soat/", follow=True).content.decode()
    assert "Ta đã gửi nhưng bên kia không có" in page
    told(portal, mode="down")
    page = keeper.post(f"{ROOT}{PORTAL}/doi-soat/", follow=True).content.decode()
    assert "Bên kia không trả lời" in page
    assert Reconciliation.objects.count() == 3
