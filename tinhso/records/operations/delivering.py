"""Sending an issued document to its recipients."""

from datetime import datetime

from tinhso.core.actors import Actor
from tinhso.orgs.api import find_agency, organisation_date_at
from tinhso.records.models import OutgoingDocument, Recipient
from tinhso.records.operations.history import add_event


def deliver(outgoing: OutgoingDocument, *, actor: Actor, at: datetime) -> list[Recipient]:
    """Write down each agency of ``deliver_to`` as a recipient, in the caller's transaction."""
    day = organisation_date_at(at)
    recipients = []
    for code in outgoing.content.get("deliver_to", []):
        agency = find_agency(code, day)
        recipient, _ = Recipient.objects.get_or_create(
            official=outgoing.official,
            code=code,
            defaults={
                "agency": agency,
                "name": agency.name if agency else code,
                "sent_at": at,
            },
        )
        recipients.append(recipient)
    if recipients:
        names = ", ".join(recipient.name for recipient in recipients)
        add_event(outgoing.official, "SENT", actor=actor, at=at, to=names[:1000])
    return recipients
