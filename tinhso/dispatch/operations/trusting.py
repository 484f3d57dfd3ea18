"""Who sent an envelope, and whether its signature proves it."""

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from tinhso.core.identifiers import NotACode, parse_agency_code
from tinhso.dispatch.gateways.edxml_signing import FoundSignature
from tinhso.dispatch.models import Partner, SignatureVerdict
from tinhso.dispatch.rules import Organ
from tinhso.dispatch.rules.refusals import EnvelopeRefused, Reason
from tinhso.documents.api import agency_of_certificate
from tinhso.orgs.api import Agency, find_agency, organisation_date


@dataclass(frozen=True, slots=True)
class Identified:
    """The sender found, and what the signature is worth."""

    verdict: SignatureVerdict
    agency: Agency | None = None
    partner: Partner | None = None


def identify(sender: Organ, signature: FoundSignature, at: datetime) -> Identified:
    """Find the sender and check the signature against its certificate.

    Unsigned, or signed by a certificate nobody entered, only from partners allowed to.

    :raises EnvelopeRefused: SENDER_UNKNOWN, SIGNATURE_MISSING, SIGNATURE_BAD, SENDER_DIFFERS.
    """
    agency = find_own_agency(sender.organ_id)
    if agency is not None:
        return _identify_own(agency, signature, at)
    partner = Partner.objects.filter(organ_id=sender.organ_id, is_active=True).first()
    if partner is None:
        raise EnvelopeRefused(Reason.SENDER_UNKNOWN, sender.organ_id)
    return Identified(_verdict(partner, signature), partner=partner)


def find_own_agency(organ_id: str) -> Agency | None:
    """Give the agency of ours with this code, ``H10.14`` or ``000.00.14.H10``; else ``None``."""
    try:
        return find_agency(parse_agency_code(organ_id), organisation_date())
    except NotACode:
        return None


def _identify_own(agency: Agency, signature: FoundSignature, at: datetime) -> Identified:
    if not signature.is_there:
        raise EnvelopeRefused(Reason.SIGNATURE_MISSING, agency.code)
    if not signature.is_sound:
        raise EnvelopeRefused(Reason.SIGNATURE_BAD, agency.code)
    signed_by = agency_of_certificate(
        serial=signature.serial, fingerprint=signature.fingerprint, at=at
    )
    if signed_by != agency.pk:
        raise EnvelopeRefused(Reason.SENDER_DIFFERS, agency.code)
    return Identified(SignatureVerdict.VALID, agency=agency)


def _verdict(partner: Partner, signature: FoundSignature) -> SignatureVerdict:
    if not signature.is_there:
        if not partner.accepts_unsigned:
            raise EnvelopeRefused(Reason.SIGNATURE_MISSING, partner.organ_id)
        return SignatureVerdict.UNSIGNED
    if not signature.is_sound:
        raise EnvelopeRefused(Reason.SIGNATURE_BAD, partner.organ_id)
    if not partner.certificate_pem:
        if not partner.accepts_unsigned:
            raise EnvelopeRefused(Reason.SENDER_DIFFERS, partner.organ_id)
        return SignatureVerdict.UNTRUSTED
    known = x509.load_pem_x509_certificate(partner.certificate_pem.encode())
    if known.fingerprint(hashes.SHA256()) != signature.fingerprint:
        raise EnvelopeRefused(Reason.SENDER_DIFFERS, partner.organ_id)
    return SignatureVerdict.VALID
