"""Schedules by which boards are sent, and who gets them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from tinhso.core.actors import Actor, ActorKind
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.dashboards.models import Board, BoardMailing, BoardRecipient
from tinhso.dashboards.permissions import MAILING_ROLES, boards_for
from tinhso.dashboards.rules.turns import Turns, next_turn
from tinhso.identity.api import list_held_posts
from tinhso.ledger.api import record
from tinhso.orgs.api import organisation_date

MOST_RECIPIENTS = 20
_SALT = "dashboards.stop"


class NotYourMailing(DomainError):
    """Schedules are made by officers of the agency, for boards they may open."""

    code = "not_your_mailing"
    text = gettext_lazy("Chỉ cán bộ của cơ quan, được xem bảng, đặt lịch gửi bảng này.")


class BadRecipient(DomainError):
    """A recipient is an officer of the agency, with an address."""

    code = "bad_recipient"
    text = gettext_lazy("Chọn cán bộ của cơ quan và ghi đúng địa chỉ thư điện tử của người đó.")


class TooManyRecipients(DomainError):
    """A mailing has at most twenty recipients."""

    code = "too_many_recipients"
    text = gettext_lazy("Một lịch gửi có nhiều nhất 20 người nhận. Hãy đặt thêm lịch khác.")


class BadStopLink(DomainError):
    """The link was changed, or its schedule is gone."""

    code = "bad_stop_link"
    text = gettext_lazy("Đường dẫn này không còn đúng. Hãy nhờ người đặt lịch bỏ bạn ra.")


@dataclass(frozen=True, slots=True)
class Planned:
    """What is sent when: the board's state, and the turns."""

    area_code: str
    period_kind: str
    reading: str
    turns: Turns


@transaction.atomic
def plan_mailing(
    *, board: Board, planned: Planned, agency_id: int, actor: Actor, at: datetime
) -> BoardMailing:
    """Begin a schedule; its first letter leaves at the next turn.

    :raises NotYourMailing: the actor may not open the board, or does not work for the agency.
    """
    _check(actor, board, agency_id)
    turns = planned.turns
    mailing = BoardMailing.objects.create(
        board=board, agency_id=agency_id, area_code=planned.area_code,
        period_kind=planned.period_kind, reading=planned.reading, rhythm=turns.rhythm,
        weekday=turns.weekday, day=turns.day, hour=turns.hour,
        next_at=next_turn(turns, local(at)), made_by=actor.name or actor.reference, made_at=at,
    )  # fmt: skip
    record(
        kind="BOARD_MAILING_PLANNED", subject=f"board-mailing:{mailing.pk}",
        payload={"board": board.slug, "area": planned.area_code, "rhythm": turns.rhythm},
        actor=actor, at=at,
    )  # fmt: skip
    return mailing


@transaction.atomic
def add_recipient(
    *, mailing: BoardMailing, person_id: int, address: str, actor: Actor, at: datetime
) -> BoardRecipient:
    """Let an officer of the agency get a mailing; one who stopped it must be asked again first.

    :raises NotYourMailing: the actor does not keep the schedule.
    :raises BadRecipient: the person does not work for the agency, or the address is none.
    :raises TooManyRecipients: there are twenty.
    """
    _check(actor, mailing.board, mailing.agency_id)
    posts = list_held_posts(mailing.agency_id, organisation_date())
    names = {post.person_id: post.full_name for post in posts}
    try:
        validate_email(address)
    except ValidationError as error:
        raise BadRecipient from error
    if person_id not in names:
        raise BadRecipient
    locked = BoardMailing.objects.select_for_update().get(pk=mailing.pk)
    others = locked.recipients.filter(~Q(person_id=person_id), stopped_at__isnull=True)
    if others.count() >= MOST_RECIPIENTS:
        raise TooManyRecipients
    recipient, _is_new = BoardRecipient.objects.update_or_create(
        mailing=locked, person_id=person_id,
        defaults={"name": names[person_id], "address": address, "stopped_at": None},
    )  # fmt: skip
    record(
        kind="BOARD_RECIPIENT_ADDED", subject=f"board-mailing:{mailing.pk}",
        payload={"person": person_id}, actor=actor, at=at,
    )  # fmt: skip
    return recipient


