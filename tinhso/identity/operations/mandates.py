"""Mandates: offered by who is represented, taken up by who represents, ended by either."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.identity.models import Mandate, MandateKind, MandateState, Person, PersonKind
from tinhso.identity.permissions.sessions import forget_presence
from tinhso.identity.queries import find_person_named
from tinhso.ledger.api import record


class RepresentativeUnknown(DomainError):
    """Nobody known has this name and identity number; which of the two is wrong is not told."""

    code = "representative_unknown"
    text = gettext_lazy(
        "Không tìm thấy người có họ tên và số định danh này. Hãy kiểm tra lại; người nhận ủy quyền"
        " cần đăng nhập cổng dịch vụ công ít nhất một lần."
    )


class MandateOfOneself(DomainError):
    """People need no mandate to act for themselves."""

    code = "mandate_of_oneself"
    text = gettext_lazy("Bạn không cần ủy quyền cho chính mình.")


class MandateExists(DomainError):
    """There is an open mandate between the two already."""

    code = "mandate_exists"
    text = gettext_lazy("Đã có một ủy quyền cho người này. Hãy chấm dứt ủy quyền cũ trước.")


class MandateNotYours(DomainError):
    """The actor is not the one who may do this to the mandate."""

    code = "mandate_not_yours"
    text = gettext_lazy("Việc này chỉ chính người ủy quyền hoặc người nhận ủy quyền làm được.")


class MandateNotOpen(DomainError):
    """The mandate was answered or ended before."""

    code = "mandate_not_open"
    text = gettext_lazy("Ủy quyền này đã được trả lời hoặc đã chấm dứt.")


@dataclass(frozen=True, slots=True)
class MandateTerms:
    """What a mandate covers: slugs of procedures (empty: all), why, from when to before when."""

    valid_from: date
    valid_to: date | None = None
    procedures: Collection[str] = field(default_factory=tuple)
    reason: str = ""


@transaction.atomic
def propose_mandate(
    *, actor: Actor, identity_number: str, full_name: str, terms: MandateTerms, at: datetime
) -> Mandate:
    """Offer somebody the right to act for the actor, or for the organisation the actor leads.

    :raises MandateNotYours: the actor may not give mandates in this capacity.
    :raises RepresentativeUnknown: no such person.
    :raises MandateOfOneself: both are the same person.
    :raises MandateExists: an open one stands between the two.
    """
    represented = _who_may_give(actor)
    found, is_named_so = find_person_named(identity_number, full_name)
    if found is None or not is_named_so:
        raise RepresentativeUnknown
    mandate = _create(represented, found, terms, MandateKind.AUTHORISED, at)
    _record("MANDATE_PROPOSED", mandate, actor, at)
    return mandate


def _who_may_give(actor: Actor) -> Person:
    if not actor.is_citizen or actor.person_id is None:
        raise MandateNotYours
    with acting_as(SYSTEM):
        if actor.capacity is not None:
            held = Mandate.objects.filter(pk=actor.capacity.mandate_id)
            if not held.filter(kind=MandateKind.LEGAL_REPRESENTATIVE).exists():
                raise MandateNotYours
        return Person.objects.get(pk=actor.person_id)


def represent_organisation(
    *, organisation: Person, representative: Person, at: datetime, on: date
) -> Mandate:
    """Note that a register names a person as an organisation's legal representative; once."""
    with acting_as(SYSTEM):
        held = Mandate.objects.filter(
            represented=organisation,
            representative=representative,
            kind=MandateKind.LEGAL_REPRESENTATIVE,
        )
        found = held.in_force(on).first()
        if found is not None:
            return found
        kind = MandateKind.LEGAL_REPRESENTATIVE
        return _create(organisation, representative, MandateTerms(valid_from=on), kind, at)


def _create(
    represented: Person,
    representative: Person,
    terms: MandateTerms,
    kind: MandateKind,
    at: datetime,
) -> Mandate:
    if represented.pk == representative.pk:
        raise MandateOfOneself
    is_proved = kind == MandateKind.LEGAL_REPRESENTATIVE
    try:
        with acting_as(SYSTEM):
            return Mandate.objects.create(
                token=new_token(),
                represented=represented,
                representative=representative,
                represented_name=represented.full_name,
                representative_name=representative.full_name,
                kind=kind,
                state=MandateState.ACTIVE if is_proved else MandateState.PROPOSED,
                is_of_organisation=represented.kind == PersonKind.LEGAL,
                procedures=sorted(terms.procedures),
                reason=terms.reason,
                valid_from=terms.valid_from,
                valid_to=terms.valid_to,
                created_at=at,
                answered_at=at if is_proved else None,
            )
    except IntegrityError as error:
        raise MandateExists from error


@transaction.atomic
def answer_mandate(*, mandate: Mandate, accepts: bool, actor: Actor, at: datetime) -> Mandate:
    """Take a mandate up or turn it down, as the person it was offered to.

    :raises MandateNotYours: it was offered to somebody else.
    :raises MandateNotOpen: it was answered before.
    """
    locked = _lock(mandate)
    if actor.capacity is not None or actor.person_id != locked.representative_id:
        raise MandateNotYours
    if locked.state != MandateState.PROPOSED:
        raise MandateNotOpen
    locked.state = MandateState.ACTIVE if accepts else MandateState.DECLINED
    locked.answered_at = at
    locked.save(update_fields=["state", "answered_at"])
    _record("MANDATE_ACCEPTED" if accepts else "MANDATE_DECLINED", locked, actor, at)
    return locked


@transaction.atomic
def end_mandate(*, mandate: Mandate, actor: Actor, at: datetime) -> Mandate:
    """End a mandate, as either side; nothing can be done under it from now on.

    :raises MandateNotYours: the actor is neither side.
    :raises MandateNotOpen: it has ended before.
    """
    locked = _lock(mandate)
    if not _may_end(locked, actor):
        raise MandateNotYours
    if locked.state not in (MandateState.PROPOSED, MandateState.ACTIVE):
        raise MandateNotOpen
    locked.state, locked.ended_at, locked.ended_by = MandateState.ENDED, at, actor.name
    locked.save(update_fields=["state", "ended_at", "ended_by"])
    _record("MANDATE_ENDED", locked, actor, at)
    transaction.on_commit(forget_presence)
    return locked


def _may_end(mandate: Mandate, actor: Actor) -> bool:
    if actor.is_limited:
        return False
    return actor.person_id in (mandate.represented_id, mandate.representative_id)


def _lock(mandate: Mandate) -> Mandate:
    return Mandate.objects.select_for_update().get(pk=mandate.pk)


def _record(kind: str, mandate: Mandate, actor: Actor, at: datetime) -> None:
    payload = {
        "represented": mandate.represented_id,
        "representative": mandate.representative_id,
        "kind": mandate.kind,
        "procedures": list(mandate.procedures),
        "from": mandate.valid_from.isoformat(),
        "to": mandate.valid_to.isoformat() if mandate.valid_to else None,
    }
    record(kind=kind, subject=f"mandate:{mandate.pk}", payload=payload, actor=actor, at=at)
