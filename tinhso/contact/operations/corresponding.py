"""Letters to the line: taken once, threaded, their files through the safe door, answered once."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from io import BytesIO

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from tinhso.contact.gateways.mailbox import send_letter, write_letter
from tinhso.contact.models import (
    OPEN_STATES,
    Answer,
    AnswerState,
    Channel,
    Contact,
    ContactKind,
    ContactPhoto,
    Direction,
    Letter,
    LetterState,
    PhotoRole,
)
from tinhso.contact.operations.history import note
from tinhso.contact.operations.opening import (
    ContactRequest,
    LineNotSetUp,
    Receipt,
    Reporter,
    open_contact,
)
from tinhso.contact.permissions import centre_agency_id
from tinhso.contact.rules.letters import Attachment, LetterUnreadable, ReadLetter, read_letter
from tinhso.core.actors import SYSTEM
from tinhso.core.identifiers import new_token
from tinhso.core.outbox import Delivery, PermanentFailure, enqueue
from tinhso.core.rls import acting_as
from tinhso.core.sealed import blind_index
from tinhso.documents.api import (
    UploadRefused,
    WordsSecret,
    receive_upload,
    seal_secret_words,
    share_uploads_with,
)

MAIL = "contact-mail"
ACCEPTED = ("image/jpeg", "image/png", "application/pdf")
MOST_AN_HOUR = 10
_LEAST_TEXT = 10


def correspondent_index(address: str) -> bytes:
    """Give the keyed hash of an address, the same as a contact's reporter has."""
    return blind_index(f"contact-email:{address.lower()}")


def take_letter(*, content: bytes, uid: str, at: datetime) -> Letter:
    """Take a letter of the mailbox, once; whatever it is, it is kept and nothing is lost.

    :raises LineNotSetUp: no agency runs the line.
    """
    agency_id = centre_agency_id()
    if agency_id is None:
        raise LineNotSetUp
    with acting_as(SYSTEM):
        try:
            read = read_letter(content)
        except LetterUnreadable as error:
            return _keep_unreadable(uid, str(error), agency_id, at)
        known = Letter.objects.filter(message_id=read.message_id).first()
        if known is not None:
            return known
        letter = Letter(
            message_id=read.message_id,
            agency_id=agency_id,
            state=LetterState.TAKEN,
            correspondent=read.sender,
            correspondent_index=correspondent_index(read.sender),
            subject=read.subject,
            text=read.text,
            at=at,
        )
        if _is_shut_away(letter, read, at):
            return letter
        return _sort(letter, read, at)


def _is_shut_away(letter: Letter, read: ReadLetter, at: datetime) -> bool:
    """Seal a letter with a mark of secrecy, keep only that one came, and tell its sender."""
    is_secret = seal_secret_words(
        [read.subject, read.text],
        actor=SYSTEM,
        at=at,
        agency_id=letter.agency_id,
        sender=f"letter:{letter.correspondent}",
    )
    if not is_secret:
        return False
    with translation.override("vi"):
        letter.state, letter.subject = LetterState.UNREADABLE, ""
        letter.text = _("Thư có dấu chỉ độ mật, đã niêm phong, không lưu nội dung.")
        letter.save()
        if not read.is_automatic and not _is_looping(letter, at):
            _post(None, letter, str(WordsSecret.text), f"secret.{letter.pk}", at)
    return True


def _sort(letter: Letter, read: ReadLetter, at: datetime) -> Letter:
    if read.is_automatic:
        letter.state = LetterState.AUTOMATIC
    elif _is_looping(letter, at):
        letter.state = LetterState.LOOPING
    if letter.state != LetterState.TAKEN:
        letter.save()
        return letter
    earlier = _contact_answered(read)
    if earlier is not None:
        letter.contact, letter.state = earlier, LetterState.ADDED
        letter.refused_files = _add_files(earlier, read.attachments, at)
        letter.save()
        note(earlier, "ADDED_BY_AUTHOR", actor=SYSTEM, at=at, text=read.text)
        return letter
    receipt = _open(read, at)
    letter.contact = receipt.contact
    letter.refused_files = _add_files(receipt.contact, read.attachments, at)
    letter.save()
    _confirm(letter, receipt, at)
    return letter


def _is_looping(letter: Letter, at: datetime) -> bool:
    if letter.correspondent == settings.CONTACT_EMAIL.lower():
        return True
    recent = Letter.objects.filter(
        correspondent_index=letter.correspondent_index,
        way=Direction.IN,
        at__gt=at - timedelta(hours=1),
    )
    return recent.count() >= MOST_AN_HOUR


def _contact_answered(read: ReadLetter) -> Contact | None:
    """Give the open contact a letter goes on with; only its own author may go on with it."""
    if not read.references:
        return None
    found = (
        Letter.objects.select_related("contact")
        .filter(
            message_id__in=read.references,
            correspondent_index=correspondent_index(read.sender),
            contact__state__in=OPEN_STATES,
        )
        .first()
    )
    return found.contact if found else None


def _open(read: ReadLetter, at: datetime) -> Receipt:
    text = read.said
    if len(text) < _LEAST_TEXT:
        with translation.override("vi"):
            text = f"{_('Thư gần như không có nội dung, xem tệp kèm.')} {text}".strip()
    asked = ContactRequest(
        kind=ContactKind.OTHER,
        text=text,
        channel=Channel.EMAIL,
        reporter=Reporter(name=read.sender_name, email=read.sender),
    )
    return open_contact(asked=asked, actor=SYSTEM, at=at, key=f"letter:{read.message_id}"[:200])


