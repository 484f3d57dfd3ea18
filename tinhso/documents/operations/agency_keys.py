"""An agency's key for signing what is no PDF: envelopes between systems."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from tinhso.documents.gateways import authority
from tinhso.documents.models import Certificate
from tinhso.documents.operations.certificates import certificate_of_agency, signing_key
from tinhso.orgs.api import Agency


@dataclass(frozen=True, slots=True)
class AgencySigner:
    """What signs for an agency: its certificate (PEM) and ``sign``, ECDSA P-256/SHA-256 in DER."""

    certificate_pem: str
    sign: Callable[[bytes], bytes]


def signer_of_agency(*, agency: Agency, at: datetime) -> AgencySigner:
    """Give the signer of an agency, its certificate issued if need be."""
    certificate = certificate_of_agency(agency=agency, at=at)
    key = signing_key(certificate)
    return AgencySigner(certificate.pem, lambda message: key.store.sign(key.label, message))


def agency_of_certificate(*, serial: int, fingerprint: bytes, at: datetime) -> int | None:
    """Give the agency whose certificate this is and holds at a moment, or ``None``.

    :param fingerprint: SHA-256 of the certificate in DER: a serial number alone proves nothing.
    """
    known = Certificate.objects.filter(
        Q(revoked_at__isnull=True) | Q(revoked_at__gt=at),
        serial=f"{serial:x}",
        is_organisation=True,
        valid_from__lte=at,
        valid_to__gt=at,
    ).first()
    if known is None or authority.fingerprint(known.pem) != fingerprint:
        return None
    return known.agency_id
