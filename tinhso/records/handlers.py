"""What the records slice does when others, or its other half, have news."""

from django.urls import reverse
from procrastinate.contrib.django import app

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.tasks import as_system
from tinhso.dispatch.events import DocumentArrived, RevisionDecided, RevisionRequested
from tinhso.indicators.api import SubjectLink
from tinhso.records.events import OfficialDocumentIssued
from tinhso.records.models import Direction
from tinhso.records.operations import close_answered, close_carried
from tinhso.records.permissions import official_documents_for, tasks_for


def where_official_is_read(official_id: str, actor: Actor) -> SubjectLink | None:
    """Give the page of a document behind a number, to officers who may see it."""
    if not official_id.isdecimal():
        return None
    found = official_documents_for(actor).filter(pk=int(official_id)).first()
    if found is None:
        return None
    page = (
        "records:incoming_document" if found.direction == Direction.INCOMING else "records:outgoing"
    )
    return SubjectLink(str(found), reverse(page, args=[found.token]))


def where_task_is_read(task_id: str, actor: Actor) -> SubjectLink | None:
    """Give the page of a task behind a number, to officers whose agency takes part."""
    found = tasks_for(actor).filter(pk=int(task_id)).first() if task_id.isdecimal() else None
    if found is None:
        return None
    return SubjectLink(str(found), reverse("records:task", args=[found.token]))


def take_in_arrived(event: DocumentArrived) -> None:
    """Have the worker take in what arrived; the periodic task finds what a crash left."""
    app.configure_task("tinhso.records.tasks.take_in_task").defer(inbound_id=event.inbound_id)


def look_through_requested(event: RevisionRequested) -> None:
    """Have the worker look an update through for marks of secrecy before a clerk decides."""
    if event.act == "UPDATE":
        app.configure_task("tinhso.records.tasks.look_through_task").defer(
            inbound_id=event.inbound_id
        )


def follow_decision_made(event: RevisionDecided) -> None:
    """Have the worker carry a clerk's decision into the books; the periodic task mends losses."""
    app.configure_task("tinhso.records.tasks.follow_decision_task").defer(
        inbound_id=event.inbound_id
    )


def close_tasks_answered(event: OfficialDocumentIssued) -> None:
    """End the tasks an issued document answers; the periodic task finds what a crash left."""
    as_system(close_answered)(official_id=event.official_id, actor=SYSTEM, at=event.at)


def close_directive_carried(event: OfficialDocumentIssued) -> None:
    """End the directive an issued document carries out, when its work is done."""
    as_system(close_carried)(official_id=event.official_id, at=event.at)
