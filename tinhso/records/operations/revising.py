"""Changing what was sent: an update with further files or a new deadline, a recall by the system.

Wrong content is put right by another document (``operations.linking``); what goes out here is the
document's own message: files that were forgotten, a deadline that moved, or that it is taken back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import transaction

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.clock import VIETNAM
from tinhso.dispatch.api import NothingToRevise, recall_document, update_document
from tinhso.records.models import (
    OfficialDocument,
    OutgoingDocument,
    OutgoingState,
    QuarantinedItem,
    Reading,
)
from tinhso.records.operations.attaching import keep_attachment, seal_attachments
from tinhso.records.operations.delivering import messages_of, parcel
from tinhso.records.operations.drafting import locked_outgoing
from tinhso.records.operations.guarding import refuse_secret
from tinhso.records.operations.history import add_event
from tinhso.records.operations.linking import NotIssued
from tinhso.records.operations.reading import FilesBeingRead, keep_waiting_update
from tinhso.records.operations.reviewing import NotYourStep
from tinhso.records.operations.screening import GivenFile


@dataclass(frozen=True, slots=True)
class Update:
    """What changes for the recipients: why, a new deadline, files that come along."""

    reason: str
    due_on: date | None = None
    files: Sequence[GivenFile] = field(default_factory=tuple)


@transaction.atomic
def send_update(
    *, outgoing: OutgoingDocument, update: Update, actor: Actor, at: datetime
) -> QuarantinedItem | None:
    """Send the document again under its number with what was added; each recipient decides.

    Gives the stub when a file was shut away for its mark of secrecy; then nothing was sent. With
    scans among the files it leaves when they are read (``outgoing.waiting_update``).

    :raises NotIssued: it is not out.
    :raises NotYourStep: the actor is no registry clerk of the agency.
    :raises NothingToRevise: nobody holds it, or an earlier request waits for its answer.
    :raises SecretDraft: a mark of secrecy stands in the reason.
    :raises FilesBeingRead: an earlier update waits for its files.
    """
    locked = _issued(outgoing, actor)
    refuse_secret([update.reason])
    official = locked.official
    if locked.waiting_update is not None:
        raise FilesBeingRead
    if not messages_of(official):
        raise NothingToRevise
    for file in update.files:
        attached = keep_attachment(locked, file, actor=actor, at=at)
        if attached.quarantined is not None:
            return attached.quarantined
    if official.attachments.filter(reading=Reading.WAITING).exists():
        keep_waiting_update(locked, reason=update.reason, due_on=update.due_on, actor=actor, at=at)
        return None
    _send(locked, update, actor, at)
    return None


def _send(outgoing: OutgoingDocument, update: Update, actor: Actor, at: datetime) -> None:
    official = outgoing.official
    if official.document is not None:
        seal_attachments(official, official.document, actor=actor, at=at)
    if update.due_on is not None:
        official.due_at = datetime.combine(update.due_on, time(17), VIETNAM)
        official.save(update_fields=["due_at"])
    for message in messages_of(official):
        update_document(
            outgoing=message,
            document=parcel(official, outgoing.authority),
            reason=update.reason,
            actor=actor,
            at=at,
        )
    add_event(official, "UPDATE_SENT", actor=actor, at=at, reason=update.reason)


@transaction.atomic
def send_waiting_update(*, official_id: int, at: datetime) -> bool:
    """Send the update whose files are read now, in the name of who asked for it; once.

    One with a file that had to be shut away is dropped: the clerk decides anew.
    """
    rows = OutgoingDocument.objects.select_for_update(of=("self",))
    outgoing = rows.select_related("official__document").get(pk=official_id)
    waiting = outgoing.waiting_update
    if waiting is None or outgoing.official.attachments.filter(reading=Reading.WAITING).exists():
        return False
    actor = Actor.from_json(waiting["actor"])
    outgoing.waiting_update = None
    outgoing.save(update_fields=["waiting_update"])
    due_on = date.fromisoformat(waiting["due_on"]) if waiting["due_on"] else None
    was_shut = _was_shut_since(outgoing.official)
    if not was_shut:
        try:
            with transaction.atomic():
                _send(outgoing, Update(waiting["reason"], due_on), actor, at)
        except NothingToRevise:
            was_shut = True
    if was_shut:
        add_event(outgoing.official, "UPDATE_DROPPED", actor=SYSTEM, at=at)
    return not was_shut


def send_waiting_updates(*, at: datetime) -> None:
    """Send what a crash left between the reading of its files and its sending."""
    waiting = OutgoingDocument.objects.filter(waiting_update__isnull=False)
    for official_id in waiting.values_list("pk", flat=True):
        send_waiting_update(official_id=official_id, at=at)


def _was_shut_since(official: OfficialDocument) -> bool:
    """Tell whether a file was shut away after the update was asked for."""
    last = official.events.filter(kind__in=("UPDATE_WAITS", "FILE_SHUT_AWAY")).order_by("-pk")
    newest = last.first()
    return newest is not None and newest.kind == "FILE_SHUT_AWAY"


@transaction.atomic
def send_recall(
    *, outgoing: OutgoingDocument, reason: str, actor: Actor, at: datetime
) -> OutgoingDocument:
    """Ask every recipient to take the document out; each decides (Decree 30/2020 art. 18).

    :raises NotIssued: it is not out.
    :raises NotYourStep: the actor is no registry clerk of the agency.
    :raises NothingToRevise: nobody holds it, or an earlier request waits for its answer.
    :raises SecretDraft: a mark of secrecy stands in the reason.
    """
    locked = _issued(outgoing, actor)
    refuse_secret([reason])
    messages = messages_of(locked.official)
    if not messages:
        raise NothingToRevise
    for message in messages:
        recall_document(outgoing=message, reason=reason, actor=actor, at=at)
    add_event(locked.official, "RECALL_SENT", actor=actor, at=at, reason=reason)
    return locked


def _issued(outgoing: OutgoingDocument, actor: Actor) -> OutgoingDocument:
    locked = locked_outgoing(outgoing)
    if locked.official.agency_id not in actor.agency_ids or not actor.has_role("REGISTRAR"):
        raise NotYourStep
    if locked.state != OutgoingState.ISSUED:
        raise NotIssued
    return locked