@transaction.atomic
def remove_recipient(*, recipient: BoardRecipient, actor: Actor, at: datetime) -> None:
    """Send a recipient no more.

    :raises NotYourMailing: the actor does not keep the schedule.
    """
    _check(actor, recipient.mailing.board, recipient.mailing.agency_id)
    _stop(recipient, at)


@transaction.atomic
def switch_mailing(*, mailing: BoardMailing, is_open: bool, actor: Actor, at: datetime) -> None:
    """Pause a schedule, or let it go on from its next turn: what was missed is not sent.

    :raises NotYourMailing: the actor does not keep it.
    """
    _check(actor, mailing.board, mailing.agency_id)
    mailing.is_open = is_open
    mailing.next_at = next_turn(turns_of(mailing), local(at))
    mailing.save(update_fields=["is_open", "next_at"])
    record(
        kind="BOARD_MAILING_PLANNED", subject=f"board-mailing:{mailing.pk}",
        payload={"is_open": is_open}, actor=actor, at=at,
    )  # fmt: skip


def send_soon(*, mailing: BoardMailing, actor: Actor) -> None:
    """Have the worker send a mailing now, besides its turns.

    :raises NotYourMailing: the actor does not keep it.
    """
    _check(actor, mailing.board, mailing.agency_id)
    app.configure_task("tinhso.dashboards.tasks.send_now").defer(mailing_id=mailing.pk)


def turns_of(mailing: BoardMailing) -> Turns:
    """Give when a mailing is sent."""
    return Turns(mailing.rhythm, mailing.weekday, mailing.day, mailing.hour)


def stop_url(recipient: BoardRecipient) -> str:
    """Give the address that stops a mailing to one recipient, without signing in."""
    token = signing.dumps(recipient.pk, salt=_SALT)
    return f"{settings.SITE_URL}{reverse('dashboards:stop_mailing', args=[token])}"


def find_stopped(token: str) -> BoardRecipient:
    """Give whom a link stops letters to; acts as the platform.

    :raises BadStopLink: the link is not ours, or its schedule is gone.
    """
    try:
        pk = signing.loads(token, salt=_SALT)
    except signing.BadSignature as error:
        raise BadStopLink from error
    recipients = BoardRecipient.objects.select_related("mailing__board")
    found = recipients.filter(pk=pk).first()
    if found is None:
        raise BadStopLink
    return found


def stop_letters(*, token: str, at: datetime) -> BoardRecipient:
    """Send a recipient no more because they asked; acts as the platform.

    :raises BadStopLink: see ``find_stopped``.
    """
    recipient = find_stopped(token)
    _stop(recipient, at)
    return recipient


def _stop(recipient: BoardRecipient, at: datetime) -> None:
    BoardRecipient.objects.filter(pk=recipient.pk, stopped_at__isnull=True).update(stopped_at=at)


def _check(actor: Actor, board: Board, agency_id: int) -> None:
    if actor.kind is ActorKind.SYSTEM:
        return
    may = actor.has_role(*MAILING_ROLES) and agency_id in actor.agency_ids
    if not may or not boards_for(actor).filter(pk=board.pk).exists():
        raise NotYourMailing


def people_of(agency_ids: Sequence[int]) -> list[tuple[int, str]]:
    """Give who may get a board of some agencies: person and name with post, each once."""
    found: dict[int, str] = {}
    for agency_id in agency_ids:
        for post in list_held_posts(agency_id, organisation_date()):
            found.setdefault(post.person_id, f"{post.full_name}, {post.position_title}")
    return list(found.items())
