"""Watching: arrivals nobody acknowledged in time, and messages that could not leave."""

from datetime import datetime

from django.urls import reverse

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import local
from tinhso.core.rls import acting_as
from tinhso.dispatch.models import InboundMessage
from tinhso.dispatch.rules import Taken
from tinhso.identity.api import officers_of
from tinhso.notifications.api import notify
from tinhso.orgs.api import organisation_date

_AT_ONCE = 200


def tell_late_acknowledgements(*, at: datetime) -> int:
    """Tell registry clerks and leaders of arrivals not acknowledged in time, each once.

    Gives how many messages that were.
    """
    with acting_as(SYSTEM):
        late = InboundMessage.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            state=Taken.ARRIVED, is_late_told=False, acknowledge_by__lte=at
        )
        found = list(late.select_related("agency").order_by("pk")[:_AT_ONCE])
        for message in found:
            _tell(message, at)
            message.is_late_told = True
            message.save(update_fields=["is_late_told"])
        return len(found)


def _tell(message: InboundMessage, at: datetime) -> None:
    day = organisation_date()
    people = {
        officer.person_id
        for role in ("REGISTRAR", "LEADER")
        for officer in officers_of(message.agency_id, role, day)
    }
    for person_id in sorted(people):
        notify(
            person_id=person_id,
            template="dispatch_late",
            context={
                "code": message.code,
                "sender": message.sender_name,
                "due": f"{local(message.acknowledge_by):%H:%M %d/%m/%Y}",
            },
            url=reverse("dispatch:inbound", args=[message.token]),
            at=at,
            idempotency_key=f"dispatch-late:{message.token}:{person_id}",
        )
