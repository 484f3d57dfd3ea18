"""Signing, sealing and voiding: where a document gets its number and goes out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.core.events import publish
from tinhso.documents.api import (
    Document,
    DocumentKind,
    DocumentState,
    prepare_document,
    seal,
    sign_as_person,
    void_document,
)
from tinhso.identity.api import find_officer, require_proof
from tinhso.orgs.api import organisation_date_at
from tinhso.records.events import OfficialDocumentIssued
from tinhso.records.models import DocumentEvent, OutgoingDocument, OutgoingState
from tinhso.records.operations.attaching import seal_attachments
from tinhso.records.operations.delivering import deliver
from tinhso.records.operations.drafting import add_revision, locked_outgoing
from tinhso.records.operations.history import add_event
from tinhso.records.operations.reading import refuse_unread
from tinhso.records.operations.reviewing import NotAtThisStep, NotYourStep, move
from tinhso.records.operations.telling import tell_followers, tell_waiting
from tinhso.records.queries.outgoing import printed_page
from tinhso.records.queries.registers import register_of
from tinhso.records.rules import searchable_text
from tinhso.records.rules.authority import signer_role
from tinhso.records.rules.chain import Act
from tinhso.records.rules.tasks import search_forms


class NotRead(DomainError):
    """A leader signs only what they have opened since it was laid before them."""

    code = "not_read"
    text = gettext_lazy("Hãy mở đọc văn bản trước khi ký.")


class ReasonMissing(DomainError):
    """A number is voided only with a reason."""

    code = "reason_missing"
    text = gettext_lazy("Hãy ghi lý do hủy số.")


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """What became of one document of a batch: signed, or refused with a sentence."""

    outgoing: OutgoingDocument
    refusal: str = ""


@transaction.atomic
def note_reading(*, outgoing: OutgoingDocument, actor: Actor, at: datetime) -> None:
    """Remember that the signer opened the document that waits for them."""
    if outgoing.state == OutgoingState.SIGNING and not has_read(outgoing, actor):
        add_event(outgoing.official, "READ", actor=actor, at=at)


def has_read(outgoing: OutgoingDocument, actor: Actor) -> bool:
    """Tell whether the actor opened the document since it waits for a signature."""
    return DocumentEvent.objects.filter(
        official_id=outgoing.pk,
        kind="READ",
        actor_reference=actor.reference,
        at__gte=outgoing.state_since,
    ).exists()


@transaction.atomic
def sign_outgoing(*, outgoing: OutgoingDocument, actor: Actor, at: datetime) -> OutgoingDocument:
    """Sign: the system takes number and date, the signature covers them (art. 13, 15).

    A signer whose key is kept elsewhere confirms first: until then the document stays as it is.

    :raises ProofNeeded: the actor did not prove themselves lately.
    :raises NotAtThisStep: it does not wait for a signature.
    :raises NotYourStep: another person was named to sign, or the right needs another role.
    :raises NotRead: the actor did not open it.
    """
    require_proof(actor)
    locked = locked_outgoing(outgoing)
    if locked.state != OutgoingState.SIGNING:
        raise NotAtThisStep
    _refuse_other_signer(locked, actor)
    if not has_read(locked, actor):
        raise NotRead
    official = locked.official
    page = printed_page(locked, at)
    document = prepare_document(
        actor=actor,
        at=at,
        kind=DocumentKind.OFFICIAL,
        template="official",
        title=page["title"][:300],
        agency=official.agency,
        person_id=None,
        subject=f"official:{official.pk}",
        content=page,
        register=register_of(official.agency_id, official.kind, local(at).year),
        reader_agency_ids=list(official.reader_agency_ids),
    )
    signed = sign_as_person(document=document, actor=actor, at=at)
    if signed.state == DocumentState.AWAITING:
        return locked
    return finish_signing(locked, signed, actor, at)


def finish_signing(
    locked: OutgoingDocument, signed: Document, actor: Actor, at: datetime
) -> OutgoingDocument:
    """Enter a signed document's number and day in the books and pass it to the registry."""
    official = locked.official
    official.document = signed
    official.register, official.year = signed.register, signed.year
    official.number, official.notation = signed.number, signed.notation
    official.issued_on = local(signed.created_at).date()
    official.signer_name = actor.name
    official.signer_title = signed.content["signer"]["title"]
    said = searchable_text(official.kind, locked.content)
    official.search_text = search_forms(f"{official.notation} {actor.name} {said}")
    official.save()
    add_revision(outgoing=locked, note=official.notation, actor=actor, at=at)
    moved = move(locked, Act.SIGN, actor=actor, at=at, notation=official.notation)
    tell_waiting(moved, at=at)
    return moved


