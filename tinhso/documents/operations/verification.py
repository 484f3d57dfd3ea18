"""Telling anybody whether a document is genuine: bytes, signatures, signers, order, ledger."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tinhso.documents.gateways import authority, file_store, pades, pdf_validation
from tinhso.documents.gateways.pdf_inspection import inspect_pdf
from tinhso.documents.models import (
    Document,
    DocumentKind,
    DocumentState,
    RenditionRole,
    Signature,
)
from tinhso.documents.operations.certificates import current_revocation_lists
from tinhso.documents.queries import find_rendition_by_hash, issued_sha256
from tinhso.documents.rules import sniff_media_type


class Outcome(StrEnum):
    """The verdict, and why when it is not valid."""

    VALID = "VALID"
    NOT_ISSUED = "NOT_ISSUED"
    REVOKED = "REVOKED"
    CHANGED = "CHANGED"
    NOT_SEALED = "NOT_SEALED"
    BROKEN = "BROKEN"
    UNKNOWN = "UNKNOWN"

    @property
    def is_valid(self) -> bool:
        """Tell whether the document may be relied on."""
        return self is Outcome.VALID

    @property
    def is_undetermined(self) -> bool:
        """Tell whether nothing can be said: the file did not come from here."""
        return self is Outcome.UNKNOWN


@dataclass(frozen=True, slots=True)
class Verification:
    """What anybody may know of a document: nothing of its content."""

    outcome: Outcome
    sha256: str
    document: Document | None
    signatures: tuple[Signature, ...] = ()


def verify_document(*, document: Document, at: datetime) -> Verification:
    """Check the bytes the platform keeps of a document, from the disk up."""
    sha256 = issued_sha256(document)
    if document.state == DocumentState.REVOKED:
        return _about(Outcome.REVOKED, sha256, document)
    if not sha256:
        return _about(Outcome.NOT_ISSUED, "", document)
    try:
        content = file_store.load(sha256)
    except file_store.StoredBytesBroken:
        return _about(Outcome.BROKEN, sha256, document)
    return _about(_judge_issued(content, document, at), sha256, document)


def verify_content(
    *, content: bytes, at: datetime, document: Document | None = None
) -> Verification:
    """Check a file somebody holds, as that document or as whichever it turns out to be.

    Only bytes the platform issued are valid; everything else is explained as far as it can be.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    rendition = find_rendition_by_hash(sha256)
    if rendition is None:
        return Verification(_explain(content, at), sha256, None)
    if document is not None and document.pk != rendition.document_id:
        return Verification(Outcome.CHANGED, sha256, None)
    if rendition.role != RenditionRole.ISSUED:
        return _about(Outcome.NOT_SEALED, sha256, rendition.document)
    return verify_document(document=rendition.document, at=at)


def judge_signatures(
    findings: "pdf_validation.PdfFindings",
    serials: tuple[str, ...] | None = None,
    wanted: tuple[str, ...] | None = None,
) -> Outcome:
    """Judge what a file holds: the ``wanted`` signatures (person, seal), over everything, no more.

    ``serials`` are the certificates that signed it by the record; without them any trusted ones
    do. A file cut back to before the seal, with bytes after its end, or with a signature of
    somebody else is not valid however sound its cryptography.
    """
    found = findings.signatures
    if not findings.is_readable:
        return Outcome.BROKEN
    if any(not signature.is_good for signature in found) or not findings.is_bare:
        return Outcome.CHANGED
    fields = [signature.field for signature in found]
    if fields == [pades.PERSON_FIELD]:
        return Outcome.NOT_SEALED
    expected = wanted or (pades.PERSON_FIELD, pades.SEAL_FIELD)
    if fields != list(expected) or not found[-1].covers_file:
        return Outcome.CHANGED
    if serials is not None and tuple(signature.serial for signature in found) != serials:
        return Outcome.CHANGED
    return Outcome.VALID


def _judge_issued(content: bytes, document: Document, at: datetime) -> Outcome:
    serials = tuple(signature.certificate_serial for signature in _signatures(document))
    findings = pdf_validation.read_signatures(content, trust_at(document.issued_at or at, at))
    return judge_signatures(findings, serials, _wanted(document))


def _wanted(document: Document) -> tuple[str, ...]:
    """Give the signatures a document carries: a receipt is sealed only."""
    if document.kind == DocumentKind.RECEIPT:
        return (pades.SEAL_FIELD,)
    return pades.PERSON_FIELD, pades.SEAL_FIELD


def trust_at(moment: datetime, at: datetime) -> "pdf_validation.Trust":
    """Give what signatures made at a moment are checked against, with what is known today."""
    known = authority.load_authority()
    lists = tuple(current_revocation_lists(at=at))
    return pdf_validation.Trust(known.root, known.issuing, lists, moment)


def _explain(content: bytes, at: datetime) -> Outcome:
    if sniff_media_type(content[:16]) != "application/pdf":
        return Outcome.UNKNOWN
    if inspect_pdf(content).verdict not in ("ok", "unsafe"):
        return Outcome.BROKEN
    findings = pdf_validation.read_signatures(content, trust_at(at, at))
    if not findings.is_readable:
        return Outcome.BROKEN
    return Outcome.CHANGED if _names_us(findings) else Outcome.UNKNOWN


def _names_us(findings: "pdf_validation.PdfFindings") -> bool:
    return any(
        found.field in (pades.PERSON_FIELD, pades.SEAL_FIELD) for found in findings.signatures
    )


def _about(outcome: Outcome, sha256: str, document: Document) -> Verification:
    return Verification(outcome, sha256, document, _signatures(document))


def _signatures(document: Document) -> tuple[Signature, ...]:
    return tuple(document.signatures.select_related("agency").order_by("ordinal"))
