"""Shutting a message away whose files turned out to bear a mark of secrecy."""

from datetime import datetime

from django.db import transaction

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.dispatch.models import Envelope, EnvelopeState, InboundMessage
from tinhso.dispatch.operations.receiving import lock, record_act, target
from tinhso.dispatch.operations.reporting import report
from tinhso.dispatch.rules import RECEIVER, Act, Decision, Status, Taken
from tinhso.documents.api import forget_file

_STUB = {"subject": "…", "signer_name": "", "signer_position": "", "reason": "", "head": {}}


@transaction.atomic
def shut_away_message(*, message: InboundMessage, reason: str, at: datetime) -> InboundMessage:
    """Close a message to everybody, forget its files and words, and shut its envelope away.

    For whoever looks through files above: they keep what is to be kept, sealed. The sender of a
    document nobody received yet hears that it was returned (02). Done again, nothing changes.
    """
    locked = lock(message)
    if locked.state == Taken.SHUT_AWAY:
        return locked
    with acting_as(SYSTEM):
        is_document = locked.act in {Act.NEW, Act.REPLACE}
        if is_document and RECEIVER.allows(action="return", state=locked.state):
            report(message=locked, status=Status.RETURNED, actor=SYSTEM, at=at, description=reason)
        locked.state = target(locked, "shut")
        if locked.decision == Decision.OPEN:
            locked.decision = Decision.NONE
        for name, value in _STUB.items():
            setattr(locked, name, value)
        locked.save(update_fields=["state", "decision", *_STUB])
        files = [one.file for one in locked.files.select_related("file")]
        locked.files.all().delete()
        for file in files:
            forget_file(file)
        shut_envelope(locked.envelope)
        record_act(locked, "DISPATCH_QUARANTINED", SYSTEM, at)
    return locked


def shut_envelope(envelope: Envelope) -> None:
    """Put an envelope into quarantine: only the security officer sees that it came."""
    Envelope.objects.filter(pk=envelope.pk).update(
        state=EnvelopeState.QUARANTINED, agency=None, sender_organ_id=""
    )


def was_shut_away(document_id: str, content_sha256: str) -> bool:
    """Tell whether the same content was shut away before; run as the platform."""
    shut = InboundMessage.objects.filter(state=Taken.SHUT_AWAY, document_id=document_id)
    return shut.filter(content_sha256=content_sha256).exists()
