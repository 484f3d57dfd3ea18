"""Letting one officer act in the name of another for a period, and ending that."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.identity.models import Delegation, DelegationKind
from tinhso.identity.permissions.sessions import forget_presence
from tinhso.identity.queries import Officer, find_officer
from tinhso.identity.rules import may_stand_in, signing_authority
from tinhso.ledger.api import record
from tinhso.orgs.api import organisation_date

_HEADS = ("HEAD_OF_UNIT", "LEADER")


class DelegationRefused(DomainError):
    """The officer may not let this person act in that name."""

    code = "delegation_refused"
    text = gettext_lazy(
        "Chỉ giao được cho người cùng cơ quan: làm thay thì cùng vai trò; ủy quyền ký thì lãnh đạo"
        " giao cho cấp phó hoặc lãnh đạo phòng."
    )


class DelegationNotYours(DomainError):
    """Only the person themselves or a head of their agency decides on it."""

    code = "delegation_not_yours"
    text = gettext_lazy(
        "Bạn chỉ giao được việc của chính mình; lãnh đạo giao được việc của cán bộ trong cơ quan."
    )


class DelegationPeriodWrong(DomainError):
    """The period ends before it begins, lies in the past, or overlaps another."""

    code = "delegation_period_wrong"
    text = gettext_lazy(
        "Thời gian chưa đúng: ngày kết thúc phải sau ngày bắt đầu, chưa qua, và không trùng với lần"
        " giao khác của cùng người."
    )


@dataclass(frozen=True, slots=True)
class DelegationPlan:
    """Who acts for whom in which agency, from when until when (first day it no longer holds)."""

    kind: str
    agency_id: int
    from_person_id: int
    to_person_id: int
    valid_from: date
    valid_to: date
    reason: str


def delegate(*, plan: DelegationPlan, actor: Actor, at: datetime, today: date) -> Delegation:
    """Let an officer act in the name of another; entered in the ledger.

    :raises DelegationNotYours: the actor is neither that person nor a head of their agency.
    :raises DelegationRefused: the stand-in has another agency or role, or the giver cannot sign.
    :raises DelegationPeriodWrong: the period is empty, past, or overlaps another.
    """
    _check_giver(plan, actor)
    if not (plan.valid_from < plan.valid_to and today < plan.valid_to):
        raise DelegationPeriodWrong
    giver, stand_in = _officer(plan, plan.from_person_id), _officer(plan, plan.to_person_id)
    if not may_stand_in(kind=plan.kind, from_role=giver.role, to_role=stand_in.role):
        raise DelegationRefused
    authority = signing_authority(stand_in.role) if plan.kind == DelegationKind.SIGNING else ""
    row = Delegation(
        kind=plan.kind,
        agency_id=plan.agency_id,
        role=giver.role,
        from_person_id=plan.from_person_id,
        to_person_id=plan.to_person_id,
        authority=authority,
        reason=plan.reason.strip(),
        valid_from=plan.valid_from,
        valid_to=plan.valid_to,
        created_at=at,
        created_by=actor.name,
    )
    _save(row)
    _record("DELEGATION_GIVEN", row, actor, at)
    forget_presence()
    return row


def revoke_delegation(*, delegation: Delegation, actor: Actor, at: datetime) -> Delegation:
    """End a delegation before its time.

    :raises DelegationNotYours: the actor is neither the giver nor a head of the agency.
    :raises DelegationRefused: it was revoked before.
    """
    locked = Delegation.objects.select_for_update().get(pk=delegation.pk)
    is_head = locked.agency_id in actor.agency_ids and actor.has_role(*_HEADS)
    if not (actor.is_officer and (actor.person_id == locked.from_person_id or is_head)):
        raise DelegationNotYours
    if locked.revoked_at is not None:
        raise DelegationRefused
    locked.revoked_at = at
    locked.save(update_fields=["revoked_at"])
    _record("DELEGATION_REVOKED", locked, actor, at)
    forget_presence()
    return locked


def _check_giver(plan: DelegationPlan, actor: Actor) -> None:
    is_own = actor.person_id == plan.from_person_id
    is_head = bool(actor.roles.difference(actor.lent_roles).intersection(_HEADS))
    is_theirs = is_own or (is_head and plan.kind == DelegationKind.SUBSTITUTION)
    if not actor.is_officer or plan.agency_id not in actor.agency_ids or not is_theirs:
        raise DelegationNotYours


def _officer(plan: DelegationPlan, person_id: int) -> Officer:
    found = find_officer(person_id, plan.agency_id, organisation_date())
    if found is None or plan.from_person_id == plan.to_person_id:
        raise DelegationRefused
    return found


def _save(row: Delegation) -> None:
    """Write it; the database refuses a second stand-in in the same days."""
    try:
        with transaction.atomic(), acting_as(SYSTEM):
            row.save()
    except IntegrityError as error:
        raise DelegationPeriodWrong from error


def _record(kind: str, row: Delegation, actor: Actor, at: datetime) -> None:
    record(
        kind=kind,
        subject=f"delegation:{row.pk}",
        payload={
            "kind": row.kind,
            "agency": row.agency_id,
            "from": row.from_person_id,
            "to": row.to_person_id,
            "valid_from": row.valid_from.isoformat(),
            "valid_to": row.valid_to.isoformat(),
        },
        actor=actor,
        at=at,
    )
