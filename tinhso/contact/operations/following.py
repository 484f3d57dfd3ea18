"""What citizens do with a contact: follow, say more, rate, ask to look again, withdraw."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy

from tinhso.contact.models import (
    Contact,
    ContactState,
    Follower,
    Rating,
    Reopening,
    ReopeningState,
)
from tinhso.contact.operations.answering import require_other_than_handler
from tinhso.contact.operations.history import ContactMovedOn, locked, move, note
from tinhso.contact.operations.telling import News, tell_citizens
from tinhso.contact.operations.working import ReasonMissing
from tinhso.contact.permissions import is_centre_officer, require_approver
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.core.sealed import blind_index
from tinhso.ledger.api import record


class ScoreOutOfRange(DomainError):
    """A score goes from one to five."""

    code = "score_out_of_range"
    text = gettext_lazy("Hãy chọn từ 1 đến 5.")


class RatedAlready(DomainError):
    """One rating a contact."""

    code = "contact_rated_already"
    text = gettext_lazy("Bạn đã đánh giá phản ánh này. Cảm ơn bạn.")


@transaction.atomic
def follow(
    *, contact: Contact, person_id: int | None, email: str, actor: Actor, at: datetime
) -> Follower:
    """Follow a published contact, signed in or by an address of mail; twice changes nothing."""
    with acting_as(SYSTEM):
        index = blind_index(f"contact-email:{email.lower()}") if email else None
        known = Follower.objects.filter(contact=contact)
        mine = known.filter(person_id=person_id) if person_id else known.filter(email_index=index)
        found = mine.first() if person_id or index else None
        if found is not None:
            return found
        follower = Follower.objects.create(
            contact=contact,
            person_id=person_id,
            email=email,
            email_index=index,
            token=new_token(),
            since_at=at,
        )
        Contact.objects.filter(pk=contact.pk).update(follower_count=F("follower_count") + 1)
        note(contact, "FOLLOWED", actor=actor, at=at)
    return follower


@transaction.atomic
def link_duplicate(*, contact: Contact, original: Contact, actor: Actor, at: datetime) -> Contact:
    """Say that two contacts are one matter: its author follows the original, nothing is merged.

    A person decides: the author while writing, or an officer. The original's news and its survey
    reach the author.

    :raises ContactMovedOn: it is closed, or would follow itself or another follower.
    """
    with acting_as(SYSTEM):
        row, head = locked(contact), locked(original)
        head = locked(head.duplicate_of) if head.duplicate_of else head
        if head.pk == row.pk or row.duplicates.exists() or head.kind != row.kind:
            raise ContactMovedOn
        move(row, "LINK")
        row.duplicate_of, row.closed_at = head, at
        row.save(update_fields=["state", "duplicate_of", "closed_at"])
        Follower.objects.create(
            contact=head,
            person_id=row.person_id if not _follows(head, row.person_id) else None,
            own_contact=row,
            token=new_token(),
            since_at=at,
        )
        Contact.objects.filter(pk=head.pk).update(follower_count=F("follower_count") + 1)
        note(row, "LINKED", actor=actor, at=at, is_public=True, original=head.code)
        note(head, "DUPLICATE", actor=actor, at=at, other=row.code)
        tell_citizens(row, News("contact_news", f"linked:{head.pk}", {"news": head.code}), at=at)
    return row


def _follows(contact: Contact, person_id: int | None) -> bool:
    if person_id is None:
        return False
    return Follower.objects.filter(contact=contact, person_id=person_id).exists()


@transaction.atomic
def unlink_duplicate(*, contact: Contact, because: str, actor: Actor, at: datetime) -> Contact:
    """Take a link back: two matters after all; it goes on by itself, its clock from receipt.

    :raises ReasonMissing: no reason. :raises ContactMovedOn: it follows no other.
    """
    if not because.strip():
        raise ReasonMissing
    with acting_as(SYSTEM):
        row = locked(contact)
        move(row, "UNLINK")
        head_id, row.duplicate_of, row.closed_at = row.duplicate_of_id or 0, None, None
        row.save(update_fields=["state", "duplicate_of", "closed_at"])
        Follower.objects.filter(contact_id=head_id, own_contact=row).delete()
        Contact.objects.filter(pk=head_id).update(follower_count=F("follower_count") - 1)
        note(row, "UNLINKED", actor=actor, at=at, text=because, is_public=True)
    return row


@transaction.atomic
def rate(*, contact: Contact, score: int, comment: str, actor: Actor, at: datetime) -> Rating:
    """Rate the answer, one to five, once.

    :raises ScoreOutOfRange, RatedAlready: as they say. :raises ContactMovedOn: no answer yet.
    """
    if score not in range(1, 6):
        raise ScoreOutOfRange
    with acting_as(SYSTEM):
        row = locked(contact)
        answered = locked(row.duplicate_of) if row.duplicate_of else row
        if answered.state not in (ContactState.ANSWERED, ContactState.REFUSED):
            raise ContactMovedOn
        if Rating.objects.filter(contact=row).exists():
            raise RatedAlready
        rating = Rating.objects.create(
            contact=row,
            agency_id_then=answered.agency_id,
            score=score,
            comment=comment[:2000],
            rated_at=at,
        )
        note(row, "RATED", actor=actor, at=at, score=score)
    return rating


@transaction.atomic
def ask_reopening(*, contact: Contact, because: str, actor: Actor, at: datetime) -> Reopening:
    """Ask to look again; somebody other than the handler decides.

    :raises ReasonMissing: no reason. :raises ContactMovedOn: not answered, or a request waits.
    """
    if len(because.strip()) < 10:
        raise ReasonMissing
    with acting_as(SYSTEM):
        row = locked(contact)
        waits = row.reopenings.filter(state=ReopeningState.ASKED).exists()
        if row.state not in (ContactState.ANSWERED, ContactState.REFUSED) or waits:
            raise ContactMovedOn
        asked = Reopening.objects.create(contact=row, reason=because[:2000], asked_at=at)
        note(row, "REOPEN_ASKED", actor=actor, at=at, text=because, is_public=True)
    return asked


@transaction.atomic
def decide_reopening(
    *, contact: Contact, grants: bool, answer: str, actor: Actor, at: datetime
) -> Reopening:
    """Decide whether to look again: the centre, or a head or leader who did not handle it.

    Granted, it goes back to work; the citizen's clock was never reset and stands as it stood.

    :raises NotYourContact: the actor handled it, or may not decide.
    :raises ReasonMissing: a refusal needs its reason. :raises ContactMovedOn: none waits.
    """
    if not grants and not answer.strip():
        raise ReasonMissing
    with acting_as(SYSTEM):
        row = locked(contact)
        if not is_centre_officer(actor):
            require_approver(actor, row)
        require_other_than_handler(actor, row)
        asked = row.reopenings.filter(state=ReopeningState.ASKED).first()
        if asked is None:
            raise ContactMovedOn
        asked.state = ReopeningState.GRANTED if grants else ReopeningState.REFUSED
        asked.decided_by, asked.decided_at, asked.answer = actor.name, at, answer
        asked.save()
        if grants:
            move(row, "REOPEN")
            row.closed_at = None
            row.save(update_fields=["state", "closed_at"])
            _record_reopened(row, actor, at)
        act = "REOPENED" if grants else "REOPEN_REFUSED"
        note(row, act, actor=actor, at=at, text=answer, is_public=True)
        news = News("contact_news", f"reopen:{asked.pk}", {"news": answer or row.code})
        tell_citizens(row, news, at=at)
    return asked


def _record_reopened(row: Contact, actor: Actor, at: datetime) -> None:
    record(
        kind="CONTACT_REOPENED",
        subject=f"contact:{row.code}",
        payload={"state": row.state},
        actor=actor,
        at=at,
    )


@transaction.atomic
def withdraw(*, contact: Contact, actor: Actor, at: datetime) -> Contact:
    """Let the author take a contact back while nobody has answered.

    :raises ContactMovedOn: it is closed or an answer is being approved.
    """
    with acting_as(SYSTEM):
        row = locked(contact)
        move(row, "WITHDRAW")
        row.pauses.filter(to_at__isnull=True).update(to_at=at)
        row.closed_at, row.paused_since = at, None
        row.save(update_fields=["state", "closed_at", "paused_since"])
        note(row, "WITHDRAWN", actor=actor, at=at, is_public=True)
    return row
