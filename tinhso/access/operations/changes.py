"""Two pairs of eyes: one person proposes a sensitive change, another carries it out."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from tinhso.access.models import ChangeKind, ChangeState, SensitiveChange
from tinhso.access.permissions import ADMINISTRATOR, KEEPERS, keeps
from tinhso.access.rules import is_open, is_reason
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.identity.api import (
    appoint_officer,
    end_appointment,
    officers_of,
    reset_factors_of,
    set_account_active,
)
from tinhso.ledger.api import record
from tinhso.notifications.api import notify
from tinhso.orgs.api import organisation_date_at

#: What the proposer will do themselves, once another person released it.
DONE_BY_PROPOSER = frozenset({ChangeKind.BULK_EXPORT, ChangeKind.ROTATE_KEYS})


class ChangeRefused(DomainError):
    """The actor may not propose or decide this change."""

    code = "change_refused"
    text = gettext_lazy(
        "Thay đổi này cần hai người của cơ quan: một người đề nghị, một người khác xác nhận. Không"
        " ai tự xác nhận đề nghị của mình hoặc thay đổi về chính mình."
    )


class ReasonTooShort(DomainError):
    """The reason says nothing."""

    code = "reason_too_short"
    text = gettext_lazy("Ghi rõ lý do, ít nhất 15 chữ cái: người khác sẽ đọc và xem xét.")


class ChangeProposedAlready(DomainError):
    """The same change waits already."""

    code = "change_proposed_already"
    text = gettext_lazy("Đề nghị này đang chờ người thứ hai xác nhận.")


class ChangeNotOpen(DomainError):
    """It was decided before, or a week passed."""

    code = "change_not_open"
    text = gettext_lazy("Đề nghị này đã được quyết định hoặc đã quá 7 ngày. Hãy đề nghị lại.")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is to change for whom in which agency; ``facts`` carry it out."""

    kind: ChangeKind
    agency_id: int
    person_id: int
    summary: str
    reason: str
    facts: dict[str, Any] = field(default_factory=dict)


def propose_change(*, proposal: Proposal, actor: Actor, at: datetime) -> SensitiveChange:
    """Propose a sensitive change; those who may confirm it are told.

    :raises ChangeRefused: the actor does not answer for the agency, or it is about themselves.
    :raises ReasonTooShort: the reason says nothing.
    :raises ChangeProposedAlready: the same change waits.
    """
    if actor.person_id is None or not _may_propose(proposal, actor):
        raise ChangeRefused
    if not is_reason(proposal.reason):
        raise ReasonTooShort
    change = SensitiveChange(
        token=new_token(),
        kind=proposal.kind,
        agency_id=proposal.agency_id,
        person_id=proposal.person_id,
        facts=proposal.facts,
        summary=proposal.summary[:400],
        reason=proposal.reason.strip()[:300],
        proposer_id=actor.person_id,
        proposer_name=actor.name,
        proposed_at=at,
    )
    try:
        with transaction.atomic(), acting_as(SYSTEM):
            change.save()
    except IntegrityError as error:
        raise ChangeProposedAlready from error
    _record("SENSITIVE_CHANGE_PROPOSED", change, actor, at)
    _tell_deciders(change, at)
    return change


def _may_propose(proposal: Proposal, actor: Actor) -> bool:
    is_own = actor.person_id == proposal.person_id
    if is_own != (proposal.kind in DONE_BY_PROPOSER):
        return False
    if proposal.kind == ChangeKind.BULK_EXPORT:
        return actor.is_officer and proposal.agency_id in actor.agency_ids
    return _keeps(actor, proposal.kind, proposal.agency_id)


def _keeps(actor: Actor, kind: str, agency_id: int) -> bool:
    """Tell whether the actor answers for such a change: keys are the administrators' alone."""
    is_administrator = ADMINISTRATOR in actor.roles - actor.lent_roles
    return keeps(actor, agency_id) and (kind != ChangeKind.ROTATE_KEYS or is_administrator)


