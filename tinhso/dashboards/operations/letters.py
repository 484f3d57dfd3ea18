"""Boards on their way by mail: letters of a turn begun, made by each reader's rights, carried."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tinhso.core import outbox
from tinhso.core.actors import Actor, ActorKind
from tinhso.core.clock import local
from tinhso.core.identifiers import new_token
from tinhso.core.outbox_relay import back_off
from tinhso.core.rls import acting_as
from tinhso.dashboards.gateways import pictures
from tinhso.dashboards.models import BoardLetter, BoardMailing, LetterState
from tinhso.dashboards.operations.mailing import stop_url, turns_of
from tinhso.dashboards.permissions import boards_for
from tinhso.dashboards.queries import (
    contents_of,
    frame_of,
    heading_of,
    read_asked,
    tiles_of,
)
from tinhso.dashboards.rules.turns import next_turn
from tinhso.identity.api import get_person, officers_at
from tinhso.notifications.api import (
    AddressRefused,
    Enclosure,
    Letter,
    MessageRefused,
    NotTaken,
    Unclear,
    send_letter,
)
from tinhso.orgs.api import organisation_date

BOARD_MAIL = "board_mail"
KEPT = timedelta(days=30)
_EVEN_CHANCE = 0.5
_GIVE_UP_AFTER = timedelta(hours=24)
_LONGEST_WAIT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class _Printed:
    """A board as one reader sees it, as PDF."""

    title: str
    content: bytes


@transaction.atomic
def begin_turns(*, at: datetime, mailing_id: int | None = None) -> int:
    """Begin the letters of every schedule whose turn came (or of one, now); gives how many.

    A turn missed while nothing ran is sent once, late; begun twice, nothing is added.
    """
    open_ones = BoardMailing.objects.select_for_update(skip_locked=True).filter(is_open=True)
    due = open_ones.filter(next_at__lte=at)
    if mailing_id is not None:
        due = open_ones.filter(pk=mailing_id)
    begun = 0
    for mailing in due:
        begun += _begin(mailing, mailing.next_at if mailing_id is None else at)
        if mailing_id is None:
            mailing.next_at = next_turn(turns_of(mailing), local(at))
            mailing.save(update_fields=["next_at"])
    return begun


def _begin(mailing: BoardMailing, turn: datetime) -> int:
    recipients = mailing.recipients.filter(stopped_at__isnull=True)
    letters = [
        BoardLetter(token=new_token(), recipient=each, person_id=each.person_id, due_at=turn)
        for each in recipients
    ]
    BoardLetter.objects.bulk_create(letters, ignore_conflicts=True)
    return len(letters)


def waiting_letters() -> list[int]:
    """Give the letters to be made."""
    waiting = BoardLetter.objects.filter(state=LetterState.WAITING).order_by("pk")
    return list(waiting.values_list("pk", flat=True)[:500])


@transaction.atomic
def make_letter(*, letter_id: int, at: datetime) -> BoardLetter | None:
    """Print the board by the recipient's rights and queue the letter; once, whatever dies."""
    letter = _locked(pk=letter_id, state=LetterState.WAITING)
    if letter is None:
        return None
    recipient, mailing = letter.recipient, letter.recipient.mailing
    letter.made_at = at
    if recipient.stopped_at is not None:
        return _finish(letter, LetterState.STOPPED)
    reader = _reader(letter)
    printed = _print(mailing, reader, get_person(letter.person_id).language, at)
    if printed is None:
        return _finish(letter, LetterState.NO_ACCESS)
    letter.title, letter.content = printed.title[:200], printed.content
    letter.size = len(printed.content)
    letter.is_enclosed = letter.size <= settings.EMAIL_MOST_ENCLOSED_BYTES
    _finish(letter, LetterState.MADE)
    outbox.enqueue(
        destination=BOARD_MAIL, topic="board_letter", ordering_key=f"board:{letter.token}",
        payload={"letter": letter.token}, idempotency_key=f"board-letter:{letter.token}", at=at,
    )  # fmt: skip
    return letter


def _locked(**named: Any) -> BoardLetter | None:
    letters = BoardLetter.objects.select_for_update(of=("self",), skip_locked=True)
    related = letters.select_related("recipient__mailing__board__version")
    return related.filter(**named).first()


