"""The trust services a province signs with: certificates, OCSP answers, time-stamps, over HTTP.

Certificates are asked for by the registration authority's own small signed protocol (each provider
has its own; ``peers/trust`` speaks this one); OCSP (RFC 6960) and time-stamps (RFC 3161) are
standard. Addresses come from the settings, never from a certificate: whoever makes a file does
not choose what this platform calls.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import structlog
from asn1crypto import algos, core, csr, keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509 import ocsp
from django.conf import settings
from django.utils.translation import gettext_lazy

from tinhso.core.errors import DomainError
from tinhso.core.http import httpx
from tinhso.documents.gateways.key_stores import write_private

_TIMEOUT_SECONDS = 5.0
_MOST_ANSWERS = 4_000
_MARGIN = timedelta(hours=1)
_LISTS_FRESH = timedelta(minutes=10)
_CHAIN_FILE = "trust-services.pem"
_log = structlog.get_logger(__name__)
_answers: dict[tuple[str, int], tuple[datetime, bytes]] = {}
_lists: dict[str, tuple[datetime, tuple[bytes, ...]]] = {}


class TrustServiceAway(DomainError):
    """The trust services do not answer, or not in their own words."""

    code = "trust_service_away"
    text = gettext_lazy(
        "Dịch vụ chứng thực chữ ký số chưa trả lời nên văn bản chưa được ký. Không có gì bị mất;"
        " hãy thử lại sau ít phút."
    )


class CertificateNotGood(DomainError):
    """A certificate that should sign is revoked or unknown to its issuer."""

    code = "certificate_not_good"
    text = gettext_lazy(
        "Chứng thư số đã bị thu hồi hoặc không còn hiệu lực nên không ký được. Hãy liên hệ bộ phận"
        " quản lý chứng thư của cơ quan."
    )


@dataclass(frozen=True, slots=True)
class Chain:
    """The certificates of the trust services."""

    root: x509.Certificate
    issuing: x509.Certificate
    tsa: x509.Certificate


def is_connected() -> bool:
    """Tell whether this installation signs with trust services over HTTP."""
    return bool(settings.TRUST_URL)


def load_chain() -> Chain:
    """Give the certificates of the trust services, asked for once and then kept.

    :raises TrustServiceAway: they are not kept yet and cannot be asked for.
    """
    path = Path(settings.PKI_DIR) / _CHAIN_FILE
    if not path.exists():
        pem = _call("GET", "/chain.pem", b"", "")
        _read_chain(pem)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_private(path, pem)
    return _chain(str(path), path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _chain(name: str, _changed: int) -> Chain:
    return _read_chain(Path(name).read_bytes())


def _read_chain(pem: bytes) -> Chain:
    try:
        root, issuing, tsa = x509.load_pem_x509_certificates(pem)
    except ValueError as error:
        raise TrustServiceAway from error
    return Chain(root, issuing, tsa)


def request_certificate(
    public_key: ec.EllipticCurvePublicKey,
    subject: x509.Name,
    sign: Callable[[bytes], bytes],
    days: int,
) -> x509.Certificate:
    """Have a key certified; ``sign`` proves that the key is held (ECDSA with SHA-256, DER).

    :raises TrustServiceAway: no answer, or none that can be read.
    """
    request = _signing_request(public_key, subject, sign)
    body = json.dumps({"request": request, "days": days}).encode()
    answer = _call("POST", "/certificates", body, "application/json", signed=True)
    try:
        return x509.load_pem_x509_certificate(str(json.loads(answer)["certificate"]).encode())
    except (KeyError, TypeError, ValueError) as error:
        raise TrustServiceAway from error


def report_revocation(serial: str, at: datetime) -> None:
    """Tell the authority that a certificate is revoked; told again, nothing changes."""
    body = json.dumps({"serial": serial, "at": at.isoformat()}).encode()
    _call("POST", "/revocations", body, "application/json", signed=True)


def ocsp_answer(certificate: x509.Certificate, issuer: x509.Certificate, at: datetime) -> bytes:
    """Give an answer (DER) that says the certificate is good, asked anew when the last is old.

    :raises CertificateNotGood: it is revoked or unknown.
    :raises TrustServiceAway: no answer.
    """
    key = (settings.TRUST_URL, certificate.serial_number)
    kept = _answers.get(key)
    if kept is not None and kept[0] > at:
        return kept[1]
    builder = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, hashes.SHA256())
    request = builder.build().public_bytes(serialization.Encoding.DER)
    answer = _call("POST", "/ocsp", request, "application/ocsp-request")
    good_until = _read_answer(answer)
    if len(_answers) >= _MOST_ANSWERS:
        _answers.clear()
    _answers[key] = (min(good_until, at + timedelta(hours=12)) - _MARGIN, answer)
    return answer


def revocation_lists(at: datetime) -> tuple[bytes, ...]:
    """Give the lists of revoked certificates (DER), at most minutes old; none when away."""
    kept = _lists.get(settings.TRUST_URL)
    if kept is not None and kept[0] > at:
        return kept[1]
    try:
        found = tuple(_call("GET", f"/{name}.crl", b"", "") for name in ("issuing", "root"))
        for content in found:
            x509.load_der_x509_crl(content)
    except (TrustServiceAway, ValueError):
        return ()
    _lists[settings.TRUST_URL] = (at + _LISTS_FRESH, found)
    return found


def timestamp_reply(request: bytes) -> bytes:
    """Have a digest stamped with the time: RFC 3161 request and reply in DER."""
    return _call("POST", "/tsa", request, "application/timestamp-query")


def forget_answers() -> None:
    """Ask again at the next question; for tests and after a revocation."""
    _answers.clear()
    _lists.clear()


def _read_answer(answer: bytes) -> datetime:
    try:
        read = ocsp.load_der_ocsp_response(answer)
        if read.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
            raise TrustServiceAway
        if read.certificate_status is not ocsp.OCSPCertStatus.GOOD:
            raise CertificateNotGood
    except ValueError as error:
        raise TrustServiceAway from error
    return read.next_update_utc or read.this_update_utc


def _call(method: str, path: str, body: bytes, kind: str, *, signed: bool = False) -> bytes:
    headers = {"Content-Type": kind} if kind else {}
    if signed:
        key = settings.TRUST_KEY.encode()
        headers["X-Signature"] = hmac.new(key, body, hashlib.sha256).hexdigest()
    try:
        answer = _client().request(
            method, settings.TRUST_URL + path, content=body or None, headers=headers
        )
        answer.raise_for_status()
    except httpx.HTTPError as error:
        _log.warning("trust services away", path=path, reason=str(error))
        raise TrustServiceAway from error
    return bytes(answer.content)


@lru_cache(maxsize=1)
def _client() -> Any:
    return httpx.Client(timeout=_TIMEOUT_SECONDS)


def _signing_request(
    public_key: ec.EllipticCurvePublicKey, subject: x509.Name, sign: Callable[[bytes], bytes]
) -> str:
    spki = public_key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    info = csr.CertificationRequestInfo(
        {
            "version": "v1",
            "subject": asn1_x509.Name.load(subject.public_bytes()),
            "subject_pk_info": keys.PublicKeyInfo.load(spki),
            "attributes": csr.CRIAttributes([]),
        }
    )
    request = csr.CertificationRequest(
        {
            "certification_request_info": info,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signature": core.OctetBitString(sign(info.dump())),
        }
    )
    text = base64.encodebytes(request.dump()).decode()
    return f"-----BEGIN CERTIFICATE REQUEST-----\n{text}-----END CERTIFICATE REQUEST-----\n"
