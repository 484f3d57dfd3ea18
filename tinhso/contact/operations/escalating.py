"""The escalation ladder: who is told as the time runs out; ownership never moves by it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from tinhso.contact.models import OPEN_STATES, Contact, Escalation, EscalationStep
from tinhso.contact.operations.history import note
from tinhso.contact.operations.promising import used_percent
from tinhso.contact.operations.telling import News, tell_officers
from tinhso.contact.permissions import centre_agency_id
from tinhso.contact.queries.catalogue import escalation_ladder
from tinhso.contact.rules.clocks import rungs_reached
from tinhso.core.actors import SYSTEM

_AT_ONCE = 500
_CENTRE_ROLES = ("HEAD_OF_UNIT", "LEADER")


@transaction.atomic
def escalate_due(*, at: datetime) -> int:
    """Tell whoever the ladder names, each rung once a turn; as the platform. Gives how many."""
    ladder = {step.percent: step for step in escalation_ladder()}
    running = Contact.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        state__in=OPEN_STATES,
        closed_at__isnull=True,
        due_at__isnull=False,
        paused_since__isnull=True,
        escalated_percent__lt=max(ladder, default=0),
    )
    return sum(_climb(contact, ladder, at) for contact in running.order_by("due_at")[:_AT_ONCE])


def _climb(contact: Contact, ladder: dict[int, EscalationStep], at: datetime) -> int:
    assert contact.due_at is not None  # noqa: S101 - only running contacts are asked for
    percent = used_percent(begun_at=contact.received_at, due_at=contact.due_at, at=at)
    reached = rungs_reached(percent, ladder, already=contact.escalated_percent)
    if not reached:
        return 0
    told = _tell(contact, ladder[reached[-1]], at)
    Escalation.objects.bulk_create(
        (
            Escalation(contact=contact, percent=rung, at=at, hop=contact.hop_count, told_count=told)
            for rung in reached
        ),
        ignore_conflicts=True,
    )
    contact.escalated_percent = reached[-1]
    contact.save(update_fields=["escalated_percent"])
    note(contact, "ESCALATED", actor=SYSTEM, at=at, percent=reached[-1], told=told)
    return 1


def _tell(contact: Contact, step: EscalationStep, at: datetime) -> int:
    key = f"late:{contact.hop_count}:{step.percent}"
    news = News("contact_escalated", key, {"percent": step.percent})
    parties: Iterable[tuple[int | None, tuple[str, ...]]] = (
        (contact.agency_id, tuple(step.roles)),
        (centre_agency_id() if step.tells_centre else None, _CENTRE_ROLES),
    )
    return sum(
        tell_officers(contact, news, roles=roles, agency_id=agency_id, at=at)
        for agency_id, roles in parties
        if agency_id is not None
    )
