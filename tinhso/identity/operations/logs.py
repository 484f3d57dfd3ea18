"""The logs of identity: who came in, who looked at whose data.

Both are written by actors who may not read them back, so rows go in without asking for their
key (a bulk insert that ignores conflicts has no RETURNING).
"""

from datetime import datetime

from django.utils.translation import gettext

from tinhso.core.actors import Actor
from tinhso.core.prepared import insert_unread
from tinhso.identity.models import AccessLog, Mandate, SignInEvent, SignInKind
from tinhso.orgs.api import agency_name


def record_look(
    *,
    actor: Actor,
    person_id: int,
    purpose: str,
    subject: str,
    at: datetime,
    reference: str = "",
) -> None:
    """Write down that an officer saw a person's data, for which purpose and subject.

    ``reference`` names one thing that was seen (``vault:<token>``), so that its own page can list
    who looked. People looking at their own data, and the platform's own work, leave no line.
    """
    if not actor.is_officer or actor.person_id == person_id:
        return
    look = AccessLog(
        person_id=person_id, at=at, purpose=purpose, subject=subject[:80], reference=reference
    )
    _write(look, actor)


def record_system_look(
    *, actor: Actor, person_id: int, purpose: str, subject: str, at: datetime, reference: str
) -> None:
    """Write down that a system of an agency was given a person's data, without any officer.

    The actor is the platform itself, named as the system and working for its agency.
    """
    look = AccessLog(
        person_id=person_id, at=at, purpose=purpose, subject=subject[:80], reference=reference
    )
    _write(look, actor)


def _write(look: AccessLog, actor: Actor) -> None:
    look.actor_reference, look.actor_name = actor.reference, actor.name
    look.agency_id = actor.agency_id
    look.agency_name = agency_name(actor.agency_id) if actor.agency_id else ""
    insert_unread(look)


def record_acting_for(*, actor: Actor, mandate: Mandate, at: datetime) -> None:
    """Write down, for the represented person to read, that somebody began to act in their name."""
    look = AccessLog(
        person_id=mandate.represented_id,
        at=at,
        actor_reference=actor.reference,
        actor_name=mandate.representative_name,
        purpose=gettext("Làm thay theo ủy quyền"),
        subject=f"mandate:{mandate.pk}",
    )
    AccessLog.objects.bulk_create([look], ignore_conflicts=True)


def record_sign_in_event(
    *,
    kind: SignInKind,
    username: str,
    person_id: int | None,
    address: str | None,
    at: datetime,
    reason: str = "",
) -> None:
    """Write down what happened at the door."""
    event = SignInEvent(
        at=at,
        kind=kind,
        username=username[:200],
        person_id=person_id,
        address=address or None,
        reason=reason[:120],
    )
    SignInEvent.objects.bulk_create([event], ignore_conflicts=True)


def record_sign_out(*, actor: Actor, address: str | None, at: datetime) -> None:
    """Write down that the actor signed out."""
    record_sign_in_event(
        kind=SignInKind.SIGNED_OUT,
        username=actor.reference,
        person_id=actor.person_id,
        address=address,
        at=at,
    )
