"""E-mail leaves through a real SMTP server: retried when refused, never two letters in effect."""

import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import LazySettings

from peers.mail.server import MailPeer, start
from tinhso.core.models import OutboxMessage
from tinhso.core.outbox_relay import Outcome, send_all_due
from tinhso.identity.tests.factories import AT, make_citizen
from tinhso.notifications.gateways import EMAIL
from tinhso.notifications.models import Notification
from tinhso.notifications.queries import wording_of
from tinhso.notifications.tests.test_notify import CONTEXT, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail(settings: LazySettings) -> Iterator[MailPeer]:
    peer = start(0, 0)
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = (
        "127.0.0.1",
        peer.smtp_port,
        5,
    )
    settings.SITE_URL = "https://dichvucong.example"
    yield peer
    peer.stop()


def relay(minutes: int = 1) -> list[Outcome]:
    return send_all_due(destination=EMAIL, at=AT + timedelta(minutes=minutes))


def test_the_letter_arrives_in_the_persons_language(mail: MailPeer) -> None:
    tell(make_citizen(email="lan.anh@congdan.example").person_id)

    outcomes = relay()

    [letter] = mail.inbox.list_letters("lan.anh@congdan.example")
    assert outcomes == [Outcome.SENT]
    assert letter.subject == "Hồ sơ H10.32.01-210601-0001 đã được tiếp nhận"
    assert "Kính gửi Nguyễn Thị Lan Anh," in letter.text
    assert "https://dichvucong.example/ho-so/abc/" in letter.text
    assert "https://dichvucong.example/ho-so/abc/" in letter.html


def test_english_readers_get_english(mail: MailPeer) -> None:
    tell(make_citizen(language="en").person_id)
    relay()

    [letter] = mail.inbox.list_letters()
    assert letter.subject == "Application H10.32.01-210601-0001 has been accepted"
    assert "Dear Nguyễn Thị Lan Anh," in letter.text


def test_nothing_in_a_letter_becomes_markup(mail: MailPeer) -> None:
    tell(make_citizen(full_name="<b>An</b>").person_id)
    relay()

    [letter] = mail.inbox.list_letters()
    assert "&lt;b&gt;An&lt;/b&gt;" in letter.html
    assert "<b>An</b>" in letter.text


def test_a_line_break_in_a_name_adds_no_header(mail: MailPeer) -> None:
    context = {**CONTEXT, "case_code": "H1\nBcc: x@evil.example"}
    tell(make_citizen().person_id, context=context)
    relay()

    letters = mail.inbox.list_letters()
    assert not mail.inbox.list_letters("x@evil.example")
    assert all(len(letter.recipients) == 1 for letter in letters)


@pytest.mark.parametrize("mode", ["busy", "drop"])
def test_a_refusing_server_gets_the_letter_later_once(mail: MailPeer, mode: str) -> None:
    tell(make_citizen().person_id)
    mail.control.set(mode=mode, count=1)

    assert relay(minutes=1) == [Outcome.RETRY]
    assert mail.inbox.list_letters() == []
    assert relay(minutes=10) == [Outcome.SENT]
    assert relay(minutes=20) == []

    [letter] = mail.inbox.list_letters()
    assert letter.copies == 1


def test_a_letter_kept_before_the_line_broke_is_known_by_its_id(mail: MailPeer) -> None:
    tell(make_citizen().person_id)
    mail.control.set(mode="drop-after-storing", count=1)

    assert relay(minutes=1) == [Outcome.RETRY]
    assert relay(minutes=10) == [Outcome.SENT]

    [letter] = mail.inbox.list_letters()
    assert letter.copies == 2
    assert letter.id == "email.case.1.accepted@tinhso.example"


@pytest.mark.parametrize("mode", ["refuse-recipient", "refuse-message"])
def test_a_refusal_for_good_is_not_tried_again(mail: MailPeer, mode: str) -> None:
    tell(make_citizen().person_id)
    mail.control.set(mode=mode)

    assert relay() == [Outcome.DEAD]
    assert OutboxMessage.objects.get().state == "DEAD"


def test_a_silent_server_does_not_hold_the_relay(mail: MailPeer, settings: LazySettings) -> None:
    tell(make_citizen().person_id)
    settings.EMAIL_TIMEOUT = 0.2
    mail.control.set(mode="slow", delay_ms=1000, count=1)

    assert relay() == [Outcome.RETRY]


def test_an_absent_server_is_tried_again(settings: LazySettings) -> None:
    tell(make_citizen().person_id)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", unused.getsockname()[1]

        assert relay() == [Outcome.RETRY]


def test_what_left_is_kept_as_it_left(mail: MailPeer) -> None:
    tell(make_citizen().person_id)
    relay()
    kept = Notification.objects.get()

    kept.facts = {**kept.facts, "case_code": "another"}

    assert kept.title_vi == wording_of(kept, "vi").title == mail.inbox.list_letters()[0].subject
    assert "another" not in kept.body_vi + kept.body_en + wording_of(kept, "en").body


def test_a_person_without_address_is_told_in_the_app_only(mail: MailPeer) -> None:
    tell(make_citizen(email="").person_id)

    assert relay() == [Outcome.SENT]
    assert mail.inbox.list_letters() == []
    assert Notification.objects.count() == 1


def test_letters_to_one_person_keep_their_order(mail: MailPeer) -> None:
    person_id = make_citizen().person_id
    tell(person_id, "first", template="case_filed")
    tell(person_id, "second")
    mail.control.set(mode="busy", count=1)

    assert relay(minutes=1) == [Outcome.RETRY]
    relay(minutes=10)

    subjects = [letter.subject for letter in reversed(mail.inbox.list_letters())]
    assert subjects[0].startswith("Đã nhận hồ sơ")
    assert subjects[1].endswith("đã được tiếp nhận")
