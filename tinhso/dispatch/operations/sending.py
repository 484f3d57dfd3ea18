"""Sending: one signed envelope, to agencies of ours at once, to others through the outbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.outbox import enqueue
from tinhso.core.rls import acting_as
from tinhso.dispatch.gateways import edxml_signing, edxml_writing
from tinhso.dispatch.models import (
    Channel,
    Envelope,
    EnvelopeState,
    OutgoingMessage,
    SignatureVerdict,
    Transmission,
)
from tinhso.dispatch.operations.arriving import Arrival, arrive
from tinhso.dispatch.operations.composing import Addressee, compose, find_addressees
from tinhso.dispatch.operations.parcels import DocumentToSend, NothingToSend
from tinhso.dispatch.operations.reporting import AXIS, settle
from tinhso.dispatch.permissions import check_works_for
from tinhso.dispatch.rules import Act, Decision, Message
from tinhso.documents.api import find_secrecy_mark, signer_of_agency, store_file
from tinhso.ledger.api import record
from tinhso.orgs.api import Agency, get_agency_by_id


class ClassifiedNotSent(DomainError):
    """A mark of secrecy stands in what was to be sent: it may not leave over a network."""

    code = "classified_not_sent"
    text = gettext_lazy(
        "Văn bản có dấu chỉ độ mật. Không gửi văn bản mật qua mạng; hãy chuyển bằng bản giấy"
        " theo quy định bảo vệ bí mật nhà nước."
    )


class CannotBeWritten(DomainError):
    """The header does not fit the standard: a part is missing or too long."""

    code = "cannot_be_written"
    text = gettext_lazy(
        "Thông tin văn bản chưa đúng chuẩn gửi nhận (QCVN 102:2016). Hãy kiểm tra số, ký hiệu,"
        " trích yếu và mã cơ quan."
    )


@dataclass(frozen=True, slots=True)
class Sending:
    """A composed message with what is kept beside it."""

    act: Act
    message: Message
    addressees: tuple[Addressee, ...]
    reference: str
    key: str
    original: OutgoingMessage | None = None


@transaction.atomic
def send_document(
    *,
    document: DocumentToSend,
    reference: str,
    idempotency_key: str,
    actor: Actor,
    at: datetime,
) -> OutgoingMessage:
    """Send an issued document to its recipients, once per idempotency key.

    Agencies of ours have it when the transaction commits; others get it through the axis.
    ``reference`` (``records:12``) comes back in ``events.StatusArrived``. A document with
    ``replaces`` asks its recipients to take it in the place of those. Ask ``list_transmissions``
    for what became of it at each recipient.

    :raises NothingToSend: no recipient, an unknown one, or no file.
    :raises ClassifiedNotSent: a mark of secrecy stands in the header or a file's name.
    :raises CannotBeWritten: the header does not fit the standard.
    :raises NotYours: the actor does not work for the sending agency.
    """
    check_works_for(actor, document.agency_id)
    found = OutgoingMessage.objects.filter(idempotency_key=idempotency_key).first()
    if found is not None:
        return found
    addressees = find_addressees(document.recipients)
    if not addressees or not document.files:
        raise NothingToSend
    act = Act.REPLACE if document.replaces else Act.NEW
    agency = get_agency_by_id(document.agency_id)
    message = compose(act=act, agency=agency, document=document, addressees=addressees, at=at)
    return send(Sending(act, message, addressees, reference, idempotency_key), agency, actor, at)


def send(sending: Sending, agency: Agency, actor: Actor, at: datetime) -> OutgoingMessage:
    """Write, sign, keep and hand over a composed message."""
    refuse_marks(sending.message)
    content = _signed(sending.message, agency, at)
    outgoing = _keep(sending, agency, content, actor, at)
    rows = [_transmission(outgoing, addressee, at) for addressee in sending.addressees]
    Transmission.objects.bulk_create(rows)
    for row in rows:
        if row.partner_id is not None:
            enqueue_sending(row, at)
    _deliver_inside(outgoing, sending, rows, agency, at)
    _record(outgoing, rows, actor, at)
    return outgoing


def refuse_marks(message: Message) -> None:
    """Refuse a message whose header or file names carry a mark of secrecy.

    :raises ClassifiedNotSent: they do.
    """
    head = message.head
    said = [head.subject, head.content, head.type_name, head.document_id.code, *head.places_sent]
    said += [message.business.reason, *(file.name for file in message.files)]
    if any(find_secrecy_mark(text) for text in said):
        raise ClassifiedNotSent


def _signed(message: Message, agency: Agency, at: datetime) -> bytes:
    try:
        root = edxml_writing.write_message(message)
    except edxml_writing.NotOurForm as error:
        raise CannotBeWritten from error
    with acting_as(SYSTEM):
        signer = signer_of_agency(agency=agency, at=at)
    signed = edxml_signing.sign(root, certificate_pem=signer.certificate_pem, with_key=signer.sign)
    return edxml_writing.as_bytes(signed)


def _keep(
    sending: Sending, agency: Agency, content: bytes, actor: Actor, at: datetime
) -> OutgoingMessage:
    head = sending.message.head
    return OutgoingMessage.objects.create(
        token=new_token(),
        agency=agency,
        act=sending.act,
        document_id=str(head.document_id),
        reference=sending.reference,
        idempotency_key=sending.key,
        original=sending.original,
        file=store_file(content, "application/xml", at),
        code=head.document_id.code,
        type_code=head.type_code,
        type_name=head.type_name,
        subject=head.subject,
        reason=sending.message.business.reason,
        priority=int(head.priority),
        issued_on=head.document_id.issued_on,
        created_at=at,
        created_by=actor.name,
    )


def _transmission(outgoing: OutgoingMessage, addressee: Addressee, at: datetime) -> Transmission:
    return Transmission(
        outgoing=outgoing,
        agency_id=outgoing.agency_id,
        recipient_agency=addressee.agency,
        partner=addressee.partner,
        organ_id=addressee.organ_id,
        recipient_name=addressee.name,
        document_id=outgoing.document_id,
        act=outgoing.act,
        decision=Decision.NONE if outgoing.act == Act.NEW else Decision.OPEN,
        queued_at=at,
    )


def enqueue_sending(transmission: Transmission, at: datetime) -> None:
    """Have the relay hand a transmission to the axis; in order per document and recipient."""
    enqueue(
        destination=AXIS,
        topic="MESSAGE",
        ordering_key=f"{transmission.document_id}>{transmission.organ_id}",
        payload={"transmission_id": transmission.pk},
        idempotency_key=f"dispatch:{transmission.pk}:{transmission.turn_count}",
        at=at,
    )


def _deliver_inside(
    outgoing: OutgoingMessage,
    sending: Sending,
    rows: Sequence[Transmission],
    agency: Agency,
    at: datetime,
) -> None:
    """Enter the message at every recipient of ours, in this transaction."""
    inside = [row for row in rows if row.recipient_agency is not None]
    if not inside:
        return
    with acting_as(SYSTEM):
        envelope = Envelope.objects.create(
            token=new_token(),
            channel=Channel.INTERNAL,
            external_id=outgoing.token,
            file=outgoing.file,
            sha256=outgoing.file.sha256,
            received_at=at,
            read_at=at,
            state=EnvelopeState.READ,
            sender_organ_id=agency.code,
            signature=SignatureVerdict.VALID,
        )
        arrival = Arrival(envelope, sending.message, SignatureVerdict.VALID, agency)
        for row in inside:
            row.sent_at = at
            row.save(update_fields=["sent_at"])
            if row.recipient_agency is not None:
                arrive(arrival, row.recipient_agency, at)
            row.refresh_from_db()
            settle(row, at)


def _record(
    outgoing: OutgoingMessage, rows: Sequence[Transmission], actor: Actor, at: datetime
) -> None:
    record(
        kind=f"DISPATCH_{outgoing.act}_SENT",
        subject=f"outgoing:{outgoing.token}",
        payload={
            "document_id": outgoing.document_id,
            "recipients": [row.organ_id for row in rows],
            "envelope": outgoing.file.sha256,
            "reason": outgoing.reason,
        },
        actor=actor,
        at=at,
    )
