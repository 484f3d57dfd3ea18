"""What signatures are checked against today: this platform's authority and trusted others."""

from datetime import datetime
from pathlib import Path

import structlog
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from django.conf import settings

from tinhso.documents.gateways import authority, trust_services
from tinhso.documents.gateways.anchors import Anchors
from tinhso.documents.operations.certificates import current_revocation_lists

_log = structlog.get_logger(__name__)


def anchors_at(at: datetime, *, signed_at: datetime | None = None) -> Anchors:
    """Give what a file is checked against now; ``signed_at`` is when, if that is on record."""
    known = authority.load_authority()
    others = [*_trusted_others(Path(settings.TRUST_DIR)), *_services()]
    return Anchors(
        roots=(_der(known.root), *(_der(other) for other in others if _is_root(other))),
        others=(_der(known.issuing), *(_der(other) for other in others if not _is_root(other))),
        revocation_lists=(
            *current_revocation_lists(at=at),
            *(trust_services.revocation_lists(at) if trust_services.is_connected() else ()),
            *_trusted_lists(Path(settings.TRUST_DIR)),
        ),
        at=at,
        signed_at=signed_at,
    )


def _services() -> list[x509.Certificate]:
    """Give the certificates of the trust services this installation signs with, if any."""
    if not trust_services.is_connected():
        return []
    try:
        chain = trust_services.load_chain()
    except trust_services.TrustServiceAway:
        return []
    return [chain.root, chain.issuing]


def _trusted_others(folder: Path) -> list[x509.Certificate]:
    """Read the certificates an administrator put into the folder of trusted authorities."""
    found: list[x509.Certificate] = []
    for path in sorted(folder.glob("*.pem")):
        try:
            found.extend(x509.load_pem_x509_certificates(path.read_bytes()))
        except ValueError:
            _log.warning("trusted certificate cannot be read", file=path.name)
    return found


def _trusted_lists(folder: Path) -> list[bytes]:
    """Read the lists of revoked certificates beside them; one that is none says nothing."""
    found: list[bytes] = []
    for path in sorted(folder.glob("*.crl")):
        content = path.read_bytes()
        try:
            x509.load_der_x509_crl(content)
        except ValueError:
            _log.warning("list of revoked certificates cannot be read", file=path.name)
        else:
            found.append(content)
    return found


def _is_root(certificate: x509.Certificate) -> bool:
    return certificate.subject == certificate.issuer


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)
