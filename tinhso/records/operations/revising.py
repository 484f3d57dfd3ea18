"""Changing what was sent: an update with further files or a new deadline, a recall by the system.

Wrong content is put right by another document (``operations.linking``); what goes out here is the
document's own message: files that were forgotten, a deadline that moved, or that it is taken back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import transaction

from tinhso.core.actors import Actor
from tinhso.core.clock import VIETNAM
from tinhso.dispatch.api import NothingToRevise, recall_document, update_document
from tinhso.records.models import OutgoingDocument, OutgoingState, QuarantinedItem
from tinhso.records.operations.attaching import keep_attachment
from tinhso.records.operations.delivering import messages_of, parcel
from tinhso.records.operations.drafting import locked_outgoing
from tinhso.records.operations.guarding import refuse_secret
from tinhso.records.operations.history import add_event
from tinhso.records.operations.linking import NotIssued
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

    Gives the stub when a file was shut away for its mark of secrecy; then nothing was sent.

    :raises NotIssued: it is not out.
    :raises NotYourStep: the actor is no registry clerk of the agency.
    :raises NothingToRevise: nobody holds it, or an earlier request waits for its answer.
    :raises SecretDraft: a mark of secrecy stands in the reason.
    """
    locked = _issued(outgoing, actor)
    refuse_secret([update.reason])
    official = locked.official
    for file in update.files:
        attached = keep_attachment(locked, file, actor=actor, at=at)
        if attached.quarantined is not None:
            return attached.quarantined
    if update.due_on is not None:
        official.due_at = datetime.combine(update.due_on, time(17), VIETNAM)
        official.save(update_fields=["due_at"])
    messages = messages_of(official)
    if not messages:
        raise NothingToRevise
    for message in messages:
        update_document(
            outgoing=message,
            document=parcel(official, locked.authority),
            reason=update.reason,
            actor=actor,
            at=at,
        )
    add_event(official, "UPDATE_SENT", actor=actor, at=at, reason=update.reason)
    return None


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
