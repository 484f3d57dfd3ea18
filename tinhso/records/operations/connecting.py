"""What arrives by dispatch becomes an incoming document; its sender hears how it fares."""

from datetime import datetime, timedelta

from django.db import transaction

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.dispatch.api import (
    DOCUMENT_TYPES,
    InboundMessage,
    NotPossibleNow,
    get_inbound,
    list_files,
    list_unreceived,
    report_progress,
    return_document,
    shut_away_message,
)
from tinhso.dispatch.api import receive_document as acknowledge
from tinhso.documents.api import can_read_scans, load_bytes
from tinhso.records.models import Arrival, ArrivalState, Source, Urgency
from tinhso.records.operations.arriving import (
    NOT_BY_NETWORK,
    ArrivalFacts,
    Entry,
    Receipt,
    receive_document,
)
from tinhso.records.operations.screening import GivenFile, screen, screen_all, shut_away
from tinhso.records.rules.kinds import kind_named

_PATIENCE = timedelta(minutes=1)
_STEPS = {
    ArrivalState.ASSIGNED: "assign",
    ArrivalState.IN_PROGRESS: "start",
    ArrivalState.DONE: "finish",
}


def take_in(*, inbound_id: int, at: datetime) -> Receipt:
    """Take in a document dispatch holds for an agency; once, however often it is called."""
    message = get_inbound(inbound_id)
    files = [GivenFile(one.name, load_bytes(one.file.sha256)) for one in list_files(message)]
    entry = Entry(source=Source.DISPATCH, agency_id=message.agency_id, inbound_id=message.pk)
    with acting_as(SYSTEM), transaction.atomic():
        receipt = receive_document(
            facts=_facts(message), files=files, entry=entry, actor=SYSTEM, at=at
        )
        if receipt.quarantined is not None:
            shut_away_message(message=message, reason=NOT_BY_NETWORK, at=at)
        return receipt


@transaction.atomic
def look_through_revision(*, inbound_id: int, at: datetime) -> bool:
    """Look through an update a sender asks for, before a clerk decides; a mark shuts it away.

    Tells whether it may be decided. A replacement is a document and is taken in as one.
    """
    message = get_inbound(inbound_id)
    files = [GivenFile(one.name, load_bytes(one.file.sha256)) for one in list_files(message)]
    with acting_as(SYSTEM):
        screened = screen(fields=(message.reason,), files=files)
        if screened.level is None and can_read_scans():
            screened = screen_all(files=files)
        if screened.level is None:
            return True
        shut_away(
            agency_id=message.agency_id, files=files, level=screened.level, door=screened.door,
            actor=SYSTEM, at=at,
        )  # fmt: skip
        shut_away_message(message=message, reason=NOT_BY_NETWORK, at=at)
    return False


def take_in_what_waits(*, at: datetime) -> None:
    """Take in what an event that was lost left lying at dispatch."""
    for message in list_unreceived(before=at - _PATIENCE):
        take_in(inbound_id=message.pk, at=at)


def tell_sender(arrival: Arrival, *, actor: Actor, at: datetime, reason: str) -> None:
    """Report a new state (02 to 06) of what came by dispatch, in the caller's transaction.

    What the sender cannot be told any more (taken back meanwhile, told already on dispatch's own
    page) is left: the agency's own books go on.
    """
    if arrival.inbound_id is None:
        return
    message = get_inbound(arrival.inbound_id)
    try:
        with transaction.atomic():
            _report(message, arrival, actor, at, reason)
    except NotPossibleNow:
        return


def _report(
    message: InboundMessage, arrival: Arrival, actor: Actor, at: datetime, reason: str
) -> None:
    if arrival.state == ArrivalState.REGISTERED:
        known_as = f"records:{arrival.pk}"
        acknowledge(message=message, registered_as=known_as, actor=actor, at=at)
    elif arrival.state == ArrivalState.RETURNED:
        return_document(message=message, reason=reason, actor=actor, at=at)
    elif arrival.state in _STEPS:
        step = _STEPS[ArrivalState(arrival.state)]
        report_progress(message=message, step=step, actor=actor, at=at)


def _facts(message: InboundMessage) -> ArrivalFacts:
    kind = kind_named(message.type_name) or kind_named(DOCUMENT_TYPES.get(message.type_code, ""))
    return ArrivalFacts(
        author_name=message.sender_name,
        author_code=message.sender_organ_id,
        abstract=message.subject[:500],
        kind=kind.code if kind else "CV",
        notation=message.code,
        issued_on=message.issued_on,
        signer_name=message.signer_name,
        urgency=min(message.priority, Urgency.IMMEDIATE),
    )
