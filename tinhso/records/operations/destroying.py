"""Destroying what need not be kept: proposed by one, decided by another, never silently."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.documents.api import forget_file, forget_received
from tinhso.identity.api import officers_of
from tinhso.ledger.api import record
from tinhso.notifications.api import notify
from tinhso.orgs.api import organisation_date
from tinhso.records.models import (
    Arrival,
    Destruction,
    DestructionState,
    Dossier,
    DossierItem,
    DossierState,
    OfficialDocument,
)
from tinhso.records.operations.arriving import subject_of
from tinhso.records.operations.dossiers import move, note_dossier
from tinhso.records.operations.history import add_event
from tinhso.records.rules import dossiers


class NotDestroyable(DomainError):
    """A dossier is to be kept: for ever, still, or because it is held."""

    code = "not_destroyable"
    text = gettext_lazy(
        "Có hồ sơ chưa được phép xét hủy: bảo quản vĩnh viễn, chưa hết thời hạn, hoặc đang bị giữ."
    )


class OwnProposal(DomainError):
    """Who proposes does not decide (four eyes)."""

    code = "own_proposal"
    text = gettext_lazy("Người đề nghị không tự quyết định. Người có thẩm quyền khác phải quyết.")


class DestructionMovedOn(DomainError):
    """The proposal is decided or done already."""

    code = "destruction_moved_on"
    text = gettext_lazy("Đề nghị hủy đã được xử lý. Hãy tải lại trang để xem tình trạng mới.")


class DecisionMissing(DomainError):
    """Nothing is destroyed without a signed decision."""

    code = "decision_missing"
    text = gettext_lazy("Ghi số, ký hiệu quyết định hủy tài liệu đã ban hành của cơ quan.")


@transaction.atomic
def propose_destruction(
    *, agency_id: int, tokens: Sequence[str], reason: str, actor: Actor, at: datetime
) -> Destruction:
    """Propose to destroy archived dossiers whose retention ended.

    :raises NotDestroyable: one of them must be kept, or nothing was chosen.
    """
    rows = list(Dossier.objects.filter(agency_id=agency_id, token__in=set(tokens)))
    today = local(at).date()
    is_past = all(
        row.destroyable_on and row.destroyable_on <= today and not row.is_held for row in rows
    )
    if not rows or len(rows) != len(set(tokens)) or not is_past:
        raise NotDestroyable
    proposal = Destruction.objects.create(
        token=new_token(),
        agency_id=agency_id,
        reason=reason,
        proposed_by_id=actor.person_id or 0,
        proposed_by_name=actor.name,
        proposed_at=at,
    )
    for row in rows:
        locked = move(row, dossiers.PROPOSE)
        locked.destruction = proposal
        locked.save(update_fields=["state", "destruction"])
        note_dossier(locked, "DESTRUCTION_PROPOSED", note=reason, actor=actor, at=at)
    _tell_leaders(proposal, actor, at)
    return proposal


@transaction.atomic
def decide_destruction(
    *, proposal: Destruction, decision: str, answer: str, actor: Actor, at: datetime
) -> Destruction:
    """Approve a proposal with the notation of the issued decision; without one it is refused.

    :raises DestructionMovedOn: it is decided already.
    :raises OwnProposal: the actor proposed it.
    :raises DecisionMissing: no issued decision of the agency bears this notation.
    """
    locked = _locked(proposal, DestructionState.PROPOSED)
    if locked.proposed_by_id == actor.person_id:
        raise OwnProposal
    if decision and not _is_issued(locked.agency_id, decision):
        raise DecisionMissing
    locked.state = DestructionState.APPROVED if decision else DestructionState.REFUSED
    locked.decision, locked.answer = decision, answer
    locked.decided_by_name, locked.decided_at = actor.name, at
    locked.save()
    for row in locked.dossiers.all():
        note = " · ".join(part for part in (decision, answer) if part)
        note_dossier(row, f"DESTRUCTION_{locked.state}", note=note, actor=actor, at=at)
        if not decision:
            kept = move(row, dossiers.KEEP)
            kept.save(update_fields=["state"])
    record(
        kind="DESTRUCTION_DECIDED",
        subject=f"destruction:{locked.token}",
        payload={"state": locked.state, "decision": decision},
        actor=actor,
        at=at,
    )
    return locked


def _is_issued(agency_id: int, notation: str) -> bool:
    return OfficialDocument.objects.filter(
        agency_id=agency_id,
        direction="OUTGOING",
        kind="QD",
        notation=notation,
        number__isnull=False,
    ).exists()


@transaction.atomic
def carry_out(*, proposal: Destruction, actor: Actor, at: datetime) -> Destruction:
    """Delete packages and received files of an approved proposal; rows and history stay.

    Documents the agency issued stay in the store of its registry, which keeps originals on its own
    terms (art. 19); received files another dossier holds stay as well.

    :raises DestructionMovedOn: it is not approved, or done already.
    """
    locked = _locked(proposal, DestructionState.APPROVED)
    with acting_as(SYSTEM):
        for row in locked.dossiers.all():
            locked.file_count += _destroy(row, locked, actor, at)
    locked.state, locked.done_by_name, locked.done_at = DestructionState.DONE, actor.name, at
    locked.save()
    record(
        kind="DOSSIERS_DESTROYED",
        subject=f"destruction:{locked.token}",
        payload={"decision": locked.decision, "files": locked.file_count},
        actor=actor,
        at=at,
    )
    return locked


def _destroy(row: Dossier, proposal: Destruction, actor: Actor, at: datetime) -> int:
    dossier = move(row, dossiers.DESTROY)
    dossier.save(update_fields=["state"])
    count = 0
    for given in dossier.handovers.select_related("file").filter(file__isnull=False):
        file, given.file = given.file, None
        given.save(update_fields=["file"])
        if file is not None:
            forget_file(file)
            count += 1
    items = dossier.items.select_related("official").filter(official__direction="INCOMING")
    for item in items:
        if item.official is not None and not _held_elsewhere(item):
            count += forget_received(subject=subject_of(item.official))
            Arrival.objects.filter(official=item.official).update(words="")
            add_event(item.official, "DESTROYED", actor=actor, at=at, to=proposal.decision)
    note_dossier(dossier, "DESTROYED", note=proposal.decision, actor=actor, at=at)
    return count


def _held_elsewhere(item: DossierItem) -> bool:
    others = DossierItem.objects.filter(official_id=item.official_id).exclude(pk=item.pk)
    return others.exclude(dossier__state=DossierState.DESTROYED).exists()


def _locked(proposal: Destruction, state: DestructionState) -> Destruction:
    locked = Destruction.objects.select_for_update().get(pk=proposal.pk)
    if locked.state != state:
        raise DestructionMovedOn
    return locked


def _tell_leaders(proposal: Destruction, actor: Actor, at: datetime) -> None:
    for officer in officers_of(proposal.agency_id, "LEADER", organisation_date()):
        notify(
            person_id=officer.person_id,
            template="destruction_proposed",
            context={"title": proposal.reason, "from": actor.name, "note": ""},
            url=reverse("records:destruction", args=[proposal.token]),
            at=at,
            idempotency_key=f"destruction:{proposal.pk}:{officer.person_id}",
        )
