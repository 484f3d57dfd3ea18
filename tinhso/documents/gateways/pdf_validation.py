"""Reading the signatures of a PDF with a policy stricter than pyHanko's default.

The default policy lets form fields be changed after signing and so accepts published attacks;
here only signatures, time-stamps and their validation data may follow a signature. What a
cryptographic check alone would still accept (a file cut back to before the seal, bytes after the
end) is for ``rules.verdicts`` to judge from what is found.

Nothing of Django is needed here: ``verifier_process`` reads files from outside with it.
"""

import io
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from asn1crypto import crl as asn1_crl
from asn1crypto import ocsp as asn1_ocsp
from asn1crypto import tsp as asn1_tsp
from asn1crypto import x509 as asn1_x509
from asn1crypto.parser import peek
from pyhanko.pdf_utils.misc import PdfError, PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate, AdESSubIndic
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    FormUpdatingRule,
    ModificationLevel,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
)
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    EmbeddedPdfSignature,
    SignatureCoverageLevel,
    validate_pdf_signature,
    validate_pdf_timestamp,
)
from pyhanko.sign.validation.errors import NoDSSFoundError, SignatureValidationError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import DocumentTimestampStatus, PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import ValidationError

from tinhso.documents.gateways.anchors import Anchors
from tinhso.documents.rules.evidence import FileFacts, Obstacle, Role, SignatureFact, Trust

# What it logs names the signers; what matters of it is in the facts.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)

MOST_SIGNATURES = 40
_POLICY = StandardDiffPolicy(
    DEFAULT_DIFF_POLICY.global_rules,
    FormUpdatingRule([SigFieldCreationRule(), SigFieldModificationRule()]),
)
_USAGE = KeyUsageConstraints(key_usage={"non_repudiation"})
_WHOLE = (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
_QUIET = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES)
_ENDS = (b"%%EOF", b"%%EOF\n", b"%%EOF\r\n")
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
_TRUST_BY_FINDING: dict[AdESSubIndic, Trust] = {
    AdESFailure.REVOKED: Trust.REVOKED,
    AdESIndeterminate.REVOKED_NO_POE: Trust.REVOKED,
    AdESIndeterminate.REVOKED_CA_NO_POE: Trust.REVOKED,
    AdESFailure.NOT_YET_VALID: Trust.OUTSIDE_PERIOD,
    AdESIndeterminate.EXPIRED: Trust.OUTSIDE_PERIOD,
    AdESIndeterminate.NOT_YET_VALID: Trust.OUTSIDE_PERIOD,
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: Trust.OUTSIDE_PERIOD,
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: Trust.OUTSIDE_PERIOD,
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE: Trust.UNFIT,
    AdESIndeterminate.SIG_CONSTRAINTS_FAILURE: Trust.UNFIT,
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND: Trust.UNKNOWN_ISSUER,
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE: Trust.UNKNOWN_ISSUER,
}


def read_facts(pdf: bytes, anchors: Anchors) -> FileFacts:
    """Check every signature of a PDF; a file that cannot be read to the end has none."""
    is_bare = pdf.startswith(b"%PDF-") and pdf.endswith(_ENDS)
    if b"%PDF-" not in pdf[:1024]:
        return FileFacts(Obstacle.NOT_PDF, is_bare=False)
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        if reader.encrypted:
            return FileFacts(Obstacle.LOCKED, is_bare)
        return _Reading(pdf, reader, anchors).facts(is_bare)
    except _UNREADABLE as error:
        is_locked = isinstance(error, PdfReadError) and "decrypt" in str(error).lower()
        return FileFacts(Obstacle.LOCKED if is_locked else Obstacle.DAMAGED, is_bare)


