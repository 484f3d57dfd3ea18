"""What a clerk's decision on a recall, update or replacement means for the agency's own books."""

from datetime import datetime

from django.db import transaction

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.dispatch.api import (
    Act,
    InboundMessage,
    get_inbound,
    list_decided,
    list_files,
    shut_away_message,
)
from tinhso.documents.api import keep_received, load_bytes
from tinhso.records.models import Arrival, LinkKind, OfficialDocument
from tinhso.records.operations.arriving import NOT_BY_NETWORK, subject_of
from tinhso.records.operations.history import add_event, link_documents
from tinhso.records.operations.screening import GivenFile, screen, shut_away


def follow_decision(*, inbound_id: int, at: datetime) -> None:
    """Carry a decided request into the books of its receiver; done again, nothing changes.

    Agreed: a recall closes the document, an update's files are kept beside the first, a
    replacement is linked with what it replaces. Declined: only the history says so.
    """
    request = get_inbound(inbound_id)
    if request.original_id is None:
        return
    with acting_as(SYSTEM), transaction.atomic():
        former = _official_of(request.original_id)
        if former is None or _is_noted(former, request):
            return
        is_agreed = request.decision == "AGREED"
        if is_agreed and request.act == Act.RECALL:
            former.recalled_at = at
            former.save(update_fields=["recalled_at"])
        elif is_agreed and request.act == Act.UPDATE:
            _keep_files(request, former, at)
        elif is_agreed and not _link(request, former, at):
            return
        kind = f"REVISION_{request.act}_{request.decision}"
        add_event(former, kind, actor=SYSTEM, at=at, reason=request.reason, inbound=request.pk)


def follow_decisions(*, since: datetime, at: datetime) -> None:
    """Carry over what an event that was lost left undone."""
    for message in list_decided(since=since):
        follow_decision(inbound_id=message.pk, at=at)


def _official_of(inbound_id: int) -> OfficialDocument | None:
    """Give the document taken in for a message, locked; ``None`` while it is not there."""
    arrival = Arrival.objects.select_related("official").filter(inbound_id=inbound_id).first()
    if arrival is None:
        return None
    return OfficialDocument.objects.select_for_update().get(pk=arrival.official_id)


def _is_noted(former: OfficialDocument, request: InboundMessage) -> bool:
    return former.events.filter(kind__startswith="REVISION_", facts__inbound=request.pk).exists()


def _keep_files(request: InboundMessage, former: OfficialDocument, at: datetime) -> None:
    files = [GivenFile(one.name, load_bytes(one.file.sha256)) for one in list_files(request)]
    screened = screen(fields=(request.reason,), files=files)
    if screened.level is not None:
        shut_away(
            agency_id=former.agency_id, files=files, level=screened.level, door=screened.door,
            actor=SYSTEM, at=at,
        )  # fmt: skip
        shut_away_message(message=request, reason=NOT_BY_NETWORK, at=at)
        return
    for file in files:
        keep_received(
            content=file.content,
            name=file.name,
            agency_id=former.agency_id,
            subject=subject_of(former),
            at=at,
        )


def _link(request: InboundMessage, former: OfficialDocument, at: datetime) -> bool:
    """Link a replacement with what it replaces; tells whether it was taken in already."""
    newer = _official_of(request.pk)
    if newer is None:
        return False
    link_documents(source=newer, target=former, kind=LinkKind.REPLACES, at=at)
    return True
