"""Sending an issued document to its recipients through dispatch, in the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime

from tinhso.core.actors import Actor
from tinhso.dispatch.api import (
    DocumentToSend,
    FileToSend,
    Priority,
    Signer,
    send_document,
    type_of,
)
from tinhso.dispatch.api import Recipient as Addressee
from tinhso.documents.api import latest_rendition
from tinhso.orgs.api import find_agency, organisation_date_at
from tinhso.records.models import OfficialDocument, OutgoingDocument, Recipient
from tinhso.records.operations.history import add_event
from tinhso.records.rules.kinds import get_kind


def deliver(outgoing: OutgoingDocument, *, actor: Actor, at: datetime) -> list[Recipient]:
    """Send a sealed document to each agency of ``deliver_to``, once however often it is called.

    Agencies of ours have it when the transaction commits; a code nobody bears is written down as
    a recipient that was not reached.
    """
    recipients = _write_down(outgoing, at)
    reached = [one for one in recipients if one.agency_id is not None]
    if not reached:
        return recipients
    send_document(
        document=_parcel(outgoing.official, reached, outgoing.authority),
        reference=f"records:{outgoing.pk}",
        idempotency_key=f"records:issue:{outgoing.pk}",
        actor=actor,
        at=at,
    )
    Recipient.objects.filter(pk__in=[one.pk for one in reached]).update(sent_at=at)
    names = ", ".join(one.name for one in reached)
    add_event(outgoing.official, "SENT", actor=actor, at=at, to=names[:1000])
    return recipients


def _write_down(outgoing: OutgoingDocument, at: datetime) -> list[Recipient]:
    day = organisation_date_at(at)
    recipients = []
    for code in outgoing.content.get("deliver_to", []):
        agency = find_agency(code, day)
        recipient, _ = Recipient.objects.get_or_create(
            official=outgoing.official,
            code=code,
            defaults={"agency": agency, "name": agency.name if agency else code},
        )
        recipients.append(recipient)
    return recipients


def _parcel(
    official: OfficialDocument, reached: Sequence[Recipient], authority: str
) -> DocumentToSend:
    document, issued_on = official.document, official.issued_on
    rendition = latest_rendition(document) if document else None
    if rendition is None or issued_on is None:
        raise ValueError("only a sealed document is sent")
    number, _, notation = official.notation.partition("/")
    name = f"{official.notation.replace('/', '-')}.pdf"
    return DocumentToSend(
        agency_id=official.agency_id,
        number=number,
        notation=notation,
        issued_on=issued_on,
        type_code=type_of(get_kind(official.kind).name),
        subject=official.abstract,
        files=(FileToSend(name, "application/pdf", rendition.file),),
        signer=Signer(official.signer_name, official.signer_title, authority),
        priority=Priority(official.urgency),
        due_on=official.due_at.date() if official.due_at else None,
        recipients=tuple(Addressee(agency_id=one.agency_id) for one in reached),
    )
