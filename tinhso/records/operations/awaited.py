"""What becomes of outgoing documents whose signer confirms elsewhere: signed, or given up."""

from datetime import datetime

from tinhso.core.actors import Actor
from tinhso.core.clock import local
from tinhso.core.identifiers import new_token
from tinhso.documents.api import Document
from tinhso.records.models import OfficialDocument, OutgoingDocument, OutgoingState
from tinhso.records.operations.drafting import locked_outgoing
from tinhso.records.operations.history import add_event
from tinhso.records.operations.issuing import finish_signing
from tinhso.records.operations.reviewing import NotAtThisStep

SUBJECT = "official:"


def take_signature(document: Document, actor: Actor, at: datetime) -> None:
    """Pass a document on that its signer confirmed.

    :raises NotAtThisStep: it was taken back, or laid before the signer anew, meanwhile.
    """
    locked = locked_outgoing(_outgoing_of(document))
    is_same = locked.state == OutgoingState.SIGNING and locked.state_since <= document.created_at
    if not is_same:
        raise NotAtThisStep
    finish_signing(locked, document, actor, at)


def note_given_up(document: Document, actor: Actor, reason: str, at: datetime) -> None:
    """Write down that a signature did not come; a number that cannot go back is shown as void."""
    outgoing = _outgoing_of(document)
    add_event(outgoing.official, "NOT_SIGNED", actor=actor, at=at, reason=reason)
    if document.number is not None:
        _enter_void(outgoing, document, reason, at)


def _enter_void(outgoing: OutgoingDocument, document: Document, reason: str, at: datetime) -> None:
    """Keep a row for the number in the register, with its reason; the draft takes another."""
    former = outgoing.official
    void = OfficialDocument.objects.create(
        token=new_token(),
        direction=former.direction,
        kind=former.kind,
        agency_id=former.agency_id,
        author_name=former.author_name,
        author_code=former.author_code,
        abstract=former.abstract,
        register=document.register,
        year=document.year,
        number=document.number,
        notation=document.notation,
        issued_on=local(document.created_at).date(),
        document=document,
        created_at=at,
    )
    OutgoingDocument.objects.create(
        official=void,
        state=OutgoingState.VOID,
        author_id=outgoing.author_id,
        author_name=outgoing.author_name,
        unit_name=outgoing.unit_name,
        content=outgoing.content,
        changed_by=outgoing.changed_by,
        changed_at=at,
        state_since=at,
        void_reason=f"Người ký không xác nhận ({reason})",
    )


def _outgoing_of(document: Document) -> OutgoingDocument:
    rows = OutgoingDocument.objects.select_related("official")
    return rows.get(pk=int(document.subject.removeprefix(SUBJECT)))
