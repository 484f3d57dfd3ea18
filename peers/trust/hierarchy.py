"""The authority of the demonstration: root, issuing authority, time-stamp authority, its records.

What an authority keeps is in its folder: certificates, keys, and who was issued or revoked what.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import RLock

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

_FROM, _TO = datetime(2020, 1, 1, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC)
_TSA_YEARS = 10
_NOT_REAL = "bản mô phỏng"


@dataclass(frozen=True, slots=True)
class Holder:
    """A certificate of the hierarchy with its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


class Hierarchy:
    """Everything the trust services sign with, and their records."""

    def __init__(self, folder: Path, url: str, now: datetime) -> None:
        self._folder, self._url = folder, url
        self._lock = RLock()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not (folder / "tsa.pem").exists():
            self._create(now)
        self.root, self.issuing, self.tsa = (
            self._load(name) for name in ("root", "issuing", "tsa")
        )
        self.responders = {
            name: self._responder(name, issuer)
            for name, issuer in (("root", self.root), ("issuing", self.issuing))
        }
        records = folder / "records.json"
        self._records: dict[str, dict[str, str]] = (
            json.loads(records.read_text(encoding="utf-8"))
            if records.exists()
            else {"issued": {}, "revoked": {}}
        )

    def issue(self, request: x509.CertificateSigningRequest, days: int, now: datetime) -> bytes:
        """Certify the key of a request for signing documents; gives the certificate (PEM)."""
        key = request.public_key()
        if not request.is_signature_valid or not isinstance(key, ec.EllipticCurvePublicKey):
            raise ValueError("the request is not signed by its own P-256 key")
        builder = self._builder(request.subject, key, self.issuing.certificate)
        usage = _usage(signs_certificates=False)
        builder = builder.add_extension(usage, critical=True).add_extension(
            x509.BasicConstraints(ca=False, path_length=None), critical=True
        )
        start = now.replace(microsecond=0) - timedelta(minutes=5)
        builder = builder.not_valid_before(start).not_valid_after(start + timedelta(days=days))
        signed = builder.sign(self.issuing.key, hashes.SHA256())
        self._note("issued", signed.serial_number, now)
        return signed.public_bytes(serialization.Encoding.PEM)

    def revoke(self, serial: int, at: datetime) -> None:
        """Take a certificate back from a moment on; the first moment stays."""
        if f"{serial:x}" not in self._records["revoked"]:
            self._note("revoked", serial, at)

    def revoked_at(self, serial: int) -> datetime | None:
        """Give when a certificate was revoked, or nothing."""
        moment = self._records["revoked"].get(f"{serial:x}")
        return datetime.fromisoformat(moment) if moment else None

    def is_known(self, serial: int) -> bool:
        """Tell whether a certificate was issued here."""
        own = {holder.certificate.serial_number for holder in (self.issuing, self.tsa)}
        return serial in own or f"{serial:x}" in self._records["issued"]

    def revoked(self) -> list[tuple[int, datetime]]:
        """List what is revoked."""
        held = self._records["revoked"].items()
        return [(int(serial, 16), datetime.fromisoformat(moment)) for serial, moment in held]

    def chain(self) -> bytes:
        """Give the certificates everything hangs on (PEM): root, issuing, time-stamps."""
        holders = (self.root, self.issuing, self.tsa)
        pem = serialization.Encoding.PEM
        return b"".join(holder.certificate.public_bytes(pem) for holder in holders)

    def _note(self, kind: str, serial: int, at: datetime) -> None:
        with self._lock:
            self._records[kind][f"{serial:x}"] = at.astimezone(UTC).isoformat()
            temporary = self._folder / "records.new"
            temporary.write_text(json.dumps(self._records), encoding="utf-8")
            temporary.replace(self._folder / "records.json")

    def _create(self, now: datetime) -> None:
        root_key = ec.generate_private_key(ec.SECP256R1())
        root_name = _name(f"Gốc chứng thực, {_NOT_REAL}")
        root = self._authority(root_name, root_key, None, root_key, 1)
        self._save("root", root, root_key)
        issuing_key = ec.generate_private_key(ec.SECP256R1())
        issuing_name = _name(f"Cấp chứng thư, {_NOT_REAL}")
        issuing = self._authority(issuing_name, issuing_key, root, root_key, 0)
        self._save("issuing", issuing, issuing_key)
        key = ec.generate_private_key(ec.SECP256R1())
        builder = self._builder(_name(f"Cấp dấu thời gian, {_NOT_REAL}"), key.public_key(), root)
        start = min(now, datetime(2026, 1, 1, tzinfo=UTC)) - timedelta(days=1)
        builder = (
            builder.not_valid_before(start)
            .not_valid_after(start + timedelta(days=_TSA_YEARS * 365))
            .add_extension(_usage(signs_certificates=False), critical=True)
            .add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
            )
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        )
        self._save("tsa", builder.sign(root_key, hashes.SHA256()), key)

    def _responder(self, issuer_name: str, issuer: Holder) -> Holder:
        """Give who answers for an authority: a certificate of its own that needs no answer itself.

        An authority that signs its answers itself would have to vouch for itself.
        """
        name = f"ocsp-{issuer_name}"
        if not (self._folder / f"{name}.pem").exists():
            key = ec.generate_private_key(ec.SECP256R1())
            subject = _name(f"Trả lời trạng thái chứng thư ({issuer_name}), {_NOT_REAL}")
            builder = self._builder(subject, key.public_key(), issuer.certificate)
            builder = (
                builder.not_valid_before(_FROM)
                .not_valid_after(_TO)
                .add_extension(_usage(signs_certificates=False), critical=True)
                .add_extension(x509.OCSPNoCheck(), critical=False)
                .add_extension(
                    x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]), critical=False
                )
            )
            self._save(name, builder.sign(issuer.key, hashes.SHA256()), key)
        return self._load(name)

    def _authority(
        self,
        name: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        issuer: x509.Certificate | None,
        issuer_key: ec.EllipticCurvePrivateKey,
        path_length: int,
    ) -> x509.Certificate:
        builder = self._builder(name, key.public_key(), issuer)
        return (
            builder.not_valid_before(_FROM)
            .not_valid_after(_TO)
            .add_extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True)
            .add_extension(_usage(signs_certificates=True), critical=True)
            .sign(issuer_key, hashes.SHA256())
        )

    def _builder(
        self, name: x509.Name, key: ec.EllipticCurvePublicKey, issuer: x509.Certificate | None
    ) -> x509.CertificateBuilder:
        issuer_key = issuer.public_key() if issuer else key
        assert isinstance(issuer_key, ec.EllipticCurvePublicKey)  # noqa: S101 - all keys here are
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(issuer.subject if issuer else name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False
            )
        )
        return self._with_addresses(builder, issuer) if issuer else builder

    def _with_addresses(
        self, builder: x509.CertificateBuilder, issuer: x509.Certificate
    ) -> x509.CertificateBuilder:
        name = "root" if issuer.issuer == issuer.subject else "issuing"
        point = x509.UniformResourceIdentifier(f"{self._url}/{name}.crl")
        points = x509.CRLDistributionPoints([x509.DistributionPoint([point], None, None, None)])
        answers = x509.UniformResourceIdentifier(f"{self._url}/ocsp")
        access = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, answers)
        return builder.add_extension(points, critical=False).add_extension(
            x509.AuthorityInformationAccess([access]), critical=False
        )

    def _save(
        self, name: str, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey
    ) -> None:
        secret = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        path = self._folder / f"{name}.key"
        path.touch(mode=0o600)
        path.write_bytes(secret)
        pem = certificate.public_bytes(serialization.Encoding.PEM)
        (self._folder / f"{name}.pem").write_bytes(pem)

    def _load(self, name: str) -> Holder:
        certificate = x509.load_pem_x509_certificate((self._folder / f"{name}.pem").read_bytes())
        key = serialization.load_pem_private_key((self._folder / f"{name}.key").read_bytes(), None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError(f"{name}.key is no P-256 key")
        return Holder(certificate, key)


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


def _name(common_name: str) -> x509.Name:
    parts = [
        (NameOID.COUNTRY_NAME, "VN"),
        (NameOID.ORGANIZATION_NAME, "Dịch vụ chứng thực mô phỏng"),
        (NameOID.COMMON_NAME, common_name),
    ]
    return x509.Name([x509.NameAttribute(kind, text, _validate=False) for kind, text in parts])