def _finish(letter: BoardLetter, state: LetterState) -> BoardLetter:
    letter.state = state
    letter.save()
    return letter


def _reader(letter: BoardLetter) -> Actor:
    agencies = officers_at([letter.person_id], organisation_date()).get(letter.person_id, ())
    return Actor(
        kind=ActorKind.OFFICER, name=letter.recipient.name, person_id=letter.person_id,
        agency_ids=tuple(sorted(agencies)),
    )  # fmt: skip


def _print(mailing: BoardMailing, reader: Actor, language: str, at: datetime) -> _Printed | None:
    """Give the board as the reader sees it; nothing when they may not open it any more."""
    if mailing.agency_id not in reader.agency_ids:
        return None
    with acting_as(reader), translation.override(language):
        board = boards_for(reader).filter(pk=mailing.board_id).first()
        if board is None:
            return None
        given = {"vung": mailing.area_code, "ky": mailing.period_kind, "cach": mailing.reading}
        asked = read_asked(given, board.scope_code, local(at).date())
        frame = frame_of(asked, board.scope_code)
        heading = heading_of(board, frame, at)
        content = pictures.as_pdf(heading, contents_of(tiles_of(board), frame, reader), at)
    return _Printed(f"{heading['name']}: {heading['place']}, {heading['period']}", content)


def carry_letter(message: outbox.Delivery) -> outbox.Answer:
    """Send a made letter; the relay asks again until the mail server takes it or refuses it."""
    letter = _locked(token=message.payload["letter"], state=LetterState.MADE)
    if letter is None:
        return None
    if letter.recipient.stopped_at is not None:
        _finish(letter, LetterState.STOPPED)
        return None
    return outbox.HandOver(
        talk=partial(_talk, written_letter(letter)),
        keep=partial(_keep, letter.token, message.attempt, message.at),
    )


def written_letter(letter: BoardLetter) -> Letter:
    """Write a letter in its reader's language, with the PDF or the way to it."""
    recipient, person = letter.recipient, get_person(letter.person_id)
    url = reverse("dashboards:letter", args=[letter.token])
    name = f"{recipient.mailing.board.slug}-{local(letter.due_at):%Y%m%d}.pdf"
    enclosures = (Enclosure(name, bytes(letter.content or b"")),) if letter.is_enclosed else ()
    with translation.override(person.language):
        body = (
            _("Bảng điều hành gửi kèm thư này, dạng PDF, theo lịch đã đặt.")
            if letter.is_enclosed
            else _("Tệp PDF quá lớn để gửi kèm. Hãy đăng nhập và mở đường dẫn dưới đây để tải về.")
        )
        link_words = _("Mở tệp PDF trên hệ thống")
    return Letter(
        reference=f"board-{letter.token}", address=recipient.address, language=person.language,
        full_name=recipient.name, title=letter.title, body=body, url=url, link_words=link_words,
        stop_url=stop_url(recipient), created_at=letter.made_at or letter.due_at,
        enclosures=enclosures,
    )  # fmt: skip


def _talk(letter: Letter) -> Exception | None:
    try:
        send_letter(letter)
    except (AddressRefused, MessageRefused, NotTaken, Unclear) as failure:
        return failure
    return None


def _keep(token: str, attempt: int, at: datetime, failure: Exception | None) -> outbox.Answer:
    """Keep what the server said; a letter it took and one it never takes are finished."""
    letter = _locked(token=token, state=LetterState.MADE)
    if letter is None:
        return None
    is_over = isinstance(failure, AddressRefused | MessageRefused)
    if failure is None:
        letter.sent_at = at
        _finish(letter, LetterState.SENT)
    elif is_over or at - (letter.made_at or at) >= _GIVE_UP_AFTER:
        _finish(letter, LetterState.REFUSED)
    else:
        return min(back_off(attempt, _EVEN_CHANCE), _LONGEST_WAIT)
    return None


def forget_contents(*, at: datetime) -> int:
    """Forget the PDFs of letters a month old; gives how many."""
    old = BoardLetter.objects.filter(content__isnull=False, due_at__lt=at - KEPT)
    return old.update(content=None)
