"""Keys officers keep elsewhere: linked, checked when used, unlinked."""

import unicodedata
from datetime import datetime
from uuid import uuid4

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import NameOID
from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.documents.gateways import interrupted, remote_signing, trust_services
from tinhso.documents.gateways.signing_refusals import CertificateWrong
from tinhso.documents.models import (
    OUTSIDE_STORE,
    Certificate,
    Issuer,
    OutsideKey,
    RequestState,
    SigningWay,
)
from tinhso.ledger.api import record

LINKING_ROLES = ("LEADER", "HEAD_OF_UNIT")


class KeyNotFoundThere(DomainError):
    """The service knows no such user, or holds no key for them."""

    code = "key_not_found_there"
    text = gettext_lazy(
        "Dịch vụ ký số không có chứng thư nào cho tài khoản này. Hãy kiểm tra lại tên tài khoản."
    )


class KeyInUse(DomainError):
    """Something waits for a signature with this key."""

    code = "key_in_use"
    text = gettext_lazy("Đang có văn bản chờ ký bằng chứng thư này. Hãy ký xong hoặc hủy trước.")


class NotLinkable(DomainError):
    """Only those who sign documents link a key."""

    code = "not_linkable"
    text = gettext_lazy("Chỉ người có thẩm quyền ký văn bản mới liên kết chứng thư số.")


def find_outside_key(actor: Actor, agency_id: int) -> OutsideKey | None:
    """Give the key elsewhere the actor signs with for an agency, or ``None``."""
    return OutsideKey.objects.filter(
        person_id=actor.person_id or 0, agency_id=agency_id, unlinked_at__isnull=True
    ).first()


@transaction.atomic
def link_remote_key(*, user: str, actor: Actor, at: datetime) -> OutsideKey:
    """Link the key a remote signing service holds for a user; what was linked before is unlinked.

    :raises NotLinkable: the actor signs nothing.
    :raises KeyNotFoundThere: the service holds none for this user.
    :raises SigningServiceAway: no answer.
    :raises CertificateWrong: the certificate names somebody else, or another authority issued it.
    """
    found = remote_signing.list_credentials(user.strip())
    if not found:
        raise KeyNotFoundThere
    key = _link(actor, SigningWay.REMOTE, found[0], at)
    holder_of(key, at)
    return key


@transaction.atomic
def link_plugin_key(*, certificate_pem: bytes, actor: Actor, at: datetime) -> OutsideKey:
    """Link the certificate of a token the officer holds; what was linked before is unlinked.

    :raises NotLinkable: the actor signs nothing.
    :raises CertificateWrong: it cannot be read, names somebody else, or is of another authority.
    """
    try:
        certificate = _read_certificate(certificate_pem)
    except ValueError as error:
        raise CertificateWrong from error
    key = _link(actor, SigningWay.PLUGIN, "", at)
    key.certificate = _keep_certificate(key, certificate, at)
    key.save(update_fields=["certificate"])
    return key


@transaction.atomic
def unlink_key(*, actor: Actor, at: datetime) -> None:
    """Sign with the key this platform keeps again.

    :raises KeyInUse: something waits for a signature with it.
    """
    keys = OutsideKey.objects.select_for_update().filter(
        person_id=actor.person_id or 0, agency_id=actor.agency_id or 0, unlinked_at__isnull=True
    )
    for key in keys:
        if key.requests.filter(state=RequestState.WAITING).exists():
            raise KeyInUse
        key.unlinked_at = at
        key.save(update_fields=["unlinked_at"])
        _note("SIGNING_KEY_UNLINKED", key, actor, at)


def holder_of(key: OutsideKey, at: datetime) -> "interrupted.Holder":
    """Give the certificate a key signs with now, asked for at the service when there is none yet.

    :raises SigningServiceAway: no answer.
    :raises CertificateWrong: it names somebody else, is over, or another authority issued it.
    :raises CertificateNotGood: its issuer says it is revoked.
    """
    kept = key.certificate
    if kept is None or not kept.valid_from <= at < kept.valid_to:
        if key.way != SigningWay.REMOTE:
            raise CertificateWrong
        described = remote_signing.describe(key.credential)
        if not described.is_enabled:
            raise CertificateWrong
        kept = key.certificate = _keep_certificate(key, described.certificate, at)
        key.save(update_fields=["certificate"])
    if kept.revoked_at is not None:
        raise trust_services.CertificateNotGood
    certificate = x509.load_pem_x509_certificate(kept.pem.encode())
    issuing = trust_services.load_chain().issuing
    trust_services.ocsp_answer(certificate, issuing, at)
    return interrupted.Holder(certificate, (issuing,))


def _link(actor: Actor, way: SigningWay, credential: str, at: datetime) -> OutsideKey:
    if actor.person_id is None or actor.agency_id is None or not actor.has_role(*LINKING_ROLES):
        raise NotLinkable
    unlink_key(actor=actor, at=at)
    key = OutsideKey.objects.create(
        agency_id=actor.agency_id,
        person_id=actor.person_id,
        way=way,
        holder_name=actor.name,
        credential=credential,
        linked_at=at,
    )
    _note("SIGNING_KEY_LINKED", key, actor, at)
    return key


def _keep_certificate(key: OutsideKey, certificate: x509.Certificate, at: datetime) -> Certificate:
    """Keep the row of a certificate after looking at whose it is; the same one is one row."""
    _check_certificate(key, certificate, at)
    serial = f"{certificate.serial_number:x}"
    known = Certificate.objects.filter(serial=serial, person_id=key.person_id).first()
    return known or Certificate.objects.create(
        serial=serial,
        agency_id=key.agency_id,
        person_id=key.person_id,
        is_organisation=False,
        issuer=Issuer.SERVICES,
        key_store=OUTSIDE_STORE,
        key_label=uuid4().hex,
        pem=certificate.public_bytes(serialization.Encoding.PEM).decode(),
        valid_from=certificate.not_valid_before_utc,
        valid_to=certificate.not_valid_after_utc,
    )


def _check_certificate(key: OutsideKey, certificate: x509.Certificate, at: datetime) -> None:
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    is_named = [_plain(str(name.value)) for name in names] == [_plain(key.holder_name)]
    is_now = certificate.not_valid_before_utc <= at < certificate.not_valid_after_utc
    if not (is_named and is_now and _may_sign(certificate)):
        raise CertificateWrong
    try:
        certificate.verify_directly_issued_by(trust_services.load_chain().issuing)
    except (InvalidSignature, TypeError, ValueError) as error:
        raise CertificateWrong from error


def _may_sign(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return False
    return bool(usage.content_commitment)


def _read_certificate(content: bytes) -> x509.Certificate:
    if content.lstrip().startswith(b"-----"):
        return x509.load_pem_x509_certificate(content)
    return x509.load_der_x509_certificate(content)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip().casefold()


def _note(kind: str, key: OutsideKey, actor: Actor, at: datetime) -> None:
    record(
        kind=kind,
        subject=f"signing-key:{key.pk}",
        payload={"way": str(key.way), "agency": key.agency.code},
        actor=actor,
        at=at,
    )
