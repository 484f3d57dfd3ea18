"""Inviting co-signers, their agreement or refusal, signatures on paper, their withdrawal."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.cases.models import Case, CoSignature, CoSignatureState, CoSignatureWay, Draft
from tinhso.cases.operations.closing import withdraw_case
from tinhso.cases.operations.co_signing import (
    hash_of_draft,
    parties_of_draft,
    tell_signer,
    words_of,
)
from tinhso.cases.operations.drafts import check_draft, is_at_counter, lock_open_draft
from tinhso.cases.operations.intake import require_reason
from tinhso.cases.permissions import NotAuthorised
from tinhso.cases.rules import Party, must_sign_in_person
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.core.sealed import blind_index
from tinhso.identity.api import find_person_named
from tinhso.ledger.api import record
from tinhso.notifications.api import notify
from tinhso.procedures.api import co_signing_of


class CoSignerMismatch(DomainError):
    """A name and an identity number do not go together; which of the two is wrong is not told."""

    code = "co_signer_mismatch"
    text = gettext_lazy(
        "Họ tên và số định danh của một người cùng ký không khớp nhau. Hãy đối chiếu lại với giấy"
        " tờ của người đó."
    )


class CoSignerListed(DomainError):
    """The person stands under the application already, or is its applicant."""

    code = "co_signer_listed"
    text = gettext_lazy("Người này đã có tên trong hồ sơ. Mỗi người chỉ thêm một lần.")


class TooManyCoSigners(DomainError):
    """More people than the procedure knows, or none at all is foreseen."""

    code = "too_many_co_signers"
    text = gettext_lazy("Thủ tục này không nhận thêm người cùng ký nữa.")


class ContentChanged(DomainError):
    """The application is not the one the co-signer read."""

    code = "content_changed"
    text = gettext_lazy(
        "Người nộp vừa sửa hồ sơ trong lúc bạn đọc. Hãy đọc lại nội dung mới rồi trả lời."
    )


class NothingToAnswer(DomainError):
    """The invitation was answered, taken back, or the application is filed."""

    code = "nothing_to_answer"
    text = gettext_lazy("Lời mời này đã được trả lời, đã rút lại, hoặc hồ sơ đã nộp.")


class MustSignInPerson(DomainError):
    """Nobody signs this in another's name."""

    code = "must_sign_in_person"
    text = gettext_lazy(
        "Thủ tục này đòi chính người đó đồng ý; người đại diện không đồng ý thay được. Hãy trở về"
        " tư cách của mình."
    )


@dataclass(frozen=True, slots=True)
class Named:
    """A person to sign: name and identity number as written."""

    full_name: str
    identity_number: str


def add_co_signer(*, draft: Draft, named: Named, at: datetime) -> CoSignature:
    """Put somebody the form does not name under the application; they are not invited yet.

    :raises TooManyCoSigners: when the procedure foresees no more.
    :raises CoSignerListed: when they stand there already.
    :raises CoSignerMismatch: when the number is known under another name.
    :raises DraftAlreadyFiled: when it has become a case.
    """
    locked = lock_open_draft(draft)
    others = (co_signing_of(locked.version) or {}).get("others")
    rows = CoSignature.objects.filter(draft=locked)
    if others is None or rows.filter(party=others["code"]).count() >= others["most"]:
        raise TooManyCoSigners
    index = blind_index(named.identity_number)
    is_own = named.identity_number == locked.person.identity_number
    if is_own or rows.filter(identity_index=index).exists():
        raise CoSignerListed
    party = Party(others["code"], named.full_name, named.identity_number, others["in_person"])
    return _enter(locked, party, CoSignatureState.LISTED)


def _enter(draft: Draft, party: Party, state: str) -> CoSignature:
    person, is_named_so = find_person_named(party.identity_number, party.full_name)
    if not is_named_so:
        raise CoSignerMismatch
    return CoSignature.objects.create(
        token=new_token(),
        draft=draft,
        procedure_name=draft.version.name,
        procedure_name_en=draft.version.name_en,
        applicant_name=draft.person.full_name,
        party=party.code,
        full_name=party.full_name,
        identity_number=party.identity_number,
        identity_index=blind_index(party.identity_number),
        person=person,
        state=state,
    )


def remove_co_signer(*, draft: Draft, token: str) -> None:
    """Take somebody the applicant added away again; asking twice is harmless.

    :raises DraftAlreadyFiled: when it has become a case.
    """
    locked = lock_open_draft(draft)
    others = (co_signing_of(locked.version) or {}).get("others") or {}
    party = others.get("code", "")
    CoSignature.objects.filter(draft=locked, token=token, party=party).delete()


def invite_co_signers(*, draft: Draft, at: datetime) -> int:
    """Ask everybody who has not agreed to the present content; gives how many were asked now.

    Who was asked and has not answered is not told again.

    :raises FormInvalid: when an answer is missing or wrong: they agree to what will be filed.
    :raises PapersMissing: when a required paper is not attached.
    :raises PlaceNotChosen: when nobody is named to decide.
    :raises CoSignerMismatch: when a number is known under another name.
    :raises DraftAlreadyFiled: when it has become a case.
    """
    locked = lock_open_draft(draft)
    check_draft(locked)
    rows = [row for row in _rows_of(locked) if row.state not in _ASKED]
    for row in rows:
        row.state, row.invited_at, row.reason = CoSignatureState.INVITED, at, ""
        row.save(update_fields=["state", "invited_at", "reason"])
        tell_signer(row, locked, "co_signature_asked", at)
    return len(rows)


_ASKED = frozenset({CoSignatureState.INVITED, CoSignatureState.AGREED})


