"""Telling anybody whether a document is genuine: bytes, signatures, signers, order, ledger."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from tinhso.documents.gateways import file_store, pdf_validation
from tinhso.documents.gateways.page_pictures import Comparison, compare_pages
from tinhso.documents.gateways.verifier_process import read_facts_apart
from tinhso.documents.models import (
    Certificate,
    Document,
    DocumentKind,
    DocumentState,
    Signature,
)
from tinhso.documents.operations.anchoring import anchors_at
from tinhso.documents.queries import ISSUED_ROLES, find_rendition_by_hash, issued_sha256
from tinhso.documents.rules.evidence import FileFacts, Role
from tinhso.documents.rules.verdicts import Policy, Reason, Verdict, judge, verdict_of


@dataclass(frozen=True, slots=True)
class Verification:
    """What anybody may know of a document: nothing of its content.

    ``document`` and ``signatures`` are those on record; ``facts`` what a file from outside holds.
    """

    verdict: Verdict
    sha256: str
    document: Document | None
    signatures: tuple[Signature, ...] = ()
    facts: FileFacts = field(default_factory=FileFacts)


def verify_document(*, document: Document, at: datetime) -> Verification:
    """Check the bytes the platform keeps of a document, from the disk up."""
    sha256 = issued_sha256(document)
    if document.state == DocumentState.REVOKED:
        return _about(verdict_of(Reason.RECALLED), sha256, document)
    if not sha256:
        return _about(verdict_of(Reason.NOT_ISSUED), "", document)
    return _verify_kept(document, sha256, at)


def verify_content(
    *, content: bytes, at: datetime, document: Document | None = None
) -> Verification:
    """Check a file somebody holds, as that document or as whichever it turns out to be.

    Bytes on record are judged by the record; any other file by what it holds, read in a process
    of its own. One that carries certificates of this platform and is not on record is not valid.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    return verify_hash(sha256=sha256, at=at, document=document) or _verify_unknown(
        content, sha256, at
    )


def verify_hash(
    *, sha256: str, at: datetime, document: Document | None = None
) -> Verification | None:
    """Check bytes nobody sent, by their SHA-256; ``None`` when they are not on record."""
    rendition = find_rendition_by_hash(sha256)
    if rendition is None:
        return None
    if document is not None and document.pk != rendition.document_id:
        return Verification(verdict_of(Reason.OTHER_DOCUMENT), sha256, None)
    if rendition.role not in ISSUED_ROLES:
        return _about(verdict_of(Reason.NOT_SEALED), sha256, rendition.document)
    if rendition.document.state == DocumentState.REVOKED:
        return _about(verdict_of(Reason.RECALLED), sha256, rendition.document)
    return _verify_kept(rendition.document, sha256, at)


def show_pages(*, content: bytes, found: Verification) -> Comparison:
    """Draw what was signed beside what the file shows now; for a file its holder sent.

    The revision shown is that of the first signature after which something was changed, else of
    the last one.
    """
    signed = found.facts.signatures
    changed = [fact for fact in signed if fact.is_followed_by_changes]
    if not signed:
        return Comparison()
    return compare_pages(content, (changed[0] if changed else signed[-1]).revision_end)


def _verify_kept(document: Document, sha256: str, at: datetime) -> Verification:
    try:
        content = file_store.load(sha256)
    except file_store.StoredBytesBroken:
        return _about(verdict_of(Reason.DAMAGED), sha256, document)
    facts = pdf_validation.read_facts(content, anchors_at(at, signed_at=document.issued_at))
    policy = Policy(
        order=_order(document),
        serials=tuple(signature.certificate_serial for signature in _signatures(document)),
        favourable=Reason.AS_ISSUED,
    )
    return _about(judge(facts, policy), sha256, document, facts)


def _verify_unknown(content: bytes, sha256: str, at: datetime) -> Verification:
    facts = read_facts_apart(content, anchors_at(at))
    verdict = judge(facts)
    if _is_signed_here(facts):
        verdict = verdict_of(Reason.NOT_ON_RECORD, *verdict.reasons)
    return Verification(verdict, sha256, None, facts=facts)


def _is_signed_here(facts: FileFacts) -> bool:
    serials = {fact.serial for fact in facts.signers if fact.serial}
    return bool(serials) and Certificate.objects.filter(serial__in=serials).exists()


def _order(document: Document) -> tuple[Role, ...]:
    """Give who signs a document in which order: some are sealed only."""
    if document.kind in {DocumentKind.RECEIPT, DocumentKind.ANNEX, DocumentKind.NUMBERS}:
        return (Role.ORGANISATION,)
    return Role.PERSON, Role.ORGANISATION


def _about(
    verdict: Verdict, sha256: str, document: Document, facts: FileFacts | None = None
) -> Verification:
    return Verification(verdict, sha256, document, _signatures(document), facts or FileFacts())


def _signatures(document: Document) -> tuple[Signature, ...]:
    return tuple(document.signatures.select_related("agency").order_by("ordinal"))
