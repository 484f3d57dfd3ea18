"""Work of dispatch nobody waits for: fetching, reading, watching."""

import structlog
from django.conf import settings
from procrastinate.contrib.django import app

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.tasks import as_system, system_task
from tinhso.dispatch import operations
from tinhso.dispatch.gateways.axis import AxisAway
from tinhso.dispatch.operations.pulling import SOMEBODY_WAITS
from tinhso.dispatch.operations.relaying import is_axis_used

_log = structlog.get_logger(__name__)
_ROUNDS = 20


@app.periodic(cron="* * * * *")
@app.task(name="tinhso.dispatch.tasks.fetch_inbox", queueing_lock="dispatch_fetch_inbox")
def fetch_inbox(timestamp: int) -> None:
    """Fetch what waits at the axis, message by message, each stored before the next."""
    if not is_axis_used():
        return
    meet_partners()
    for _ in range(_ROUNDS):
        if fetch_waiting() == 0:
            break


@as_system
def meet_partners() -> None:
    """Take the axis's directory the first time; until it answers nobody outside is known."""
    try:
        operations.meet_partners(is_demonstration=settings.DEMO)
    except AxisAway as error:
        _log.warning("directory not fetched", reason=str(error))


def fetch_waiting() -> int:
    """Store one list of the axis; gives how many were new. Reading is a task of its own."""
    new_count = 0
    for waiting in operations.find_waiting(at=now()):
        envelope = operations.fetch_one(waiting=waiting, at=now())
        if envelope is not None and envelope.read_at is None:
            new_count += 1
            _read_later(envelope_id=envelope.pk)
    return new_count


@as_system
def _read_later(*, envelope_id: int) -> None:
    read_envelope.configure(priority=SOMEBODY_WAITS).defer(envelope_id=envelope_id)


@system_task(retry=5)
def read_envelope(*, envelope_id: int) -> None:
    """Read one stored envelope; run twice, it is entered once."""
    operations.read_envelope(envelope_id=envelope_id, at=now())


@app.periodic(cron="*/5 * * * *")
@system_task(queueing_lock="dispatch_find_unread")
def find_unread(timestamp: int) -> None:
    """Have envelopes read whose task was lost between storing and reading."""
    for envelope_id in operations.list_unread():
        read_envelope.defer(envelope_id=envelope_id)


@app.periodic(cron="*/10 * * * *")
@system_task(queueing_lock="dispatch_watch")
def watch(timestamp: int) -> None:
    """Tell of arrivals nobody acknowledged the same day."""
    told = operations.tell_late_acknowledgements(at=now())
    _log.info("late acknowledgements told", count=told)


@app.periodic(cron="40 4 * * *")
@system_task(queueing_lock="dispatch_reconcile")
def reconcile(timestamp: int) -> None:
    """Compare our account with the axis's every night; the administrator's page shows it."""
    if not is_axis_used():
        return
    found = operations.reconcile(actor=SYSTEM, at=now())
    if not found.is_balanced:
        _log.warning("account with the axis", differences=found.difference_count, error=found.error)


@app.periodic(cron="20 3 * * *")
@system_task(queueing_lock="dispatch_refresh_partners", retry=5)
def refresh_partners(timestamp: int) -> None:
    """Bring partners and their certificates up to date with the axis's directory."""
    if is_axis_used():
        _log.info("partners refreshed", count=operations.refresh_partners())
