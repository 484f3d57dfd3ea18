"""A board by mail: turns, one letter a turn by each reader's rights, retries, limits, stopping."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import Message

import pytest
from django.conf import LazySettings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from peers.mail.server import MailPeer
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.outbox_relay import Outcome, send_all_due
from tinhso.core.rls import acting_as
from tinhso.dashboards.models import Board, BoardLetter, BoardMailing, BoardRecipient
from tinhso.dashboards.operations import (
    BadRecipient,
    NotYourMailing,
    Planned,
    add_recipient,
    plan_mailing,
)
from tinhso.dashboards.operations.letters import (
    BOARD_MAIL,
    begin_turns,
    forget_contents,
    make_letter,
    waiting_letters,
)
from tinhso.dashboards.operations.mailing import stop_url
from tinhso.dashboards.rules.turns import Turns, next_turn
from tinhso.dashboards.tests.factories import AT, make_board, make_land
from tinhso.identity.models import OfficerAccount
from tinhso.identity.tests.factories import actor_of_account, make_officer, sign_in
from tinhso.indicators.tests.factories import Land
from tinhso.notifications.tests.providers import running_mail
from tinhso.orgs.tests.factories import make_agency

HERE = "/can-bo/dieu-hanh/dan-so/gui-thu/"
ADDRESS = "lanh.dao@binhphuoc.example"
DUE = AT + timedelta(days=1)


@given(
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]), st.integers(1, 7), st.integers(1, 28),
    st.integers(0, 23), st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001
)  # fmt: skip
def test_the_next_turn_is_the_first_after_a_moment(
    rhythm: str, weekday: int, day: int, hour: int, after: datetime
) -> None:
    turns = Turns(rhythm, weekday, day, hour)

    found = next_turn(turns, after)

    assert found > after
    assert (found.hour, found.minute) == (hour, 0)
    assert rhythm != "WEEKLY" or found.isoweekday() == weekday
    assert rhythm != "MONTHLY" or found.day == day
    assert found - after <= timedelta(days={"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31}[rhythm])


@pytest.fixture
def land() -> Land:
    return make_land()


@pytest.fixture
def account(land: Land) -> OfficerAccount:
    return make_officer(land.department, "LEADER")


@pytest.fixture
def mailing(land: Land, account: OfficerAccount) -> BoardMailing:
    board = make_board(land)
    actor = actor_of_account(account)
    with acting_as(actor):
        made = planned(board, actor, land.department.pk)
        add_recipient(
            mailing=made, person_id=account.person_id, address=ADDRESS, actor=actor, at=AT
        )
    return made


def planned(board: Board, actor: Actor, agency_id: int) -> BoardMailing:
    state = Planned("70", "MONTH", "AS_WAS", Turns("DAILY", hour=7))
    return plan_mailing(board=board, planned=state, agency_id=agency_id, actor=actor, at=AT)


@pytest.fixture
def mail(settings: LazySettings) -> Iterator[MailPeer]:
    settings.SITE_URL = "https://dichvucong.example"
    with running_mail(settings) as peer:
        yield peer


def made(*, at: datetime = DUE) -> list[BoardLetter]:
    with acting_as(SYSTEM):
        begin_turns(at=at)
        for letter_id in waiting_letters():
            make_letter(letter_id=letter_id, at=at)
        return list(BoardLetter.objects.order_by("pk"))


def relay(minutes: int = 1) -> list[Outcome]:
    return send_all_due(destination=BOARD_MAIL, at=DUE + timedelta(minutes=minutes))


def enclosed(peer: MailPeer) -> list[Message]:
    [letter] = peer.inbox.list_letters(ADDRESS)
    parts = message_from_bytes(letter.content).walk()
    return [part for part in parts if part.get_content_type() == "application/pdf"]


@pytest.mark.django_db
def test_a_turn_brings_one_letter_with_the_board_as_pdf(
    mailing: BoardMailing, mail: MailPeer
) -> None:
    assert made(at=AT) == []

    [letter] = made()
    assert made() == [letter]
    assert relay() == [Outcome.SENT]
    assert relay(20) == []

    [part] = enclosed(mail)
    [received] = mail.inbox.list_letters(ADDRESS)
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert content.startswith(b"%PDF")
    assert part.get_filename() == "dan-so-20260303.pdf"
    assert received.subject == "Dân số: Tỉnh, tháng 2/2026" or "Dân số: Tỉnh" in received.subject
    assert "/ngung-nhan-bang/" in received.text
    letter.refresh_from_db()
    assert (letter.state, letter.size) == ("SENT", len(content))


@pytest.mark.django_db
@pytest.mark.parametrize("mode", ["busy", "drop", "drop-after-storing"])
def test_a_server_that_falters_gets_the_same_letter_later(
    mailing: BoardMailing, mail: MailPeer, mode: str
) -> None:
    made()
    mail.control.set(mode=mode, count=1)

    assert relay() == [Outcome.LATER]
    assert relay(30) == [Outcome.SENT]

    assert len(enclosed(mail)) == 1
    assert BoardLetter.objects.get().state == "SENT"


@pytest.mark.django_db
def test_a_refusal_for_good_is_told_and_not_tried_again(
    mailing: BoardMailing, mail: MailPeer
) -> None:
    made()
    mail.control.set(mode="refuse-message")

    relay()

    assert relay(60) == []
    assert BoardLetter.objects.get().state == "REFUSED"


@pytest.mark.django_db
def test_what_is_too_large_is_led_to_behind_the_sign_in(
    mailing: BoardMailing, mail: MailPeer, settings: Settings, client: Client,
    account: OfficerAccount,
) -> None:  # fmt: skip
    settings.EMAIL_MOST_ENCLOSED_BYTES = 1000
    [letter] = made()
    relay()

    [received] = mail.inbox.list_letters(ADDRESS)
    path = f"/can-bo/dieu-hanh/thu/{letter.token}.pdf"
    assert enclosed(mail) == []
    assert f"https://dichvucong.example{path}" in received.text
    assert client.get(path).status_code == 302
    sign_in(client, make_officer(mailing.agency, "LEADER"))
    assert client.get(path).status_code == 404
    sign_in(client, account)
    assert client.get(path).content.startswith(b"%PDF")
    with acting_as(SYSTEM):
        assert forget_contents(at=DUE + timedelta(days=31)) == 1
    assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_who_may_not_open_the_board_any_more_gets_nothing(
    mailing: BoardMailing, mail: MailPeer
) -> None:
    with acting_as(SYSTEM):
        other = make_agency("H10.77", area=mailing.agency.area)
        Board.objects.update(audience="READERS", owner=other)

    [letter] = made()

    assert letter.state == "NO_ACCESS"
    assert relay() == []


@pytest.mark.django_db
def test_a_reader_stops_the_mailing_without_signing_in(
    mailing: BoardMailing, mail: MailPeer, client: Client
) -> None:
    made()
    path = stop_url(BoardRecipient.objects.get()).removeprefix("https://dichvucong.example")
    assert "Ngừng gửi" in client.get(path).content.decode()
    assert BoardRecipient.objects.get().stopped_at is None

    assert "Đã ngừng gửi thư" in client.post(path).content.decode()

    relay()
    assert mail.inbox.list_letters(ADDRESS) == []
    assert BoardLetter.objects.get().state == "STOPPED"
    assert len(made(at=DUE + timedelta(days=2))) == 1
    assert client.post(f"{path[:-1]}x/").status_code == 404


@pytest.mark.django_db
def test_recipients_work_for_the_agency_and_have_an_address(
    mailing: BoardMailing, land: Land, account: OfficerAccount
) -> None:
    actor = actor_of_account(account)
    outsider = make_officer(land.other, "LEADER")
    stranger = actor_of_account(outsider)
    with acting_as(actor):
        for person_id, address in ((outsider.person_id, ADDRESS), (account.person_id, "x")):
            with pytest.raises(BadRecipient):
                add_recipient(
                    mailing=mailing, person_id=person_id, address=address, actor=actor, at=AT
                )
    with acting_as(stranger):
        with pytest.raises(NotYourMailing):
            planned(mailing.board, stranger, land.department.pk)
        assert not BoardMailing.objects.exists()
        assert not BoardRecipient.objects.exists()
        assert not BoardLetter.objects.exists()


@pytest.mark.django_db
def test_a_schedule_is_made_looked_at_and_paused_on_screen(
    client: Client, land: Land, account: OfficerAccount
) -> None:
    make_board(land)
    sign_in(client, account)
    assert "Gửi PDF qua thư theo lịch" in client.get(HERE.removesuffix("gui-thu/")).content.decode()
    given = {
        "rhythm": "WEEKLY", "weekday": "1", "day": "1", "hour": "6",
        "person": account.person_id, "address": ADDRESS,
    }  # fmt: skip
    assert client.post(HERE, {**given, "address": "x"}).status_code == 422

    page = client.post(f"{HERE}?vung=689&ky=QUARTER", given, follow=True).content.decode()

    assert "Thứ Hai hằng tuần lúc 6 giờ" in page
    assert "Thành phố · Theo quý" in page
    assert ADDRESS not in page
    mailing = BoardMailing.objects.get()
    base = f"{HERE}{mailing.pk}/"
    assert "Đang lập và gửi thư" in client.post(f"{base}gui-ngay/", follow=True).content.decode()
    assert "Đang tạm dừng" in client.post(f"{base}bat-tat/", follow=True).content.decode()
    recipient = BoardRecipient.objects.get()
    client.post(f"{base}bo/{recipient.pk}/")
    recipient.refresh_from_db()
    assert recipient.stopped_at is not None
    assert "hằng tuần" in client.get(HERE).content.decode()
    sign_in(client, make_officer(land.other, "LEADER"))
    assert client.get(base).status_code == 404
    assert {client.post(f"{base}{act}").status_code for act in ("gui-ngay/", "bat-tat/")} == {404}
