"""Background work of the records slice; every task bears running twice."""

from datetime import timedelta

from procrastinate.contrib.django import app

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now, today
from tinhso.core.tasks import system_task
from tinhso.records.operations import (
    close_all_answered,
    close_all_carried,
    follow_decision,
    follow_decisions,
    read_scans,
    remind_of_tasks,
    take_in,
    take_in_what_waits,
    tell_late_arrivals,
)
from tinhso.records.operations.connecting import look_through_revision
from tinhso.records.operations.copying import draw_copy
from tinhso.records.operations.packing import pack
from tinhso.records.operations.reading import read_attachment, read_evidence
from tinhso.records.operations.revising import send_waiting_update, send_waiting_updates
from tinhso.records.operations.telling_numbers import tell_numbers

_LOOK_BACK = timedelta(days=3)
#: Numbers of the registers are told again for so long, so that nothing a crash left is missing.
_TOLD_AGAIN = timedelta(days=31)


@system_task()
def read_scans_task(arrival_id: int, part: int = 0, is_whole: bool = True) -> None:
    """Read scanned pages of what came in."""
    read_scans(arrival_id=arrival_id, part=part, is_whole=is_whole, at=now())


@system_task()
def read_attachment_task(attachment_id: int, part: int = 0, is_whole: bool = True) -> None:
    """Read the scans of a file that goes with a document; send the update that waited for it."""
    official = read_attachment(attachment_id=attachment_id, part=part, is_whole=is_whole, at=now())
    if official is not None:
        send_waiting_update(official_id=official.pk, at=now())


@system_task()
def read_evidence_task(note_id: int, part: int = 0, is_whole: bool = True) -> None:
    """Read the scans of a task's evidence."""
    read_evidence(note_id=note_id, part=part, is_whole=is_whole, at=now())


@system_task()
def pack_task(hand_over_id: int) -> None:
    """Make the package of a dossier given to the archive, and read it back."""
    pack(hand_over_id=hand_over_id, at=now())


@system_task()
def draw_copy_task(copy_id: int) -> None:
    """Draw the pages of a copy that was ordered."""
    draw_copy(copy_id=copy_id, at=now())


@system_task()
def take_in_task(inbound_id: int) -> None:
    """Take in a document that arrived by dispatch."""
    take_in(inbound_id=inbound_id, at=now())


@system_task()
def look_through_task(inbound_id: int) -> None:
    """Look through an update that was asked for; a mark of secrecy shuts it away."""
    look_through_revision(inbound_id=inbound_id, at=now())


@system_task()
def follow_decision_task(inbound_id: int) -> None:
    """Carry a decided recall, update or replacement into the books of its receiver."""
    follow_decision(inbound_id=inbound_id, at=now())


@app.periodic(cron="*/10 * * * *")
@system_task(queueing_lock="records_remind")
def remind(timestamp: int) -> None:
    """Remind of deadlines and of what came and is not registered, every ten minutes."""
    take_in_what_waits(at=now())
    send_waiting_updates(at=now())
    follow_decisions(since=now() - _LOOK_BACK, at=now())
    close_all_answered(actor=SYSTEM, at=now())
    close_all_carried(at=now())
    remind_of_tasks(at=now())
    tell_late_arrivals(at=now())


@app.periodic(cron="*/15 * * * *")
@system_task(queueing_lock="records_tell_numbers")
def tell_new_numbers(timestamp: int) -> None:
    """Tell the indicators what the registers and tasks of the last days say."""
    tell_numbers(since=today() - _TOLD_AGAIN, at=now())
