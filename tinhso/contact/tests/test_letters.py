"""Letters through a real mail server: taken once, threaded, answered once, never in circles."""

import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from io import BytesIO

import pytest
from django.conf import LazySettings
from PIL import Image

from peers.mail.server import MailPeer
from peers.mail.server import start as start_mail
from tinhso.contact.models import Answer, Contact, Letter, LetterState
from tinhso.contact.operations.corresponding import (
    MAIL,
    carry_letter,
    take_letter,
    tell_answer_by_letter,
)
from tinhso.contact.tasks import fetch_letters
from tinhso.contact.tests.factories import AT, CENTRE, Line
from tinhso.core.models import OutboxMessage
from tinhso.core.outbox import Delivery

pytestmark = pytest.mark.django_db
BOX, CITIZEN = "1022@tinhso.example", "an@mail.example"
TEXT = "Rác chất đống trước chợ cả tuần"


@pytest.fixture(name="line")
def _line(db: None) -> Line:
    return Line()


@pytest.fixture(name="mail")
def _mail(settings: LazySettings) -> Iterator[MailPeer]:
    peer = start_mail(0, 0, imap_password="open")
    settings.EMAIL_PORT = peer.smtp_port
    settings.IMAP_HOST, settings.IMAP_PORT = "127.0.0.1", peer.imap_port
    settings.IMAP_USER, settings.IMAP_PASSWORD = BOX, "open"
    yield peer
    peer.stop()


def written(text: str = TEXT, number: int = 1, **headers: str) -> EmailMessage:
    """Give a letter of a citizen to the line."""
    letter = EmailMessage()
    usual = {
        "From": f"Nguyễn Văn An <{CITIZEN}>", "To": BOX, "Subject": "Rác",
        "Message-ID": f"<l{number}@mail.example>",
    }  # fmt: skip
    for name, value in {**usual, **headers}.items():
        letter[name.replace("_", "-")] = value
    letter.set_content(text)
    return letter


def post(mail: MailPeer, letter: EmailMessage) -> None:
    """Send a letter by SMTP."""
    with smtplib.SMTP("127.0.0.1", mail.smtp_port) as server:
        server.send_message(letter)


def _png() -> bytes:
    """Give a small picture."""
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "green").save(drawn, "PNG")
    return drawn.getvalue()


def carry_waiting() -> None:
    """Send what waits in the outbox."""
    for message in OutboxMessage.objects.filter(destination=MAIL, state="PENDING"):
        carry_letter(
            Delivery(
                message.topic, message.payload, message.idempotency_key, message.ordering_key, 1, AT
            )
        )
        message.state, message.sent_at = "SENT", AT
        message.save()


def test_letter_becomes_a_contact_and_is_confirmed(line: Line, mail: MailPeer) -> None:
    post(mail, written())

    fetch_letters(timestamp=0)
    carry_waiting()

    contact = Contact.objects.get()
    assert (contact.channel, contact.reporter_email) == ("EMAIL", CITIZEN)
    (answer,) = mail.inbox.list_letters(CITIZEN)
    assert contact.code in answer.text
    assert contact.code in answer.subject


def test_letter_fetched_again_is_taken_once(line: Line, mail: MailPeer) -> None:
    content = written().as_bytes()

    take_letter(content=content, uid="1", at=AT)
    take_letter(content=content, uid="2", at=AT)

    assert Contact.objects.count() == 1


def test_mailbox_that_is_away_loses_nothing(line: Line, mail: MailPeer) -> None:
    post(mail, written())
    mail.control.set(mode="mailbox-away")
    fetch_letters(timestamp=0)
    assert not Letter.objects.exists()

    mail.control.set(mode="ok")
    fetch_letters(timestamp=0)

    assert Contact.objects.count() == 1


def test_answer_to_our_letter_goes_on_with_its_contact(line: Line, mail: MailPeer) -> None:
    post(mail, written())
    fetch_letters(timestamp=0)
    carry_waiting()
    ours = mail.inbox.list_letters(CITIZEN)[0].id

    post(mail, written("Vẫn chưa dọn", 2, In_Reply_To=f"<{ours}>"))
    fetch_letters(timestamp=0)

    contact = Contact.objects.get()
    assert contact.events.filter(act="ADDED_BY_AUTHOR", note="Vẫn chưa dọn").exists()
    assert Letter.objects.get(message_id="l2@mail.example").state == LetterState.ADDED


def test_stranger_who_knows_a_letters_id_does_not_go_on_with_it(line: Line, mail: MailPeer) -> None:
    take_letter(content=written().as_bytes(), uid="1", at=AT)
    ours = Letter.objects.get(way="OUT").message_id

    other = written(
        "Tôi là người khác hẳn nhé", 2, From="ke-la@mail.example", In_Reply_To=f"<{ours}>"
    )
    take_letter(content=other.as_bytes(), uid="2", at=AT)

    assert Contact.objects.count() == 2


@pytest.mark.parametrize("headers", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}])
def test_letter_of_a_machine_is_kept_and_not_answered(
    line: Line, mail: MailPeer, headers: dict[str, str]
) -> None:
    kept = take_letter(content=written(TEXT, 1, **headers).as_bytes(), uid="1", at=AT)

    assert kept.state == LetterState.AUTOMATIC
    assert not Letter.objects.filter(way="OUT").exists()


def test_our_own_letter_coming_back_is_not_answered(line: Line, mail: MailPeer) -> None:
    kept = take_letter(content=written(From=BOX).as_bytes(), uid="1", at=AT)

    assert kept.state == LetterState.LOOPING


def test_flood_of_one_sender_is_kept_and_no_longer_answered(line: Line) -> None:
    for number in range(12):
        take_letter(content=written(number=number).as_bytes(), uid=str(number), at=AT)

    assert Letter.objects.filter(state=LetterState.LOOPING).count() == 2
    assert Letter.objects.filter(way="OUT").count() == 10


def test_picture_is_kept_and_a_program_refused_with_its_reason(line: Line) -> None:
    letter = written()
    letter.add_attachment(_png(), maintype="image", subtype="png", filename="o-ga.png")
    letter.add_attachment(
        b"MZ\x90\x00evil", maintype="application", subtype="octet-stream", filename="a.exe"
    )

    kept = take_letter(content=letter.as_bytes(), uid="1", at=AT)

    assert Contact.objects.get().photos.count() == 1
    assert len(kept.refused_files) == 1
    assert kept.refused_files[0].startswith("a.exe")
    assert "a.exe" in Letter.objects.get(way="OUT").text


def test_letter_that_says_nothing_is_kept_all_the_same(line: Line) -> None:
    take_letter(content=written("", Subject="").as_bytes(), uid="1", at=AT)

    assert Contact.objects.count() == 1


def test_bytes_that_are_no_letter_are_kept_for_a_person(line: Line) -> None:
    kept = take_letter(content=b"\xff\xfe\x00", uid="9", at=AT)

    assert kept.state == LetterState.UNREADABLE


def test_published_answer_is_sent_once(line: Line) -> None:
    take_letter(content=written().as_bytes(), uid="1", at=AT)
    contact = Contact.objects.get()
    Answer.objects.create(
        contact=contact, number=1, text="Đã dọn sáng nay.", state="PUBLISHED",
        agency_name="UBND phường", author=line.account(CENTRE).person, author_name="B",
        written_at=AT, decided_at=AT,
    )  # fmt: skip

    for _ in range(2):
        assert tell_answer_by_letter(contact_id=contact.pk, at=AT)

    assert Letter.objects.filter(message_id__contains=".answer.").count() == 1
