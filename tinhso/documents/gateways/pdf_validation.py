"""Reading the signatures of a PDF with a policy stricter than pyHanko's default.

The default policy lets form fields be changed after signing and so accepts published attacks;
here only one more signature may follow a signature. What a cryptographic check alone would still
accept (a file cut back to before the seal, bytes after the end) is for ``operations`` to judge
from what is found.
"""

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import crl as asn1_crl
from asn1crypto import x509 as asn1_x509
from asn1crypto.parser import peek
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    FormUpdatingRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
)
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    SignatureCoverageLevel,
    validate_pdf_signature,
)
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import ValidationError

_POLICY = StandardDiffPolicy(
    DEFAULT_DIFF_POLICY.global_rules,
    FormUpdatingRule([SigFieldCreationRule(), SigFieldModificationRule()]),
)
_USAGE = KeyUsageConstraints(key_usage={"non_repudiation"})
_WHOLE = (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
_UNREADABLE = (
    PdfError,
    SignatureValidationError,
    SigningError,
    ValidationError,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    RecursionError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class Trust:
    """What a signature is checked against: roots, other authorities, revocations, the moment."""

    root: x509.Certificate
    issuing: x509.Certificate
    revocation_lists: tuple[bytes, ...]
    moment: datetime


@dataclass(frozen=True, slots=True)
class FoundSignature:
    """One signature in a file, as checked."""

    field: str
    signer_name: str
    organisation: str
    serial: str
    signed_at: datetime | None
    is_intact: bool
    is_trusted: bool
    is_followed_by_changes: bool
    covers_file: bool

    @property
    def is_good(self) -> bool:
        """Tell whether this signature, looked at alone, holds."""
        return self.is_intact and self.is_trusted and not self.is_followed_by_changes


@dataclass(frozen=True, slots=True)
class PdfFindings:
    """What was found in a file, signatures in the order they were made."""

    is_readable: bool
    is_bare: bool
    signatures: tuple[FoundSignature, ...]


def read_signatures(pdf: bytes, trust: Trust) -> PdfFindings:
    """Check every signature of a PDF; a file that cannot be read to the end has none."""
    is_bare = pdf.startswith(b"%PDF-") and pdf.endswith((b"%%EOF", b"%%EOF\n", b"%%EOF\r\n"))
    try:
        embedded = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        found = tuple(_check(pdf, signature, _context(trust)) for signature in embedded)
    except _UNREADABLE:
        return PdfFindings(is_readable=False, is_bare=is_bare, signatures=())
    return PdfFindings(is_readable=True, is_bare=is_bare, signatures=found)


def _check(
    pdf: bytes, signature: EmbeddedPdfSignature, context: ValidationContext
) -> FoundSignature:
    status = validate_pdf_signature(
        signature,
        signer_validation_context=context,
        diff_policy=_POLICY,
        key_usage_settings=_USAGE,
    )
    certificate = signature.signer_cert
    names = certificate.subject.native if certificate else {}
    has_only_signatures_after = status.docmdp_ok is not False and status.coverage in _WHOLE
    return FoundSignature(
        field=str(signature.field_name),
        signer_name=_text(names.get("common_name")),
        organisation=_text(names.get("organization_name")),
        serial=f"{certificate.serial_number:x}" if certificate else "",
        signed_at=signature.self_reported_timestamp,
        is_intact=bool(status.intact and status.valid) and _is_gap_clean(pdf, signature),
        is_trusted=bool(status.trusted and not status.revoked),
        is_followed_by_changes=not (has_only_signatures_after and status.bottom_line)
        and bool(status.intact and status.trusted),
        covers_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
    )


def _is_gap_clean(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Tell whether the bytes the signature leaves out hold the signature and zeros, no more."""
    start, length, resumes, _rest = signature.byte_range
    gap = pdf[start + length : resumes]
    if not (start == 0 and gap.startswith(b"<") and gap.endswith(b">")):
        return False
    held = bytes.fromhex(gap[1:-1].decode("ascii"))
    return not any(held[peek(held) :])


def _context(trust: Trust) -> ValidationContext:
    return ValidationContext(
        trust_roots=[_asn1(trust.root)],
        other_certs=[_asn1(trust.issuing)],
        crls=[asn1_crl.CertificateList.load(crl) for crl in trust.revocation_lists],
        revocation_mode="hard-fail",
        retroactive_revinfo=True,
        allow_fetching=False,
        moment=trust.moment,
    )


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
