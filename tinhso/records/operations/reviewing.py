"""The review of a draft: hand in, approve content, approve layout, return, discard."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.core.state_machine import TransitionRefused
from tinhso.identity.api import officers_of
from tinhso.orgs.api import organisation_date_at
from tinhso.records.models import OutgoingDocument, OutgoingState
from tinhso.records.operations.drafting import add_remark, add_revision, locked_outgoing
from tinhso.records.operations.history import add_event
from tinhso.records.operations.telling import tell_waiting
from tinhso.records.queries.checking import layout_agencies
from tinhso.records.queries.wording import finding_words
from tinhso.records.rules.chain import MACHINE, ROLES, Act, State, reviewing_roles
from tinhso.records.rules.layout import Finding, blocking, check_draft


class NotAtThisStep(DomainError):
    """The step does not fit where the document is now."""

    code = "not_at_this_step"
    text = gettext_lazy("Văn bản không còn ở bước này. Hãy tải lại trang để xem tình trạng mới.")


class NotYourStep(DomainError):
    """The step is somebody else's."""

    code = "not_your_step"
    text = gettext_lazy("Bước này do người khác thực hiện. Hãy chuyển văn bản cho người có quyền.")


class OwnDraft(DomainError):
    """Nobody approves what they wrote themselves."""

    code = "own_draft"
    text = gettext_lazy("Bạn là người soạn nên không tự duyệt được. Hãy để người khác duyệt.")


class NotReady(DomainError):
    """The draft breaks rules that must hold before it goes on."""

    code = "draft_not_ready"
    text = gettext_lazy("Dự thảo còn thiếu phần bắt buộc. Hãy sửa các lỗi được liệt kê.")

    def __init__(self, findings: list[Finding] | None = None) -> None:
        found = findings or []
        super().__init__(" ".join(finding_words(finding) for finding in found))
        self.findings = found


@transaction.atomic
def submit_draft(*, outgoing: OutgoingDocument, actor: Actor, at: datetime) -> OutgoingDocument:
    """Hand a draft in for review: to the head of the unit, or on where the author is one.

    :raises NotYourStep: the actor is not its author.
    :raises NotReady: parts that the law asks for are missing.
    """
    locked = locked_outgoing(outgoing)
    if locked.author_id != actor.person_id:
        raise NotYourStep
    _refuse_unready(locked)
    agency_id, day = locked.official.agency_id, organisation_date_at(at)
    has_head = bool(officers_of(agency_id, "HEAD_OF_UNIT", day)) and not actor.has_role(
        "HEAD_OF_UNIT"
    )
    wanted = State.UNIT_REVIEW if has_head else State.FORMAT_REVIEW
    moved = move(locked, Act.SUBMIT, actor=actor, at=at, wanted=wanted)
    add_revision(outgoing=moved, note="", actor=actor, at=at)
    tell_waiting(moved, at=at)
    return moved


@transaction.atomic
def approve_content(*, outgoing: OutgoingDocument, actor: Actor, at: datetime) -> OutgoingDocument:
    """Answer for the content as head of the drafting unit (Decree 30/2020 art. 12).

    :raises NotYourStep: the actor is no head of unit of the agency.
    :raises OwnDraft: the actor wrote it.
    """
    return _approve(outgoing, Act.APPROVE_CONTENT, actor, at)


@transaction.atomic
def approve_layout(*, outgoing: OutgoingDocument, actor: Actor, at: datetime) -> OutgoingDocument:
    """Answer for form and layout before it is laid before the signer (Decree 30/2020 art. 12).

    :raises NotYourStep: the actor does not check the agency's layout (its format checker does, the
        registry clerk where none is named).
    :raises NotReady: rules that must hold are broken, or nobody was named to sign.
    """
    return _approve(outgoing, Act.APPROVE_LAYOUT, actor, at)


@transaction.atomic
def return_draft(
    *, outgoing: OutgoingDocument, reason: str, actor: Actor, at: datetime
) -> OutgoingDocument:
    """Give a document back to its author with a reason, from any step of the review.

    :raises NotYourStep: it does not wait for the actor.
    """
    locked = locked_outgoing(outgoing)
    _refuse_stranger(locked, actor, reviewing_roles(State(locked.state)))
    add_remark(outgoing=locked, text=reason, actor=actor, at=at, is_return=True)
    moved = move(locked, Act.RETURN, actor=actor, at=at, reason=reason)
    tell_waiting(moved, at=at)
    return moved


@transaction.atomic
def withdraw_draft(*, outgoing: OutgoingDocument, actor: Actor, at: datetime) -> OutgoingDocument:
    """Discard a draft; what was written stays readable for its author.

    :raises NotYourStep: the actor is not its author.
    """
    locked = locked_outgoing(outgoing)
    if locked.author_id != actor.person_id:
        raise NotYourStep
    return move(locked, Act.WITHDRAW, actor=actor, at=at)


def move(
    outgoing: OutgoingDocument,
    act: Act,
    *,
    actor: Actor,
    at: datetime,
    wanted: State | None = None,
    **facts: str,
) -> OutgoingDocument:
    """Take a locked document one step on, with its line of history.

    :raises NotAtThisStep: the table has no such step from here.
    """
    try:
        target = MACHINE.target(action=act, state=outgoing.state, wanted=wanted)
    except TransitionRefused as error:
        raise NotAtThisStep from error
    outgoing.state, outgoing.state_since = OutgoingState(target), at
    outgoing.save()
    add_event(outgoing.official, str(act), actor=actor, at=at, **facts)
    return outgoing


def _approve(outgoing: OutgoingDocument, act: Act, actor: Actor, at: datetime) -> OutgoingDocument:
    locked = locked_outgoing(outgoing)
    _refuse_stranger(locked, actor, ROLES[act])
    if locked.author_id == actor.person_id:
        raise OwnDraft
    _refuse_unready(locked, needs_signer=act is Act.APPROVE_LAYOUT)
    moved = move(locked, act, actor=actor, at=at)
    add_revision(outgoing=moved, note="", actor=actor, at=at)
    tell_waiting(moved, at=at)
    return moved


def _refuse_stranger(outgoing: OutgoingDocument, actor: Actor, roles: frozenset[str]) -> None:
    agency_id = outgoing.official.agency_id
    if agency_id not in actor.agency_ids or not actor.has_role(*roles):
        raise NotYourStep
    is_layout = outgoing.state == OutgoingState.FORMAT_REVIEW
    if is_layout and agency_id not in layout_agencies(actor):
        raise NotYourStep


def _refuse_unready(outgoing: OutgoingDocument, *, needs_signer: bool = False) -> None:
    findings = blocking(
        check_draft(outgoing.official.kind, outgoing.official.abstract, outgoing.content)
    )
    if findings:
        raise NotReady(findings)
    if needs_signer and outgoing.signer_id is None:
        raise NotReady
