"""E-mail leaves through a real SMTP server: retried when refused, never two letters in effect."""

import re
import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.conf import settings as settings_of_tests
from django.test import Client

from peers.mail.bounces import Bouncer
from peers.mail.server import MailPeer
from tinhso.core.outbox_relay import Outcome, send_all_due
from tinhso.identity.tests.factories import AT, make_citizen
from tinhso.notifications.models import ChannelDelivery, Notification
from tinhso.notifications.operations import TELLING
from tinhso.notifications.queries import wording_of
from tinhso.notifications.rules import Reason, State
from tinhso.notifications.tests.new_words import publish_new_words
from tinhso.notifications.tests.providers import deliver_report, running_mail, use_channels
from tinhso.notifications.tests.test_notify import CONTEXT, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail(settings: LazySettings) -> Iterator[MailPeer]:
    use_channels(settings, "email")
    settings.SITE_URL = "https://dichvucong.example"
    with running_mail(settings) as peer:
        yield peer


def relay(minutes: int = 1) -> list[Outcome]:
    send_all_due(destination=TELLING, at=AT + timedelta(minutes=minutes))
    return send_all_due(destination="email", at=AT + timedelta(minutes=minutes))


def delivery() -> ChannelDelivery:
    return ChannelDelivery.objects.get()


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

    assert relay(minutes=1) == [Outcome.LATER]
    assert mail.inbox.list_letters() == []
    assert relay(minutes=10) == [Outcome.SENT]
    assert relay(minutes=20) == []

    [letter] = mail.inbox.list_letters()
    assert letter.copies == 1


def test_a_letter_kept_before_the_line_broke_is_known_by_its_id(mail: MailPeer) -> None:
    tell(make_citizen().person_id)
    mail.control.set(mode="drop-after-storing", count=1)

    assert relay(minutes=1) == [Outcome.LATER]
    assert relay(minutes=10) == [Outcome.SENT]

    [letter] = mail.inbox.list_letters()
    assert letter.copies == 2
    assert letter.id == f"{delivery().reference}-0@tinhso.example"


@pytest.mark.parametrize(
    ("mode", "state", "reason"),
    [
        ("refuse-recipient", State.BOUNCED, Reason.ADDRESS_REFUSED),
        ("refuse-message", State.FAILED, Reason.MESSAGE_REFUSED),
    ],
)
def test_a_refusal_for_good_is_not_tried_again(
    mail: MailPeer, mode: str, state: State, reason: Reason
) -> None:
    tell(make_citizen().person_id)
    mail.control.set(mode=mode)

    assert relay() == [Outcome.SENT]
    assert (delivery().state, delivery().reason) == (state, reason)
    assert relay(minutes=60 * 24) == []


def test_a_letter_that_comes_back_later_is_bounced(mail: MailPeer, client: Client) -> None:
    tell(make_citizen().person_id)
    relay()
    bouncer = Bouncer("http://testserver", settings_of_tests.EMAIL_WEBHOOK_KEY)

    status = deliver_report(client, bouncer.report(f"<{delivery().reference}-0@tinhso.example>"))

    assert status == 200
    assert delivery().state == State.BOUNCED


def test_letters_of_progress_can_be_stopped_by_their_link(mail: MailPeer, client: Client) -> None:
    account = make_citizen()
    tell(account.person_id)
    relay()
    [letter] = mail.inbox.list_letters()
    address = re.search(r"https://dichvucong.example(/thong-bao/ngung-nhan/\S+)", letter.text)
    assert address is not None

    assert "Ngừng gửi" in client.get(address[1]).content.decode()
    assert client.post(address[1], {"List-Unsubscribe": "One-Click"}).status_code == 200
    tell(account.person_id, "second")
    relay(minutes=2)

    assert len(mail.inbox.list_letters()) == 1
    assert ChannelDelivery.objects.get(notification__idempotency_key="second").reason == (
        Reason.SWITCHED_OFF
    )


def test_legal_notices_carry_no_link_that_stops_them(mail: MailPeer) -> None:
    tell(make_citizen().person_id, template="result_issued")
    relay()

    assert "ngung-nhan" not in mail.inbox.list_letters()[0].text


def test_a_changed_link_stops_nothing(client: Client) -> None:
    assert client.get("/thong-bao/ngung-nhan/abc/").status_code == 404
    assert client.post("/thong-bao/ngung-nhan/abc/").status_code == 404


def test_a_published_template_writes_the_letter_and_old_ones_stay(mail: MailPeer) -> None:
    account = make_citizen()
    tell(account.person_id, "old")
    relay()
    publish_new_words("case_accepted", title_vi="Lời mới {{ case_code }}", at=AT)
    tell(account.person_id, "new")
    relay(minutes=2)

    told = {n.idempotency_key: n for n in Notification.objects.all()}
    assert told["old"].template_version == 1
    assert told["new"].template_version == 2
    assert told["new"].title_vi == "Lời mới H10.32.01-210601-0001"
    assert [letter.subject for letter in mail.inbox.list_letters()] == [
        told["new"].title_vi,
        told["old"].title_vi,
    ]


def test_a_silent_server_does_not_hold_the_relay(mail: MailPeer, settings: LazySettings) -> None:
    tell(make_citizen().person_id)
    settings.EMAIL_TIMEOUT = 0.2
    mail.control.set(mode="slow", delay_ms=1000, count=1)

    assert relay() == [Outcome.LATER]


def test_an_absent_server_is_tried_again(settings: LazySettings) -> None:
    tell(make_citizen().person_id)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", unused.getsockname()[1]

        assert relay() == [Outcome.LATER]


def test_what_left_is_kept_as_it_left(mail: MailPeer) -> None:
    tell(make_citizen().person_id)
    relay()
    kept = Notification.objects.get()

    kept.facts = {**kept.facts, "case_code": "another"}

    assert kept.title_vi == wording_of(kept, "vi").title == mail.inbox.list_letters()[0].subject
    assert "another" not in kept.body_vi + kept.body_en + wording_of(kept, "en").body


def test_a_person_without_address_is_told_in_the_app_only(mail: MailPeer) -> None:
    tell(make_citizen(email="").person_id)

    assert relay() == []
    assert mail.inbox.list_letters() == []
    assert delivery().reason == Reason.NO_ADDRESS
    assert Notification.objects.count() == 1


def test_letters_to_one_person_keep_their_order(mail: MailPeer) -> None:
    person_id = make_citizen().person_id
    tell(person_id, "first", template="case_filed")
    tell(person_id, "second")
    mail.control.set(mode="busy", count=1)

    assert relay(minutes=1) == [Outcome.LATER]
    relay(minutes=10)

    subjects = [letter.subject for letter in reversed(mail.inbox.list_letters())]
    assert subjects[0].startswith("Đã nhận hồ sơ")
    assert subjects[1].endswith("đã được tiếp nhận")