class _Reading:
    """One file being read: later time-stamps prove when earlier signatures existed."""

    def __init__(self, pdf: bytes, reader: PdfFileReader, anchors: Anchors) -> None:
        self._pdf = pdf
        self._reader = reader
        self._anchors = anchors
        self._contexts: dict[datetime, ValidationContext] = {}
        self._proven: datetime | None = None
        self._is_covered = True

    def facts(self, is_bare: bool) -> FileFacts:
        embedded = self._reader.embedded_signatures
        if len(embedded) > MOST_SIGNATURES:
            return FileFacts(Obstacle.TOO_HEAVY, is_bare)
        found = list(self._backwards(embedded))
        return FileFacts(
            is_bare=is_bare,
            is_covered=self._is_covered,
            page_count=int(self._reader.root["/Pages"]["/Count"]),
            signatures=tuple(reversed(found)),
        )

    def _backwards(self, embedded: list[EmbeddedPdfSignature]) -> Iterator[SignatureFact]:
        for position, signature in enumerate(reversed(embedded)):
            is_stamp = signature.sig_object_type == "/DocTimeStamp"
            status, trust, proven = self._stamp(signature) if is_stamp else self._signer(signature)
            if position == 0:
                self._is_covered = _is_covered(status)
            role = Role.TIMESTAMP if is_stamp else _role(signature.signer_cert)
            fact = _fact(self._pdf, signature, status, role, trust)
            if is_stamp and fact.is_intact and trust is Trust.TRUSTED:
                self._proven = proven
            yield _with_proof(fact, proven)

    def _stamp(
        self, signature: EmbeddedPdfSignature
    ) -> tuple[DocumentTimestampStatus, Trust, datetime | None]:
        status = validate_pdf_timestamp(
            signature, self._context(self._proven or self._anchors.at), diff_policy=_POLICY
        )
        trust = _trust(status)
        return status, trust, status.timestamp if trust is Trust.TRUSTED else None

    def _signer(
        self, signature: EmbeddedPdfSignature
    ) -> tuple[PdfSignatureStatus, Trust, datetime | None]:
        """Check a signature at the time it is proven to have existed; unproven, as of now."""
        horizon = self._proven or self._anchors.at
        proven = self._proven
        token = next(extract_tst_data_iter(signature.signer_info, signed=False), None)
        if token is not None:
            stamped: asn1_tsp.TSTInfo = token["encap_content_info"]["content"].parsed
            proven = stamped["gen_time"].native
        status = self._check(signature, self._anchors.signed_at or proven or horizon, horizon)
        stamp = status.timestamp_validity
        if token is not None and not (stamp and stamp.valid and stamp.intact and stamp.trusted):
            return status, Trust.UNPROVEN, self._proven
        return status, self._judge_time(signature, status, proven), proven

    def _judge_time(
        self, signature: EmbeddedPdfSignature, status: PdfSignatureStatus, proven: datetime | None
    ) -> Trust:
        trust = _trust(status)
        certificate, claimed = signature.signer_cert, signature.self_reported_timestamp
        if certificate is None or claimed is None:
            return trust if trust is not Trust.TRUSTED or proven else Trust.UNPROVEN
        if not certificate.not_valid_before <= claimed <= certificate.not_valid_after:
            return Trust.OUTSIDE_PERIOD if trust is Trust.TRUSTED else trust
        is_unproven = proven is None and self._anchors.signed_at is None
        return Trust.UNPROVEN if trust is Trust.OUTSIDE_PERIOD and is_unproven else trust

    def _check(
        self, signature: EmbeddedPdfSignature, moment: datetime, horizon: datetime
    ) -> PdfSignatureStatus:
        return validate_pdf_signature(
            signature,
            signer_validation_context=self._context(moment),
            ts_validation_context=self._context(horizon),
            diff_policy=_POLICY,
            key_usage_settings=_USAGE,
        )

    def _context(self, moment: datetime) -> ValidationContext:
        if moment not in self._contexts:
            self._contexts[moment] = self._new_context(moment)
        return self._contexts[moment]

    def _new_context(self, moment: datetime) -> ValidationContext:
        known = self._anchors
        certificates = [asn1_x509.Certificate.load(der) for der in known.others]
        answers = [asn1_ocsp.OCSPResponse.load(der) for der in known.ocsp_responses]
        lists = [asn1_crl.CertificateList.load(der) for der in known.revocation_lists]
        settings: dict[str, Any] = {
            "trust_roots": [asn1_x509.Certificate.load(der) for der in known.roots],
            "other_certs": certificates,
            "revocation_mode": "hard-fail",
            "retroactive_revinfo": True,
            "allow_fetching": False,
            "moment": moment,
        }
        try:
            store = DocumentSecurityStore.read_dss(self._reader)
        except NoDSSFoundError:
            return ValidationContext(**settings, ocsps=answers, crls=lists)
        return store.as_validation_context({**settings, "ocsps": answers, "crls": lists})


def _fact(
    pdf: bytes,
    signature: EmbeddedPdfSignature,
    status: PdfSignatureStatus | DocumentTimestampStatus,
    role: Role,
    trust: Trust,
) -> SignatureFact:
    certificate = signature.signer_cert
    names = certificate.subject.native if certificate else {}
    is_sound = bool(status.intact and status.valid)
    _start, _length, resumes, rest = signature.byte_range
    return SignatureFact(
        field=str(signature.field_name),
        role=role,
        signer_name=_text(names.get("common_name")),
        organisation=_text(names.get("organization_name")),
        serial=f"{certificate.serial_number:x}" if certificate else "",
        claimed_at=signature.self_reported_timestamp,
        proven_at=None,
        is_intact=is_sound and _is_gap_clean(pdf, signature),
        trust=trust,
        is_followed_by_changes=is_sound and not _has_only_signatures_after(status),
        covers_file=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        revision_end=int(resumes) + int(rest),
    )


def _with_proof(fact: SignatureFact, proven: datetime | None) -> SignatureFact:
    return replace(fact, proven_at=proven)


def _has_only_signatures_after(status: PdfSignatureStatus | DocumentTimestampStatus) -> bool:
    return (
        status.docmdp_ok is not False
        and status.coverage in _WHOLE
        and (
            status.coverage == SignatureCoverageLevel.ENTIRE_FILE
            or status.modification_level is not None
        )
    )


def _is_covered(status: PdfSignatureStatus | DocumentTimestampStatus) -> bool:
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return True
    return status.coverage in _WHOLE and status.modification_level in _QUIET


def _trust(status: PdfSignatureStatus | DocumentTimestampStatus) -> Trust:
    if status.revoked:
        return Trust.REVOKED
    if status.trusted:
        return Trust.TRUSTED
    finding = status.trust_problem_indic
    return _TRUST_BY_FINDING.get(finding, Trust.UNCHECKED) if finding else Trust.UNKNOWN_ISSUER


def _role(certificate: asn1_x509.Certificate | None) -> Role:
    """Tell whose certificate it is: an organisation's names itself and nobody else."""
    names = certificate.subject.native if certificate else {}
    own, organisation = names.get("common_name"), names.get("organization_name")
    is_organisation = own == organisation or "organization_identifier" in names
    return Role.ORGANISATION if own and is_organisation else Role.PERSON


def _is_gap_clean(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Tell whether the bytes the signature leaves out hold the signature and zeros, no more."""
    start, length, resumes, _rest = signature.byte_range
    gap = pdf[start + length : resumes]
    if not (start == 0 and gap.startswith(b"<") and gap.endswith(b">")):
        return False
    held = bytes.fromhex(gap[1:-1].decode("ascii"))
    return not any(held[peek(held) :])


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
