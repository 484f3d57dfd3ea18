"""Answers: drafted, approved by somebody else, published; refusals with the reason told."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.contact.events import ContactAnswered
from tinhso.contact.models import (
    Answer,
    AnswerState,
    Contact,
    ContactState,
    PhotoRole,
    PublicState,
)
from tinhso.contact.operations.history import ContactMovedOn, locked, move, note
from tinhso.contact.operations.telling import News, tell_citizens, tell_officers
from tinhso.contact.operations.working import ReasonMissing
from tinhso.contact.permissions import (
    NotYourContact,
    require_approver,
    require_centre,
    require_holder,
)
from tinhso.contact.rules.masking import mask_personal
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.events import publish
from tinhso.core.rls import acting_as
from tinhso.ledger.api import record
from tinhso.orgs.api import agency_name


class AfterPhotoMissing(DomainError):
    """The category asks for a picture of what was done."""

    code = "contact_after_photo_missing"
    text = gettext_lazy("Lĩnh vực này cần ảnh sau khi xử lý. Hãy thêm ảnh rồi trình duyệt trả lời.")


class SamePersonApproves(DomainError):
    """Who wrote an answer may not approve it."""

    code = "contact_same_person_approves"
    text = gettext_lazy("Người soạn không tự duyệt. Hãy để trưởng phòng hoặc lãnh đạo khác duyệt.")


@transaction.atomic
def submit_answer(
    *, contact: Contact, text: str, is_refusal: bool, actor: Actor, at: datetime
) -> Answer:
    """Lay an answer (or a refusal with its reason) before a head or leader of the agency.

    :raises NotYourContact: another agency holds it.
    :raises ReasonMissing: nothing is said.
    :raises AfterPhotoMissing: the category needs a picture of what was done, and has none.
    :raises ContactMovedOn: it is not at work.
    """
    if len(text.strip()) < 10:
        raise ReasonMissing
    row = locked(contact)
    require_holder(actor, row)
    needs_photo = row.category is not None and row.category.needs_after_photo and not is_refusal
    if needs_photo and not row.photos.filter(role=PhotoRole.AFTER).exists():
        raise AfterPhotoMissing
    move(row, "SUBMIT_ANSWER")
    answer = _write(row, text, AnswerState.SUBMITTED, is_refusal, actor, at)
    row.save(update_fields=["state"])
    note(row, "ANSWER_SUBMITTED", actor=actor, at=at, number=answer.number)
    tell_officers(
        row,
        News("contact_given", f"approve:{answer.pk}", {"title": text[:160]}),
        roles=("HEAD_OF_UNIT",),
        agency_id=row.agency_id,
        at=at,
    )
    return answer


def _write(
    row: Contact, text: str, state: str, is_refusal: bool, actor: Actor, at: datetime
) -> Answer:
    return Answer.objects.create(
        contact=row,
        number=row.answers.count() + 1,
        text=text.strip(),
        state=state,
        is_refusal=is_refusal,
        agency_name=agency_name(row.agency_id),
        author_id=actor.person_id or 0,
        author_name=actor.name,
        written_at=at,
    )


@transaction.atomic
def return_answer(*, contact: Contact, remark: str, actor: Actor, at: datetime) -> Answer:
    """Send an answer back to its author with what is missing.

    :raises NotYourContact: not a head or leader of the agency.
    :raises ReasonMissing: no remark. :raises ContactMovedOn: none waits.
    """
    if not remark.strip():
        raise ReasonMissing
    row = locked(contact)
    require_approver(actor, row)
    answer = _waiting(row)
    move(row, "RETURN_ANSWER")
    answer.state, answer.remark = AnswerState.RETURNED, remark
    answer.approver_name, answer.decided_at = actor.name, at
    answer.save()
    row.save(update_fields=["state"])
    note(row, "ANSWER_RETURNED", actor=actor, at=at, text=remark, number=answer.number)
    return answer


@transaction.atomic
def publish_answer(*, contact: Contact, actor: Actor, at: datetime) -> Answer:
    """Approve the waiting answer and send it to the citizen and every follower.

    :raises NotYourContact: not a head or leader of the agency.
    :raises SamePersonApproves: the actor wrote it.
    :raises ContactMovedOn: none waits.
    """
    with acting_as(SYSTEM):
        row = locked(contact)
        require_approver(actor, row)
        answer = _waiting(row)
        if answer.author_id == actor.person_id:
            raise SamePersonApproves
        target = ContactState.REFUSED if answer.is_refusal else ContactState.ANSWERED
        move(row, "PUBLISH_ANSWER", wanted=target)
        _close(row, answer, actor, at)
    return answer


@transaction.atomic
def answer_at_once(*, contact: Contact, text: str, actor: Actor, at: datetime) -> Answer:
    """Answer at the desk from what is published: a question that needs no agency.

    :raises NotYourContact: not an officer of the centre.
    :raises ReasonMissing: nothing is said. :raises ContactMovedOn: it left the centre.
    """
    require_centre(actor)
    if len(text.strip()) < 10:
        raise ReasonMissing
    with acting_as(SYSTEM):
        row = locked(contact)
        move(row, "ANSWER_AT_ONCE")
        answer = _write(row, text, AnswerState.SUBMITTED, False, actor, at)
        _close(row, answer, actor, at)
    return answer


@transaction.atomic
def refuse(*, contact: Contact, because: str, actor: Actor, at: datetime) -> Answer:
    """Let the centre not take a contact on, and tell the citizen why.

    :raises NotYourContact: not an officer of the centre.
    :raises ReasonMissing: no reason. :raises ContactMovedOn: it is closed.
    """
    require_centre(actor)
    if len(because.strip()) < 10:
        raise ReasonMissing
    with acting_as(SYSTEM):
        row = locked(contact)
        move(row, "REFUSE")
        answer = _write(row, because, AnswerState.SUBMITTED, True, actor, at)
        _close(row, answer, actor, at)
    return answer


def _waiting(row: Contact) -> Answer:
    answer = row.answers.filter(state=AnswerState.SUBMITTED).order_by("-number").first()
    if answer is None or row.state != ContactState.SUBMITTED:
        raise ContactMovedOn
    return answer


def _close(row: Contact, answer: Answer, actor: Actor, at: datetime) -> None:
    answer.state = AnswerState.PUBLISHED
    answer.approver_name, answer.decided_at = actor.name, at
    answer.save()
    row.closed_at = at
    if row.public_state in (PublicState.PUBLISHED, PublicState.WAITING):
        row.public_answer = mask_personal(answer.text, [row.reporter_name])
    row.save(update_fields=["state", "closed_at", "public_answer"])
    act = "REFUSED" if answer.is_refusal else "ANSWERED"
    note(row, act, actor=actor, at=at, text=answer.text, is_public=True, number=answer.number)
    record(
        kind=f"CONTACT_{act}",
        subject=f"contact:{row.code}",
        payload={"is_late": bool(row.due_at and at > row.due_at), "number": answer.number},
        actor=actor,
        at=at,
    )
    for each in (row, *row.duplicates.all()):
        template = "contact_refused" if answer.is_refusal else "contact_answered"
        word = "reason" if answer.is_refusal else "answer"
        news = News(template, f"answer:{answer.pk}", {word: answer.text})
        tell_citizens(each, news, at=at)
    publish(ContactAnswered(row.pk, row.code, answer.is_refusal))


def require_other_than_handler(actor: Actor, contact: Contact) -> None:
    """Refuse to let who answered judge whether to look again.

    :raises NotYourContact: the actor wrote or approved the last answer, or holds the contact.
    """
    last = contact.answers.filter(state=AnswerState.PUBLISHED).order_by("-number").first()
    names = {last.author_name, last.approver_name} if last else set()
    is_author = last is not None and last.author_id == actor.person_id
    if is_author or contact.assignee_id == actor.person_id or actor.name in names:
        raise NotYourContact
