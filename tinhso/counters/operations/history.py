"""What every write of the queue ends with: one line of history, and news for open pages."""

from datetime import datetime

from tinhso.core.actors import Actor
from tinhso.core.live import announce
from tinhso.counters.models import Ticket, TicketEvent
from tinhso.counters.queries import unit_topic


def record(ticket: Ticket, act: str, *, actor: Actor, at: datetime) -> None:
    """Write what happened to a ticket and have pages of its unit look again."""
    TicketEvent.objects.create(
        ticket=ticket,
        at=at,
        act=act,
        counter_id=ticket.counter_id,
        actor_reference=actor.reference,
        actor_name=actor.name,
    )
    announce(unit_topic(ticket.agency_id))
