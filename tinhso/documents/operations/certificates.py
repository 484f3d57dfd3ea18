"""Certificates of people and agencies: issued when first needed, renewed, revoked."""

from datetime import datetime, timedelta
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction
from django.db.models import Q
from procrastinate.contrib.django import app

from tinhso.core.actors import Actor
from tinhso.documents.gateways import authority, pades, trust_services
from tinhso.documents.models import OUTSIDE_STORE, Certificate, Issuer
from tinhso.documents.queries import list_revoked
from tinhso.ledger.api import record
from tinhso.orgs.api import Agency, Position

_LIFETIME = timedelta(days=3 * 365)
_CLOCKS_DIFFER = timedelta(minutes=5)


def certificate_of_person(
    *, actor: Actor, agency: Agency, position: Position | None, at: datetime
) -> Certificate:
    """Give the certificate valid now of the acting officer in a position, issued if need be."""
    holder = Q(person_id=actor.person_id, agency=agency, position=position, is_organisation=False)
    title = position.title if position else ""
    blank = Certificate(
        agency=agency, person_id=actor.person_id, position=position, is_organisation=False
    )
    return _find(holder, at) or _issue(blank, authority.Subject(actor.name, agency.name, title), at)


def certificate_of_agency(*, agency: Agency, at: datetime) -> Certificate:
    """Give the certificate valid now of an agency, issued if need be."""
    holder = Q(agency=agency, is_organisation=True)
    blank = Certificate(agency=agency, is_organisation=True)
    return _find(holder, at) or _issue(blank, authority.Subject(agency.name, agency.name), at)


def signing_key(certificate: Certificate) -> "pades.SigningKey":
    """Give the key of a certificate, with the certificates that vouch for it."""
    return pades.SigningKey(
        store=authority.key_store_named(certificate.key_store),
        label=certificate.key_label,
        certificate=x509.load_pem_x509_certificate(certificate.pem.encode()),
        chain=(_issuing(certificate),),
    )


@transaction.atomic
def revoke_certificate(
    *, certificate: Certificate, reason: str, actor: Actor, at: datetime
) -> Certificate:
    """Take a certificate back; what it signed before stays valid, nothing after it does."""
    locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if locked.revoked_at is None:
        locked.revoked_at, locked.revocation_reason = at, reason
        locked.save(update_fields=["revoked_at", "revocation_reason"])
        if locked.issuer == Issuer.SERVICES:
            task = app.configure_task("tinhso.documents.tasks.report_revocation")
            task.defer(certificate_id=locked.pk)
        record(
            kind="CERTIFICATE_REVOKED",
            subject=f"certificate:{locked.serial}",
            payload={"serial": locked.serial, "reason": reason},
            actor=actor,
            at=at,
        )
    return locked


def current_revocation_lists(*, at: datetime) -> list[bytes]:
    """Give the lists of revoked certificates (DER), the issuing authority's first."""
    revoked = [
        (int(certificate.serial, 16), certificate.revoked_at)
        for certificate in list_revoked()
        if certificate.revoked_at
    ]
    return authority.revocation_lists(revoked, at)


def _find(holder: Q, at: datetime) -> Certificate | None:
    valid = Certificate.objects.filter(
        holder, valid_from__lte=at, valid_to__gt=at, revoked_at__isnull=True, issuer=_issuer()
    )
    own = valid.exclude(key_store=OUTSIDE_STORE)
    return own.order_by("-valid_to", "-pk").first()


def _issuer() -> Issuer:
    return Issuer.SERVICES if trust_services.is_connected() else Issuer.DEVELOPMENT


def _issuing(certificate: Certificate) -> x509.Certificate:
    if certificate.issuer == Issuer.SERVICES:
        return trust_services.load_chain().issuing
    return authority.load_authority().issuing


def _issue(blank: Certificate, subject: "authority.Subject", at: datetime) -> Certificate:
    store = authority.key_store()
    blank.key_label, blank.key_store, blank.issuer = uuid4().hex, store.name, _issuer()
    public_key = store.create_key(blank.key_label)
    if blank.issuer == Issuer.SERVICES:
        issued = trust_services.request_certificate(
            public_key,
            authority.subject_name(subject),
            lambda message: store.sign(blank.key_label, message),
            _LIFETIME.days,
        )
        blank.serial = f"{issued.serial_number:x}"
        blank.valid_from, blank.valid_to = issued.not_valid_before_utc, issued.not_valid_after_utc
    else:
        issued = _issue_here(blank, public_key, subject, at)
    blank.pem = issued.public_bytes(serialization.Encoding.PEM).decode()
    blank.save()
    return blank


def _issue_here(
    blank: Certificate,
    public_key: ec.EllipticCurvePublicKey,
    subject: "authority.Subject",
    at: datetime,
) -> x509.Certificate:
    blank.valid_from = at.replace(microsecond=0) - _CLOCKS_DIFFER
    blank.valid_to = blank.valid_from + _LIFETIME
    serial = x509.random_serial_number()
    blank.serial = f"{serial:x}"
    return authority.issue_certificate(
        public_key, subject, serial, blank.valid_from, blank.valid_to
    )
