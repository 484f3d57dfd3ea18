"""What the relay does: hand messages and statuses to the axis, confirm what was stored.

A failed attempt keeps what it learnt and asks to be called again (core.outbox): the clerk sees how
often and why. After three days the message waits for a person.
"""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.events import publish
from tinhso.core.outbox import Delivery
from tinhso.core.rls import acting_as
from tinhso.dispatch.events import SendingFailed
from tinhso.dispatch.gateways import axis, edxml_signing, edxml_writing
from tinhso.dispatch.gateways.axis import AxisAway, AxisRefused
from tinhso.dispatch.models import StatusRecord, Transmission
from tinhso.dispatch.operations.composing import organ_of
from tinhso.dispatch.operations.reporting import settle
from tinhso.dispatch.operations.sending import enqueue_sending
from tinhso.dispatch.permissions import check_registrar
from tinhso.dispatch.rules import Sent, Staff, Status, StatusNote, parse_document_id
from tinhso.dispatch.rules.accounts import message_key, status_key
from tinhso.documents.api import load_bytes, signer_of_agency
from tinhso.exchange.api import GIVEN_UP_AFTER, note_answer, note_failure, rest_of, wait_after

_AXIS = "axis"


class NothingToRetry(DomainError):
    """The message has not failed: it is on its way or there."""

    code = "nothing_to_retry"
    text = gettext_lazy("Lượt gửi này không bị lỗi nên không cần gửi lại.")


def carry(delivery: Delivery) -> timedelta | None:
    """Do one delivery to the axis; gives the wait when it must be asked again."""
    carriers: dict[str, Callable[[Delivery], timedelta | None]] = {
        "MESSAGE": _carry_message,
        "STATUS": _carry_status,
        "CONFIRM": _carry_confirmation,
    }
    resting = rest_of_axis(delivery.at)
    return resting or carriers[delivery.topic](delivery)


def rest_of_axis(at: datetime) -> timedelta | None:
    """Give how much longer the axis is left alone, ``None`` when it may be asked."""
    return rest_of(_AXIS, at)


def note_axis(at: datetime, error: str = "") -> None:
    """Keep how the axis did: an answer ends its rest, failures in a row make it rest."""
    if error:
        note_failure(_AXIS, at, error)
    else:
        note_answer(_AXIS, at)


def _carry_message(delivery: Delivery) -> timedelta | None:
    rows = Transmission.objects.select_related("outgoing__file").select_for_update(of=("self",))
    row = rows.get(pk=delivery.payload["transmission_id"])
    if row.sent_at is not None:
        return None
    try:
        content = load_bytes(row.outgoing.file.sha256)
        number = axis.hand_over(content=content, to=row.organ_id, key=message_key(row.pk))
    except AxisRefused as refusal:
        note_axis(delivery.at)
        _give_up(row, str(refusal), delivery.at)
        return None
    except AxisAway as error:
        note_axis(delivery.at, str(error))
        return _wait(row, str(error), delivery.at)
    note_axis(delivery.at)
    row.sent_at, row.external_id = delivery.at, number[:80]
    row.failed_at, row.next_attempt_at, row.last_error = None, None, ""
    settle(row, delivery.at)
    return None


def _wait(row: Transmission, error: str, at: datetime) -> timedelta | None:
    row.attempt_count += 1
    row.last_error = error[:300]
    if at - row.queued_at > GIVEN_UP_AFTER * row.turn_count:
        _give_up(row, error, at)
        return None
    wait = wait_after(row.attempt_count, random.random())  # noqa: S311
    row.next_attempt_at = at + wait
    row.save()
    return wait


def _give_up(row: Transmission, error: str, at: datetime) -> None:
    row.failed_at, row.next_attempt_at, row.last_error = at, None, error[:300]
    settle(row, at)
    publish(
        SendingFailed(
            transmission_id=row.pk,
            outgoing_id=row.outgoing_id,
            reference=row.outgoing.reference,
            agency_id=row.agency_id,
            at=at,
        )
    )


@transaction.atomic
def retry_sending(*, transmission: Transmission, actor: Actor, at: datetime) -> Transmission:
    """Send a failed message once more, for another three days.

    :raises NothingToRetry: it has not failed.
    :raises NotYours: the actor is not the sending agency's registry clerk.
    """
    check_registrar(actor, transmission.agency_id)
    with acting_as(SYSTEM):
        row = Transmission.objects.select_for_update().get(pk=transmission.pk)
        if row.state != Sent.FAILED:
            raise NothingToRetry
        row.turn_count += 1
        row.failed_at, row.queued_at, row.attempt_count = None, at, 0
        settle(row, at)
        enqueue_sending(row, at)
    return row


def _carry_status(delivery: Delivery) -> timedelta | None:
    rows = StatusRecord.objects.select_related("message__agency", "agency")
    record = rows.select_for_update(of=("self",)).get(pk=delivery.payload["status_id"])
    if record.sent_at is not None or record.message is None:
        return None
    try:
        axis.hand_over(
            content=status_bytes(record, delivery.at),
            to=record.message.sender_organ_id,
            key=status_key(record.key),
        )
    except (AxisAway, AxisRefused) as error:
        is_refused = isinstance(error, AxisRefused)
        note_axis(delivery.at, "" if is_refused else str(error))
        record.attempt_count += 1
        record.last_error = str(error)[:300]
        record.save(update_fields=["attempt_count", "last_error"])
        is_over = is_refused or delivery.at - record.recorded_at > GIVEN_UP_AFTER
        return None if is_over else wait_after(record.attempt_count, random.random())  # noqa: S311
    note_axis(delivery.at)
    record.sent_at, record.last_error = delivery.at, ""
    record.save(update_fields=["sent_at", "last_error"])
    return None


def status_bytes(record: StatusRecord, at: datetime) -> bytes:
    """Give the signed status message of a record."""
    message = record.message
    if message is None:
        raise ValueError("only what we report is written")
    note = StatusNote(
        sender=organ_of(message.agency),
        document_id=parse_document_id(message.document_id),
        status=Status(record.code),
        at=record.at,
        description=record.description,
        staff=Staff(name=record.reported_by),
    )
    signer = signer_of_agency(agency=message.agency, at=at)
    signed = edxml_signing.sign(
        edxml_writing.write_status(note),
        certificate_pem=signer.certificate_pem,
        with_key=signer.sign,
    )
    return edxml_writing.as_bytes(signed)


def _carry_confirmation(delivery: Delivery) -> timedelta | None:
    try:
        axis.confirm(str(delivery.payload["number"]))
    except (AxisAway, AxisRefused) as error:
        note_axis(delivery.at, str(error))
        return wait_after(delivery.attempt, random.random())  # noqa: S311
    note_axis(delivery.at)
    return None


def is_axis_used() -> bool:
    """Tell whether this installation is connected to an axis."""
    return bool(settings.AXIS_URL)
