"""The development certificate authority: root, issuing authority, certificates, revocation list.

A province signs with certificates of the government's authority; this one, of the project's own,
lets everything run before those are there. Its root says so in its name.
"""

import fcntl
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings

from tinhso.documents.gateways.key_stores import FileKeys, KeyStore, write_private
from tinhso.documents.gateways.pkcs11_keys import Pkcs11Keys, find_softhsm, softhsm_keys

# RFC 5280 allows 64 characters; the library counts bytes, too few for Vietnamese names.
warnings.filterwarnings("ignore", "Attribute's length must be", UserWarning)

ROOT, ISSUING = "root", "issuing"
CRL_PATH = "/xac-thuc/thu-hoi.crl"
ROOT_PATH = "/xac-thuc/chung-thu-goc.pem"
_FROM = datetime(2020, 1, 1, tzinfo=UTC)
_TO = datetime(2050, 1, 1, tzinfo=UTC)
_FILE_KEYS_ONLY = "none"


@dataclass(frozen=True, slots=True)
class Authority:
    """The certificates everything hangs on."""

    root: x509.Certificate
    issuing: x509.Certificate


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a certificate names."""

    common_name: str
    organisation: str
    title: str = ""


def load_authority() -> Authority:
    """Give the authority of this installation, made the first time it is asked for."""
    return _authority(str(settings.PKI_DIR))


@lru_cache(maxsize=4)
def _authority(folder_name: str) -> Authority:
    folder = Path(folder_name)
    with _alone(folder):
        if not (folder / "issuing.pem").exists():
            _create(folder)
    return Authority(
        root=x509.load_pem_x509_certificate((folder / "root.pem").read_bytes()),
        issuing=x509.load_pem_x509_certificate((folder / "issuing.pem").read_bytes()),
    )


def file_keys() -> FileKeys:
    """Give the keys kept in files."""
    return _file_keys(str(settings.PKI_DIR))


@lru_cache(maxsize=4)
def _file_keys(folder: str) -> FileKeys:
    return FileKeys(Path(folder) / "keys")


def key_store() -> KeyStore:
    """Give where new keys are made: the configured module, SoftHSM where present, else files."""
    module = settings.PKCS11_MODULE or find_softhsm()
    if not module or module == _FILE_KEYS_ONLY:
        return file_keys()
    return _module_keys(module, str(settings.PKI_DIR))


def key_store_named(name: str) -> KeyStore:
    """Give the store a certificate's key was made in."""
    return file_keys() if name == FileKeys.name else key_store()


@lru_cache(maxsize=4)
def _module_keys(module: str, folder: str) -> Pkcs11Keys:
    if "softhsm" in module and not settings.PKCS11_PIN:
        with _alone(Path(folder)):
            return softhsm_keys(Path(folder) / "softhsm", module)
    return Pkcs11Keys(module, settings.PKCS11_TOKEN, settings.PKCS11_PIN)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _create(folder: Path) -> None:
    keys = file_keys()
    root_key, issuing_key = keys.create_key(ROOT), keys.create_key(ISSUING)
    root_name = _name(Subject("Tỉnh Số, gốc thử nghiệm không giá trị pháp lý", "Tỉnh Số"))
    issuing_name = _name(Subject("Tỉnh Số, cấp chứng thư phát triển", "Tỉnh Số"))
    root = _signed_authority(root_name, root_name, root_key, root_key, 1)
    issuing = _signed_authority(issuing_name, root_name, issuing_key, root_key, 0)
    for label, certificate in ((ROOT, root), (ISSUING, issuing)):
        write_private(folder / f"{label}.pem", certificate.public_bytes(serialization.Encoding.PEM))


def _signed_authority(
    subject: x509.Name,
    issuer: x509.Name,
    public_key: ec.EllipticCurvePublicKey,
    root_key: ec.EllipticCurvePublicKey,
    path_length: int,
) -> x509.Certificate:
    builder = (
        _builder(subject, issuer, public_key, root_key)
        .not_valid_before(_FROM)
        .not_valid_after(_TO)
        .serial_number(x509.random_serial_number())
        .add_extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
    )
    return builder.sign(file_keys().private_key(ROOT), hashes.SHA256())


def subject_name(subject: Subject) -> x509.Name:
    """Give the name a certificate carries."""
    return _name(subject)


def der(certificate: x509.Certificate) -> bytes:
    """Give a certificate in DER."""
    return certificate.public_bytes(serialization.Encoding.DER)


def issue_certificate(
    public_key: ec.EllipticCurvePublicKey,
    subject: Subject,
    serial: int,
    valid_from: datetime,
    valid_to: datetime,
) -> x509.Certificate:
    """Certify the key of a person or an organisation for signing documents."""
    issuing = load_authority().issuing
    crl = x509.UniformResourceIdentifier(f"{settings.SITE_URL}{CRL_PATH}")
    point = x509.DistributionPoint([crl], None, None, None)
    issuing_key = file_keys().private_key(ISSUING)
    builder = (
        _builder(_name(subject), issuing.subject, public_key, issuing_key.public_key())
        .not_valid_before(valid_from.astimezone(UTC))
        .not_valid_after(valid_to.astimezone(UTC))
        .serial_number(serial)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.CRLDistributionPoints([point]), critical=False)
    )
    return builder.sign(issuing_key, hashes.SHA256())


def fingerprint(pem: str) -> bytes:
    """Give the SHA-256 of a certificate in DER."""
    return x509.load_pem_x509_certificate(pem.encode()).fingerprint(hashes.SHA256())


def revocation_lists(revoked: list[tuple[int, datetime]], at: datetime) -> list[bytes]:
    """Give the signed lists of revoked certificates (DER): the issuing authority's, the root's."""
    authority = load_authority()
    return [
        _revocation_list(authority.issuing.subject, ISSUING, revoked, at),
        _revocation_list(authority.root.subject, ROOT, [], at),
    ]


def _revocation_list(
    issuer: x509.Name, label: str, revoked: list[tuple[int, datetime]], at: datetime
) -> bytes:
    key = file_keys().private_key(label)
    moment = at.astimezone(UTC).replace(microsecond=0)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer)
        .last_update(moment - timedelta(minutes=1))
        .next_update(moment + timedelta(days=1))
        .add_extension(x509.CRLNumber(int(moment.timestamp())), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False
        )
    )
    for serial, revoked_at in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(serial)
        builder = builder.add_revoked_certificate(
            entry.revocation_date(revoked_at.astimezone(UTC).replace(microsecond=0)).build()
        )
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public_key: ec.EllipticCurvePublicKey,
    issuer_key: ec.EllipticCurvePublicKey,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False
        )
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _name(subject: Subject) -> x509.Name:
    parts = [
        (NameOID.COUNTRY_NAME, "VN"),
        (NameOID.ORGANIZATION_NAME, subject.organisation),
        (NameOID.TITLE, subject.title),
        (NameOID.COMMON_NAME, subject.common_name),
    ]
    return x509.Name(
        [x509.NameAttribute(kind, text[:64], _validate=False) for kind, text in parts if text]
    )
