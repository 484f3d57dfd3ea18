"""Writes of dispatch: sending, arriving, answering, deciding."""

from tinhso.dispatch.operations.envelopes import (
    NotInQuarantine,
    destroy_envelope,
    read_envelope,
    store_envelope,
)
from tinhso.dispatch.operations.parcels import (
    DocumentToSend,
    FileToSend,
    NothingToSend,
    Recipient,
)
from tinhso.dispatch.operations.partners import (
    change_partner,
    meet_partners,
    refresh_partners,
)
from tinhso.dispatch.operations.pulling import (
    fetch_one,
    find_waiting,
    list_unread,
    order_fetch,
)
from tinhso.dispatch.operations.receiving import (
    NotPossibleNow,
    ReasonMissing,
    receive_document,
    report_progress,
    return_document,
)
from tinhso.dispatch.operations.reconciling import reconcile
from tinhso.dispatch.operations.relaying import NothingToRetry, carry, retry_sending
from tinhso.dispatch.operations.reporting import AXIS
from tinhso.dispatch.operations.revising import (
    NothingToRevise,
    OriginalNotThere,
    decide_revision,
    recall_document,
    update_document,
)
from tinhso.dispatch.operations.sending import (
    CannotBeWritten,
    ClassifiedNotSent,
    send_document,
)
from tinhso.dispatch.operations.shutting import shut_away_message
from tinhso.dispatch.operations.watching import tell_late_acknowledgements

__all__ = [
    "shut_away_message",
    "AXIS",
    "CannotBeWritten",
    "ClassifiedNotSent",
    "DocumentToSend",
    "FileToSend",
    "NotInQuarantine",
    "NotPossibleNow",
    "NothingToRetry",
    "NothingToRevise",
    "NothingToSend",
    "OriginalNotThere",
    "ReasonMissing",
    "Recipient",
    "carry",
    "change_partner",
    "decide_revision",
    "destroy_envelope",
    "fetch_one",
    "find_waiting",
    "list_unread",
    "meet_partners",
    "order_fetch",
    "read_envelope",
    "recall_document",
    "receive_document",
    "reconcile",
    "refresh_partners",
    "report_progress",
    "retry_sending",
    "return_document",
    "send_document",
    "store_envelope",
    "tell_late_acknowledgements",
    "update_document",
]