def _rows_of(draft: Draft) -> list[CoSignature]:
    """Give everybody under the application, entering who the form names."""
    known = {bytes(row.identity_index) for row in CoSignature.objects.filter(draft=draft)}
    for party in parties_of_draft(draft):
        if blind_index(party.identity_number) not in known:
            _enter(draft, party, CoSignatureState.LISTED)
    return list(CoSignature.objects.filter(draft=draft).order_by("pk"))


@transaction.atomic
def agree_to_sign(
    *, signature: CoSignature, seen_hash: str, actor: Actor, at: datetime
) -> CoSignature:
    """Agree to the application as it was read, once; sent again, give what was agreed.

    :raises ContentChanged: when it is no longer what was read.
    :raises NothingToAnswer: when nothing is asked of them.
    :raises MustSignInPerson: when they act by mandate and the procedure asks for themselves.
    :raises NotAuthorised: when the actor is somebody else.
    """
    with acting_as(SYSTEM):
        draft, row = _lock(signature, actor)
        if row.state == CoSignatureState.AGREED and row.content_hash == seen_hash:
            return row
        _check_open(draft, row, actor)
        if hash_of_draft(draft) != seen_hash:
            raise ContentChanged
        row.way, row.content_hash, row.answered_by = CoSignatureWay.ONLINE, seen_hash, _by(actor)
        return _answer(draft, row, CoSignatureState.AGREED, actor, at)


@transaction.atomic
def decline_to_sign(
    *, signature: CoSignature, reason: str, actor: Actor, at: datetime
) -> CoSignature:
    """Refuse to sign, with a reason the applicant reads.

    :raises ReasonRequired: when no reason is given.
    :raises NothingToAnswer: when nothing is asked of them.
    :raises NotAuthorised: when the actor is somebody else.
    """
    why = require_reason(reason)
    with acting_as(SYSTEM):
        draft, row = _lock(signature, actor)
        _check_open(draft, row, actor)
        row.reason, row.way, row.content_hash, row.answered_by = why[:500], "", "", _by(actor)
        return _answer(draft, row, CoSignatureState.DECLINED, actor, at)


def note_paper_signature(
    *, draft: Draft, named: str, actor: Actor, at: datetime
) -> CoSignature | None:
    """Note at the counter that somebody signed on paper before the clerk.

    :param named: the identity number of whom; a stranger's gives ``None``.
    :raises NotAuthorised: when the actor is no clerk who writes at the counter.
    :raises FormInvalid: when an answer is missing or wrong.
    :raises DraftAlreadyFiled: when it has become a case.
    """
    locked = lock_open_draft(draft)
    if not (is_at_counter(locked) and actor.has_role("CLERK")):
        raise NotAuthorised
    check_draft(locked)
    index = blind_index(named)
    row = next((row for row in _rows_of(locked) if bytes(row.identity_index) == index), None)
    if row is None:
        return None
    row.way, row.content_hash = CoSignatureWay.PAPER, hash_of_draft(locked)
    row.answered_by, row.reason = actor.name, ""
    return _answer(locked, row, CoSignatureState.AGREED, actor, at)


def withdraw_as_co_signer(
    *, signature: CoSignature, reason: str, actor: Actor, at: datetime
) -> Case:
    """Take back a filed case as one of those who signed it, while no decision exists.

    :raises NothingToAnswer: before it is filed.
    :raises CaseAlreadyDecided: when a decision exists.
    :raises CaseActionRefused: when the state does not allow it.
    :raises NotAuthorised: when the actor did not sign it.
    """
    if signature.case_id is None:
        raise NothingToAnswer
    with acting_as(SYSTEM):
        case = Case.objects.get(pk=signature.case_id)
        return withdraw_case(case=case, reason=reason, actor=actor, at=at)


def _lock(signature: CoSignature, actor: Actor) -> tuple[Draft, CoSignature]:
    """Lock the application first, as every writer does, then the signature under it."""
    draft = Draft.objects.select_for_update(of=("self",)).select_related("version", "person")
    locked = draft.get(pk=signature.draft_id)
    row = CoSignature.objects.select_for_update().get(pk=signature.pk)
    if not actor.is_citizen or row.person_id != actor.person_id:
        raise NotAuthorised
    return locked, row


def _check_open(draft: Draft, row: CoSignature, actor: Actor) -> None:
    if actor.capacity and must_sign_in_person(co_signing_of(draft.version), row.party):
        raise MustSignInPerson
    if draft.case_id is not None or row.state != CoSignatureState.INVITED:
        raise NothingToAnswer


def _by(actor: Actor) -> str:
    return actor.capacity.representative_name if actor.capacity else ""


def _answer(
    draft: Draft, row: CoSignature, state: CoSignatureState, actor: Actor, at: datetime
) -> CoSignature:
    """Keep the answer, commit to it in the ledger, tell the applicant."""
    row.state, row.answered_at = state, at
    row.save()
    record(
        kind=f"CO_SIGNATURE_{state}",
        subject=f"co-signature:{row.pk}",
        payload={
            "at": at.isoformat(),
            "party": row.party,
            "way": row.way,
            "content": row.content_hash,
        },
        actor=actor,
        at=at,
    )
    if row.way != CoSignatureWay.PAPER:
        _tell_applicant(draft, row, at)
    return row


def _tell_applicant(draft: Draft, row: CoSignature, at: datetime) -> None:
    is_agreed = row.state == CoSignatureState.AGREED
    words = {**words_of(draft), "name": row.full_name, "reason": row.reason}
    notify(
        person_id=draft.person_id,
        template="co_signature_agreed" if is_agreed else "co_signature_declined",
        context=words,
        url=f"/nop-ho-so/{draft.token}/nguoi-cung-ky/",
        at=at,
        idempotency_key=f"co-signature:{row.pk}:{row.state}:{at.isoformat()}",
    )
