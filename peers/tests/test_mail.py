"""The mail peer takes letters over SMTP, shows them, and misbehaves only when told to."""

import json
import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

from peers.mail.server import MailPeer, start


@pytest.fixture
def peer() -> Iterator[MailPeer]:
    running = start(0, 0)
    yield running
    running.stop()


def letter(message_id: str = "<one@tinhso.example>") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "khong-tra-loi@tinhso.example"
    message["To"] = "lan.anh@congdan.example"
    message["Subject"] = "Hồ sơ đã được tiếp nhận"
    message["Message-ID"] = message_id
    message.set_content("Kính gửi chị Nguyễn Thị Lan Anh")
    return message


def send(peer: MailPeer, message: EmailMessage | None = None, timeout: float = 5) -> None:
    with smtplib.SMTP("127.0.0.1", peer.smtp_port, timeout=timeout) as smtp:
        smtp.send_message(message or letter())


def get(peer: MailPeer, path: str) -> str:
    with urlopen(f"http://127.0.0.1:{peer.web_port}{path}", timeout=5) as response:
        return str(response.read().decode())


def control(peer: MailPeer, **settings: object) -> dict[str, object]:
    address = f"http://127.0.0.1:{peer.web_port}/control"
    request = Request(address, json.dumps(settings).encode(), method="POST")
    with urlopen(request, timeout=5) as response:  # noqa: S310
        return dict(json.load(response))


def test_a_letter_arrives_with_its_diacritics(peer: MailPeer) -> None:
    send(peer)

    [arrived] = json.loads(get(peer, "/letters?to=lan.anh@congdan.example"))

    assert arrived["subject"] == "Hồ sơ đã được tiếp nhận"
    assert "Nguyễn Thị Lan Anh" in arrived["text"]


def test_another_recipient_sees_no_letter(peer: MailPeer) -> None:
    send(peer)

    assert json.loads(get(peer, "/letters?to=ai.do@congdan.example")) == []


def test_pages_show_the_letter_and_escape_it(peer: MailPeer) -> None:
    message = letter()
    message.replace_header("Subject", "<script>alert(1)</script>")
    send(peer, message)

    page = get(peer, "/")
    read = get(peer, f"/thu/{quote('one@tinhso.example')}")

    assert "<script>" not in page + read
    assert "Kính gửi chị Nguyễn Thị Lan Anh" in read


def test_a_second_copy_of_a_letter_is_one_letter(peer: MailPeer) -> None:
    send(peer)
    send(peer)

    [arrived] = peer.inbox.list_letters()

    assert arrived.copies == 2


@pytest.mark.parametrize(
    ("mode", "error"),
    [
        ("busy", smtplib.SMTPDataError),
        ("refuse-message", smtplib.SMTPDataError),
        ("refuse-recipient", smtplib.SMTPRecipientsRefused),
        ("drop", smtplib.SMTPServerDisconnected),
    ],
)
def test_a_refused_letter_is_not_kept(peer: MailPeer, mode: str, error: type[Exception]) -> None:
    control(peer, mode=mode)

    with pytest.raises(error):
        send(peer)

    assert peer.inbox.list_letters() == []


def test_a_letter_may_be_kept_although_the_line_broke(peer: MailPeer) -> None:
    control(peer, mode="drop-after-storing", count=1)

    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(peer)

    assert len(peer.inbox.list_letters()) == 1


def test_a_slow_server_outlasts_the_patience_of_the_sender(peer: MailPeer) -> None:
    control(peer, mode="slow", delay_ms=1000)

    with pytest.raises((TimeoutError, smtplib.SMTPServerDisconnected)):
        send(peer, timeout=0.2)


def test_a_counted_refusal_ends_by_itself(peer: MailPeer) -> None:
    control(peer, mode="busy", count=1)

    with pytest.raises(smtplib.SMTPDataError):
        send(peer)
    send(peer)

    assert len(peer.inbox.list_letters()) == 1


@pytest.mark.parametrize("settings", [{"mode": "nonsense"}, {"delay_ms": -1}, {"colour": "red"}])
def test_an_unknown_behaviour_is_refused(peer: MailPeer, settings: dict[str, object]) -> None:
    with pytest.raises(HTTPError) as refused:
        control(peer, **settings)

    assert refused.value.code == 400


def test_unknown_addresses_are_not_found(peer: MailPeer) -> None:
    for path in ("/thu/nothing", "/admin"):
        with pytest.raises(HTTPError) as refused:
            get(peer, path)
        assert refused.value.code == 404
