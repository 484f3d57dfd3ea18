"""Fetching what waits at the axis: each message stored on its own, then confirmed."""

from datetime import datetime

import structlog
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from tinhso.core.actors import SYSTEM
from tinhso.core.outbox import enqueue
from tinhso.core.rls import acting_as
from tinhso.dispatch.gateways import axis
from tinhso.dispatch.gateways.axis import AxisAway, AxisRefused, Waiting
from tinhso.dispatch.models import Channel, Envelope, EnvelopeState
from tinhso.dispatch.operations.envelopes import store_envelope
from tinhso.dispatch.operations.relaying import note_axis, rest_of_axis
from tinhso.dispatch.operations.reporting import AXIS

#: A clerk looks at the page: before what nobody waits for (signatures made to last).
SOMEBODY_WAITS = 10
FETCH_TASK = "tinhso.dispatch.tasks.fetch_inbox"
_log = structlog.get_logger(__name__)


def find_waiting(*, at: datetime) -> list[Waiting]:
    """List what waits at the axis; nothing while the axis rests or does not answer."""
    with acting_as(SYSTEM):
        if rest_of_axis(at):
            return []
    try:
        found = axis.list_waiting()
    except (AxisAway, AxisRefused) as error:
        _log.warning("axis away", reason=str(error))
        with acting_as(SYSTEM):
            note_axis(at, str(error))
        return []
    with acting_as(SYSTEM):
        note_axis(at)
    return found


def fetch_one(*, waiting: Waiting, at: datetime) -> Envelope | None:
    """Fetch one message, store it, and have the axis told after the commit.

    Dying anywhere, the message still waits at the axis, or is stored and confirmed later.
    ``None`` when the axis did not hand it over.
    """
    with acting_as(SYSTEM):
        known = Envelope.objects.filter(channel=Channel.AXIS, external_id=waiting.number).first()
    try:
        content = b"" if known else axis.fetch(waiting)
    except (AxisAway, AxisRefused) as error:
        _log.warning("message not fetched", number=waiting.number, reason=str(error))
        return None
    with transaction.atomic(), acting_as(SYSTEM):
        envelope = known or store_envelope(
            content=content,
            channel=Channel.AXIS,
            external_id=waiting.number,
            agency_id=None,
            at=at,
        )
        enqueue(
            destination=AXIS,
            topic="CONFIRM",
            ordering_key="",
            payload={"number": waiting.number},
            idempotency_key=f"dispatch-confirm:{waiting.number}:{at:%Y%m%d%H}",
            at=at,
        )
    return envelope


def list_unread(most: int = 200) -> list[int]:
    """List the keys of envelopes stored and not read yet, oldest first."""
    with acting_as(SYSTEM):
        stored = Envelope.objects.filter(state=EnvelopeState.STORED).order_by("pk")
        return list(stored.values_list("pk", flat=True)[:most])


def order_fetch() -> None:
    """Have the axis asked now instead of within the minute; asked twice, it is asked once."""
    task = app.configure_task(FETCH_TASK, queueing_lock=FETCH_TASK, priority=SOMEBODY_WAITS)
    try:
        with transaction.atomic():
            task.defer(timestamp=0)
    except AlreadyEnqueued:
        return
