"""Statuses: what we report about what came, and what is reported about what we sent."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.events import publish
from tinhso.core.outbox import enqueue
from tinhso.core.rls import acting_as
from tinhso.dispatch.events import StatusArrived
from tinhso.dispatch.models import Direction, InboundMessage, StatusRecord, Transmission
from tinhso.dispatch.rules import (
    Act,
    Sent,
    Status,
    StatusNote,
    sent_decision,
    sent_state,
)
from tinhso.dispatch.rules.digests import note_digest
from tinhso.dispatch.rules.refusals import EnvelopeRefused, Reason

AXIS = "document_axis"
_ANSWERS = frozenset({Status.AGREED, Status.DECLINED})
# Status messages tell the time in whole seconds.
_ROUNDING = timedelta(seconds=1)


def report(
    *,
    message: InboundMessage,
    status: Status,
    actor: Actor,
    at: datetime,
    description: str = "",
) -> StatusRecord | None:
    """Tell the sender what became of a message, once per status and words; ``None`` if told.

    Inside the platform the sender knows at once, outside by the outbox.
    """
    key = _hash(f"out:{message.token}:{status}:{description}")
    with acting_as(SYSTEM):
        if StatusRecord.objects.filter(key=key).exists():
            return None
        record = StatusRecord.objects.create(
            direction=Direction.OUT,
            agency_id=message.agency_id,
            message=message,
            key=key,
            code=status,
            at=at,
            recorded_at=at,
            description=description[:500],
            reported_by=actor.name,
            organ_id=message.agency.code,
        )
        if message.sender_agency_id is not None:
            _tell_inside(message, record)
            return record
    _tell_outside(message, record, at)
    return record


def _tell_outside(message: InboundMessage, record: StatusRecord, at: datetime) -> None:
    enqueue(
        destination=AXIS,
        topic="STATUS",
        ordering_key=f"{message.agency.code}>{message.sender_organ_id}",
        payload={"status_id": record.pk},
        idempotency_key=f"dispatch-status:{record.key}",
        at=at,
    )


def _tell_inside(message: InboundMessage, record: StatusRecord) -> None:
    """Apply the status to the sender's row, in the same transaction."""
    record.sent_at = record.at
    record.save(update_fields=["sent_at"])
    sent = Transmission.objects.filter(
        outgoing__token=message.envelope.external_id, organ_id=message.agency.code
    )
    status = Status(record.code)
    told = _Told(status, record.at, record.key, record.description, record.reported_by)
    for transmission in _with_original(sent, status):
        _note(transmission, told, record.at)


def _with_original(sent: "QuerySet[Transmission]", status: Status) -> list[Transmission]:
    """Give the transmission answered and, once taken back, that of the document as well."""
    found = list(sent.select_for_update().order_by("pk"))
    if status is not Status.TAKEN_BACK:
        return found
    for transmission in list(found):
        originals = Transmission.objects.select_for_update().filter(
            document_id=transmission.document_id,
            organ_id=transmission.organ_id,
            act__in=[Act.NEW, Act.REPLACE],
        )
        found += [each for each in originals if each.pk not in {row.pk for row in found}]
    return found


def apply_note(note: StatusNote, at: datetime) -> bool:
    """Take a status message from outside; gives whether it was new. Run as the platform.

    :raises EnvelopeRefused: DOCUMENT_UNKNOWN: we sent no such document there.
    """
    sent = Transmission.objects.select_for_update().filter(
        document_id=str(note.document_id), organ_id=note.sender.organ_id
    )
    meant = _meant(list(sent.order_by("queued_at", "pk")), note)
    if not meant:
        raise EnvelopeRefused(Reason.DOCUMENT_UNKNOWN, str(note.document_id))
    told = _Told(note.status, note.at, note_digest(note), note.description, note.staff.name)
    fresh = [_note(transmission, told, at) for transmission in meant]
    return any(fresh)


def _meant(sent: list[Transmission], note: StatusNote) -> list[Transmission]:
    """Give what a status is about: a document id alone names both a document and its recall.

    Answers (15, 16) are about the last revision sent before they were given; taken back (13) is
    about the recall and the document; everything else about the document itself.
    """
    documents = [each for each in sent if each.act in {Act.NEW, Act.REPLACE}]
    revisions = [
        each
        for each in sent
        if each.act != Act.NEW and each.queued_at <= note.at.replace(microsecond=0) + _ROUNDING
    ]
    if note.status in _ANSWERS:
        return revisions[-1:]
    if note.status is Status.TAKEN_BACK:
        recalls = [each for each in revisions if each.act == Act.RECALL]
        return documents + recalls[-1:]
    return documents[-1:]


@dataclass(frozen=True, slots=True)
class _Told:
    """A status as it is kept about a transmission; ``digest`` is what makes it the same again."""

    status: Status
    at: datetime
    digest: str
    description: str
    by: str


def _note(transmission: Transmission, told: _Told, at: datetime) -> bool:
    """Keep a status about a transmission and compute its state again; gives whether it is new."""
    key = _hash(f"in:{transmission.pk}:{told.digest}")
    if StatusRecord.objects.filter(key=key).exists():
        return False
    StatusRecord.objects.create(
        direction=Direction.IN,
        agency_id=transmission.agency_id,
        transmission=transmission,
        key=key,
        code=told.status,
        at=told.at,
        recorded_at=at,
        description=told.description,
        reported_by=told.by,
        organ_id=transmission.organ_id,
    )
    settle(transmission, at)
    publish(
        StatusArrived(
            transmission_id=transmission.pk,
            outgoing_id=transmission.outgoing_id,
            reference=transmission.outgoing.reference,
            agency_id=transmission.agency_id,
            status=str(told.status),
            at=at,
        )
    )
    return True


def settle(transmission: Transmission, at: datetime) -> None:
    """Compute the state of a locked transmission from everything known about it."""
    known = {Status(code) for code in transmission.statuses.values_list("code", flat=True)}
    own = Sent.QUEUED
    if transmission.sent_at is not None:
        own = Sent.SENT
    elif transmission.failed_at is not None:
        own = Sent.FAILED
    transmission.state = sent_state(own, known)
    if transmission.act != Act.NEW:
        transmission.decision = sent_decision(known)
    if known:
        transmission.last_status_at = at
    transmission.save()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