def decide_change(
    *, change: SensitiveChange, confirms: bool, note: str, actor: Actor, at: datetime
) -> SensitiveChange:
    """Carry a proposed change out, or reject it; the proposer is told.

    :raises ChangeRefused: the actor proposed it, it is about them, or the agency is not theirs.
    :raises ChangeNotOpen: decided before, or older than a week.
    """
    with acting_as(SYSTEM):
        locked = SensitiveChange.objects.select_for_update().get(pk=change.pk)
        is_party = actor.person_id in {locked.proposer_id, locked.person_id}
        if is_party or not _keeps(actor, locked.kind, locked.agency_id):
            raise ChangeRefused
        if locked.state != ChangeState.PROPOSED or not is_open(locked.proposed_at, at):
            raise ChangeNotOpen
        locked.state = ChangeState.CONFIRMED if confirms else ChangeState.REJECTED
        locked.decider_id, locked.decider_name = actor.person_id, actor.name
        locked.decided_at, locked.decision_note = at, note.strip()[:300]
        locked.save()
        if confirms:
            _carry_out(locked, actor, at)
        _record(f"SENSITIVE_CHANGE_{locked.state}", locked, actor, at)
        _tell(locked, locked.proposer_id, at)
    return locked


def _carry_out(change: SensitiveChange, actor: Actor, at: datetime) -> None:
    facts = change.facts
    if change.kind == ChangeKind.APPOINT:
        ends = facts.get("valid_to")
        appoint_officer(
            person_id=change.person_id,
            position_id=int(facts["position"]),
            valid_from=date.fromisoformat(facts["valid_from"]),
            valid_to=date.fromisoformat(ends) if ends else None,
            actor=actor,
            at=at,
        )
    elif change.kind == ChangeKind.END_APPOINTMENT:
        day = max(organisation_date_at(at), date.fromisoformat(facts["last_day"]))
        end_appointment(appointment_id=int(facts["appointment"]), on=day, actor=actor, at=at)
    elif change.kind == ChangeKind.RESET_FACTORS:
        reset_factors_of(person_id=change.person_id, actor=actor, reason=change.reason, at=at)
    elif change.kind == ChangeKind.ROTATE_KEYS:
        task = app.configure_task("tinhso.access.tasks.reseal_everything")
        task.defer(change_id=change.pk)
    elif change.kind in {ChangeKind.DISABLE_ACCOUNT, ChangeKind.ENABLE_ACCOUNT}:
        set_account_active(
            person_id=change.person_id,
            is_active=change.kind == ChangeKind.ENABLE_ACCOUNT,
            actor=actor,
            at=at,
        )


def _tell_deciders(change: SensitiveChange, at: datetime) -> None:
    day = organisation_date_at(at)
    found = {
        officer.person_id
        for role in KEEPERS
        for officer in officers_of(change.agency_id, role, day)
    } - {change.proposer_id, change.person_id}
    for person_id in sorted(found):
        _tell(change, person_id, at)


def _tell(change: SensitiveChange, person_id: int, at: datetime) -> None:
    notify(
        person_id=person_id,
        template="access_change",
        context={
            "summary": change.summary,
            "from": change.proposer_name,
            "confirmed": change.state == ChangeState.CONFIRMED,
            "rejected": change.state == ChangeState.REJECTED,
        },
        url=_page_of(change, person_id),
        at=at,
        idempotency_key=f"change:{change.pk}:{change.state}:{person_id}",
    )


def _page_of(change: SensitiveChange, person_id: int) -> str:
    """Give where the news lead: whoever asked for a file gets it there."""
    is_released = change.kind == ChangeKind.BULK_EXPORT and person_id == change.proposer_id
    return str(change.facts["path"]) if is_released else reverse("access:changes")


def _record(kind: str, change: SensitiveChange, actor: Actor, at: datetime) -> None:
    record(
        kind=kind,
        subject=f"change:{change.token}",
        payload={"kind": change.kind, "agency": change.agency_id, "person": change.person_id},
        actor=actor,
        at=at,
    )
