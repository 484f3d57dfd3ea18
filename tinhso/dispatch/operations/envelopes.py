"""Envelopes from outside: stored first, untouched; then read, checked and entered, or refused."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.events import publish
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.dispatch.events import ClassifiedQuarantined
from tinhso.dispatch.gateways import edxml_reading, edxml_signing
from tinhso.dispatch.gateways.edxml_parsing import parse
from tinhso.dispatch.models import Channel, Envelope, EnvelopeState
from tinhso.dispatch.operations.arriving import Arrival, arrive
from tinhso.dispatch.operations.marks import has_secrecy_mark
from tinhso.dispatch.operations.reporting import apply_note
from tinhso.dispatch.operations.shutting import was_shut_away
from tinhso.dispatch.operations.trusting import find_own_agency, identify
from tinhso.dispatch.rules import Message, StatusNote
from tinhso.dispatch.rules.digests import content_digest
from tinhso.dispatch.rules.refusals import EnvelopeRefused, Reason
from tinhso.documents.api import forget_file, load_bytes, store_file
from tinhso.ledger.api import record
from tinhso.orgs.api import Agency


class NotInQuarantine(DomainError):
    """The envelope is not shut away, or its bytes are gone already."""

    code = "not_in_quarantine"
    text = gettext_lazy("Gói tin này không bị cách ly hoặc đã được xóa.")


@transaction.atomic
def store_envelope(
    *, content: bytes, channel: Channel, external_id: str, agency_id: int | None, at: datetime
) -> Envelope:
    """Keep an envelope as it came, before anybody reads it; the same number is one envelope.

    ``agency_id`` is the agency of a clerk who uploaded it, ``None`` for what the axis brought.
    """
    with acting_as(SYSTEM):
        found = Envelope.objects.filter(channel=channel, external_id=external_id).first()
        if found is not None:
            return found
        return Envelope.objects.create(
            token=new_token(),
            channel=channel,
            external_id=external_id,
            agency_id=agency_id,
            file=store_file(content, "application/xml", at),
            sha256=hashlib.sha256(content).hexdigest(),
            received_at=at,
        )


@transaction.atomic
def read_envelope(*, envelope_id: int, at: datetime) -> Envelope:
    """Read a stored envelope: enter its message or status, refuse it by name, or shut it away.

    Read again, nothing happens twice.
    """
    with acting_as(SYSTEM):
        envelope = Envelope.objects.select_for_update().get(pk=envelope_id)
        if envelope.state != EnvelopeState.STORED or envelope.file is None:
            return envelope
        try:
            with transaction.atomic():
                _read(envelope, load_bytes(envelope.file.sha256), at)
        except EnvelopeRefused as refusal:
            envelope.state = EnvelopeState.REFUSED
            envelope.refusal, envelope.detail = str(refusal.reason), refusal.detail
        envelope.read_at = at
        envelope.save()
        return envelope


def _read(envelope: Envelope, content: bytes, at: datetime) -> None:
    root = parse(content)
    if has_secrecy_mark(edxml_reading.texts(root)):
        _shut_away(envelope, at)
        return
    signature = edxml_signing.look_at_signature(root)
    message = edxml_reading.read(root)
    envelope.sender_organ_id = message.sender.organ_id[:60]
    recipients = _ours(message) if isinstance(message, Message) else []
    if envelope.agency_id is None and recipients:
        envelope.agency = recipients[0]
    known = identify(message.sender, signature, at)
    envelope.signature = known.verdict
    if isinstance(message, StatusNote):
        is_new = apply_note(message, at)
    else:
        arrival = Arrival(envelope, message, known.verdict, known.agency, known.partner)
        is_new = _enter(arrival, recipients, at)
        if was_shut_away(str(message.head.document_id), content_digest(message)):
            _shut_away(envelope, at)
            return
    envelope.state = EnvelopeState.READ if is_new else EnvelopeState.DUPLICATE


def _enter(arrival: Arrival, recipients: list[Agency], at: datetime) -> bool:
    envelope = arrival.envelope
    if envelope.channel == Channel.UPLOAD:
        recipients = [agency for agency in recipients if agency.pk == envelope.agency_id]
    if not recipients:
        organs = ", ".join(organ.organ_id for organ in arrival.message.recipients)
        raise EnvelopeRefused(Reason.NOT_FOR_US, organs)
    entered = [arrive(arrival, agency, at) for agency in recipients]
    return any(each is not None for each in entered)


def _ours(message: Message) -> list[Agency]:
    """Give the recipients that are agencies of ours, whichever order their code is written in."""
    found: dict[int, Agency] = {}
    for organ in message.recipients:
        agency = find_own_agency(organ.organ_id)
        if agency is not None:
            found[agency.pk] = agency
    return list(found.values())


def _shut_away(envelope: Envelope, at: datetime) -> None:
    """Keep nothing but that something came: no sender, no words, no index."""
    envelope.state, envelope.agency = EnvelopeState.QUARANTINED, None
    record(
        kind="DISPATCH_QUARANTINED",
        subject=f"envelope:{envelope.token}",
        payload={"envelope": envelope.sha256},
        actor=SYSTEM,
        at=at,
    )
    publish(ClassifiedQuarantined(envelope_id=envelope.pk, at=at))


@transaction.atomic
def destroy_envelope(*, envelope: Envelope, note: str, actor: Actor, at: datetime) -> Envelope:
    """Delete the bytes of a shut away envelope once they were handed over, and say so.

    :raises NotInQuarantine: it is not shut away.
    """
    with acting_as(SYSTEM):
        locked = Envelope.objects.select_for_update().get(pk=envelope.pk)
        if locked.state != EnvelopeState.QUARANTINED or locked.file is None:
            raise NotInQuarantine
        file, locked.file = locked.file, None
        locked.state, locked.detail = EnvelopeState.DESTROYED, note.strip()[:300]
        locked.save()
        forget_file(file)
    record(
        kind="DISPATCH_QUARANTINE_DESTROYED",
        subject=f"envelope:{locked.token}",
        payload={"envelope": locked.sha256, "note": locked.detail},
        actor=actor,
        at=at,
    )
    return locked
