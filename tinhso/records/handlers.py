"""What the records slice does when others, or its other half, have news."""

from procrastinate.contrib.django import app

from tinhso.core.actors import SYSTEM
from tinhso.core.tasks import as_system
from tinhso.dispatch.events import DocumentArrived, RevisionDecided
from tinhso.records.events import OfficialDocumentIssued
from tinhso.records.operations import close_answered


def take_in_arrived(event: DocumentArrived) -> None:
    """Have the worker take in what arrived; the periodic task finds what a crash left."""
    app.configure_task("tinhso.records.tasks.take_in_task").defer(inbound_id=event.inbound_id)


def follow_decision_made(event: RevisionDecided) -> None:
    """Have the worker carry a clerk's decision into the books; the periodic task mends losses."""
    app.configure_task("tinhso.records.tasks.follow_decision_task").defer(
        inbound_id=event.inbound_id
    )


def close_tasks_answered(event: OfficialDocumentIssued) -> None:
    """End the tasks an issued document answers; the periodic task finds what a crash left."""
    as_system(close_answered)(official_id=event.official_id, actor=SYSTEM, at=event.at)
