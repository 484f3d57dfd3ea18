"""What happened in dispatch, published after the commit; ids are of dispatch's own rows.

An event may be lost when the process dies right after the commit: whoever must not miss one also
looks at ``api.list_unreceived`` from a periodic task.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DocumentArrived:
    """A document for one of our agencies is there, read and checked (status 01 was reported).

    ``inbound_id`` is for ``api.get_inbound``; ``agency_id`` is the agency it is addressed to;
    ``document_id`` is ``OrganId,yyyy/MM/dd,number/notation``; ``act`` is NEW or REPLACE;
    ``priority`` 0 (normal) to 4 (express by the hour).
    """

    inbound_id: int
    agency_id: int
    document_id: str
    act: str
    priority: int
    at: datetime


@dataclass(frozen=True, slots=True)
class RevisionRequested:
    """The issuer asks to recall, update or replace a document that came before; a clerk decides.

    ``inbound_id`` is the request, ``original_id`` the document it is about (``None`` until that
    has come: messages overtake each other); ``act`` is RECALL, UPDATE or REPLACE.
    """

    inbound_id: int
    original_id: int | None
    agency_id: int
    act: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RevisionDecided:
    """A clerk agreed (15) or declined (16). Agreed RECALL: the original is closed to everybody.

    Agreed UPDATE or REPLACE: ``inbound_id`` is what holds from now on.
    """

    inbound_id: int
    original_id: int
    agency_id: int
    act: str
    is_agreed: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class StatusArrived:
    """A receiver reported on something we sent.

    ``reference`` is what the sender gave to ``api.send_document``; ``status`` is the code of the
    standard: 01 arrived, 02 returned, 03 received, 04 assigned, 05 in progress, 06 done, 13 taken
    back, 15 agrees, 16 declines.
    """

    transmission_id: int
    outgoing_id: int
    reference: str
    agency_id: int
    status: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SendingFailed:
    """A message could not be handed over for good: a clerk must look (try again, other way)."""

    transmission_id: int
    outgoing_id: int
    reference: str
    agency_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ClassifiedQuarantined:
    """A message with a mark of secrecy was shut away unread; only its arrival is known."""

    envelope_id: int
    at: datetime