def _add_files(contact: Contact, files: Iterable[Attachment], at: datetime) -> list[str]:
    """Keep files with a contact; gives those refused, each with why."""
    refused: list[str] = []
    kept: list[int] = []
    for file in files:
        given = SimpleUploadedFile(file.name, BytesIO(file.content).getvalue())
        try:
            with transaction.atomic():
                upload = receive_upload(
                    file=given, actor=SYSTEM, purpose="contact", accept=ACCEPTED, at=at
                )
        except UploadRefused as refusal:
            refused.append(f"{file.name}: {refusal.message}"[:200])
        else:
            kept.append(upload.pk)
    ContactPhoto.objects.bulk_create(
        ContactPhoto(contact=contact, upload_id=pk, role=PhotoRole.BEFORE, created_at=at)
        for pk in kept
    )
    readers = {contact.agency_id, *contact.reader_agency_ids}
    share_uploads_with([(pk, agency_id) for pk in kept for agency_id in readers])
    return refused


def _keep_unreadable(uid: str, why: str, agency_id: int, at: datetime) -> Letter:
    letter, _is_new = Letter.objects.get_or_create(
        message_id=f"imap-{uid}@{settings.IMAP_USER}",
        defaults={
            "agency_id": agency_id,
            "state": LetterState.UNREADABLE,
            "text": why,
            "at": at,
        },
    )
    return letter


def _confirm(letter: Letter, receipt: Receipt, at: datetime) -> None:
    with translation.override("vi"):
        lines = [
            _("Chúng tôi đã nhận thư của bạn."),
            _("Mã phản ánh: %(code)s. Mã bí mật: %(secret)s.")
            % {"code": receipt.contact.code, "secret": receipt.secret},
            _("Theo dõi tại: %(address)s") % {"address": f"{settings.SITE_URL}/phan-anh/tra-cuu/"},
            _("Nếu khẩn cấp, hãy gọi ngay 113, 114 hoặc 115."),
        ]
        if letter.refused_files:
            lines.append(_("Tệp sau không nhận được:"))
            lines += [f"- {name}" for name in letter.refused_files]
        lines.append(_("Muốn bổ sung, hãy trả lời chính thư này."))
    _post(letter.contact, letter, "\n\n".join(lines), f"receipt.{letter.pk}", at)


def _post(contact: Contact | None, answers: Letter, text: str, name: str, at: datetime) -> None:
    """Write a letter and have it sent; its id comes from what it is about, so it is sent once."""
    domain = settings.CONTACT_EMAIL.rpartition("@")[2]
    code = contact.code if contact is not None else ""
    posted, is_new = Letter.objects.get_or_create(
        message_id=f"{code or 'line'}.{name}@{domain}",
        defaults={
            "agency_id": answers.agency_id,
            "way": Direction.OUT,
            "state": LetterState.SENT,
            "correspondent": answers.correspondent,
            "correspondent_index": answers.correspondent_index,
            "subject": _subject(answers.subject, code),
            "text": text,
            "contact": contact,
            "at": at,
        },
    )
    if is_new:
        enqueue(
            destination=MAIL,
            topic="letter",
            ordering_key=code or posted.message_id,
            payload={"letter": posted.pk, "answers": answers.message_id},
            idempotency_key=f"contact-letter:{posted.pk}:{new_token()}",
            at=at,
        )


def _subject(subject: str, code: str) -> str:
    bare = subject.removeprefix("Re: ").removeprefix("RE: ")[:160]
    if not code:
        return f"Re: {bare or '1022'}"
    return f"Re: {bare} [{code}]" if code not in bare else f"Re: {bare}"


def tell_answer_by_letter(*, contact_id: int, at: datetime) -> bool:
    """Send the published answer to who wrote by letter; run twice, it is sent once."""
    with acting_as(SYSTEM):
        contact = Contact.objects.get(pk=contact_id)
        letters = Letter.objects.filter(contact=contact, way=Direction.IN)
        first = letters.order_by("id").first()
        answer = (
            Answer.objects.filter(contact=contact, state=AnswerState.PUBLISHED)
            .order_by("-number")
            .first()
        )
        if contact.channel != Channel.EMAIL or first is None or answer is None:
            return False
        with translation.override("vi"):
            closing = _("Xem lại và đánh giá tại %(address)s bằng mã %(code)s.") % {
                "address": f"{settings.SITE_URL}/phan-anh/tra-cuu/",
                "code": contact.code,
            }
        text = f"{answer.text}\n\n{answer.agency_name}\n\n{closing}"
        _post(contact, first, text, f"answer.{answer.number}", at)
        return True


def carry_letter(delivery: Delivery) -> None:
    """Send a written letter; the relay tries again until the mail server takes it.

    :raises PermanentFailure: it will never be taken.
    """
    with acting_as(SYSTEM):
        letter = Letter.objects.filter(pk=delivery.payload["letter"]).first()
    if letter is None:
        raise PermanentFailure("the letter is gone")
    written = write_letter(
        message_id=letter.message_id,
        to=letter.correspondent,
        subject=letter.subject,
        text=letter.text,
        at=letter.at,
        answers=str(delivery.payload["answers"]),
    )
    send_letter(written)