def sign_batch(
    *, batch: Iterable[OutgoingDocument], actor: Actor, at: datetime
) -> list[BatchOutcome]:
    """Sign several documents after one confirmation, each in its own transaction."""
    outcomes = []
    for outgoing in batch:
        try:
            outcomes.append(BatchOutcome(sign_outgoing(outgoing=outgoing, actor=actor, at=at)))
        except DomainError as refusal:
            outcomes.append(BatchOutcome(outgoing, refusal.message))
    return outcomes


@transaction.atomic
def issue_outgoing(*, outgoing: OutgoingDocument, actor: Actor, at: datetime) -> OutgoingDocument:
    """Apply the organisation's signature and send the document out (art. 14, 32).

    PDF files that go with it get the organisation's signature too.

    :raises NotAtThisStep: the authorised person has not signed, or it is out already.
    :raises NotYourStep: the actor is no registry clerk of the agency.
    :raises FilesBeingRead: scans among its files are being read for marks of secrecy.
    :raises AnnexNotSealable: a PDF that goes with it cannot be signed.
    """
    locked = locked_outgoing(outgoing)
    _refuse_not_registrar(locked, actor)
    document = locked.official.document
    if locked.state != OutgoingState.SIGNED or document is None:
        raise NotAtThisStep
    refuse_unread(locked.official)
    sealed = seal(document=document, actor=actor, at=at)
    seal_attachments(locked.official, sealed, actor=actor, at=at)
    locked.sealed_by, locked.issued_at = actor.name, at
    moved = move(locked, Act.SEAL, actor=actor, at=at)
    deliver(moved, actor=actor, at=at)
    tell_followers(moved.official, "Đã phát hành", at=at)
    publish(OfficialDocumentIssued(official_id=moved.pk, agency_id=moved.official.agency_id, at=at))
    return moved


@transaction.atomic
def void_number(
    *, outgoing: OutgoingDocument, reason: str, actor: Actor, at: datetime
) -> OutgoingDocument:
    """Give up a signed document before it is sealed; its number stays in the register, void.

    :raises ReasonMissing: no reason was given.
    :raises NotAtThisStep: it is not signed, or out already.
    :raises NotYourStep: the actor is no registry clerk of the agency.
    """
    if not reason.strip():
        raise ReasonMissing
    locked = locked_outgoing(outgoing)
    _refuse_not_registrar(locked, actor)
    document = locked.official.document
    if locked.state != OutgoingState.SIGNED or document is None:
        raise NotAtThisStep
    void_document(document=document, reason=reason, actor=actor, at=at)
    locked.void_reason = reason.strip()[:500]
    return move(locked, Act.VOID, actor=actor, at=at, reason=locked.void_reason)


def _refuse_other_signer(outgoing: OutgoingDocument, actor: Actor) -> None:
    wanted: Any = signer_role(outgoing.authority)
    day = outgoing.state_since
    is_of_agency = outgoing.official.agency_id in actor.agency_ids
    is_named = outgoing.signer_id is not None and outgoing.signer_id == actor.person_id
    if not (is_of_agency and is_named and actor.has_role(wanted, "LEADER")):
        raise NotYourStep
    held = find_officer(
        outgoing.signer_id or 0, outgoing.official.agency_id, organisation_date_at(day)
    )
    if held is None:
        raise NotYourStep


def _refuse_not_registrar(outgoing: OutgoingDocument, actor: Actor) -> None:
    is_of_agency = outgoing.official.agency_id in actor.agency_ids
    if not is_of_agency or not actor.has_role("REGISTRAR"):
        raise NotYourStep
