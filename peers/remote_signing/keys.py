"""The keys the service holds for people, and the certificates the trust services gave them."""

import hashlib
import hmac
import json
import os
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import RLock

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.x509.oid import NameOID

_DAYS = 3 * 365
_TIMEOUT_SECONDS = 10
#: Gives the certificate of a signing request and the authorities above it, all PEM in one.
Certify = Callable[[x509.CertificateSigningRequest], bytes]


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """Somebody whose key the service holds."""

    user: str
    credential: str
    name: str
    title: str
    organisation: str


class Keys:
    """Keys in a folder, made and certified when first asked about."""

    def __init__(self, folder: Path, certify: Certify) -> None:
        self._folder, self._certify = folder, certify
        self._lock = RLock()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        known = json.loads((Path(__file__).parent / "holders.json").read_text(encoding="utf-8"))
        self.holders = {row["credential"]: KeyHolder(**row) for row in known}

    def enrol(self, holder: KeyHolder) -> None:
        """Take somebody in, as a provider does at its counter."""
        self.holders[holder.credential] = holder

    def of_user(self, user: str) -> list[str]:
        """Give the names of a user's keys."""
        return [one.credential for one in self.holders.values() if one.user == user]

    def chain(self, credential: str) -> list[x509.Certificate]:
        """Give a key's certificate and those above it.

        :raises KeyError: there is no such key.
        """
        path = self._folder / f"{self._file_name(credential)}.crt"
        with self._lock:
            if not path.exists():
                _write(path, self._certify(self._request(credential)))
        return x509.load_pem_x509_certificates(path.read_bytes())

    def sign(self, credential: str, digest: bytes) -> bytes:
        """Sign a SHA-256 digest with ECDSA; the signature is in DER."""
        return self._key(credential).sign(digest, ec.ECDSA(utils.Prehashed(hashes.SHA256())))

    def _key(self, credential: str) -> ec.EllipticCurvePrivateKey:
        path = self._folder / f"{self._file_name(credential)}.key"
        with self._lock:
            if not path.exists():
                _write(path, _pem(ec.generate_private_key(ec.SECP256R1())))
        key = serialization.load_pem_private_key(path.read_bytes(), None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError("a P-256 key is expected")
        return key

    def _request(self, credential: str) -> x509.CertificateSigningRequest:
        holder = self.holders[credential]
        parts = (
            (NameOID.COUNTRY_NAME, "VN"),
            (NameOID.ORGANIZATION_NAME, holder.organisation),
            (NameOID.TITLE, holder.title),
            (NameOID.COMMON_NAME, holder.name),
        )
        name = x509.Name(
            [x509.NameAttribute(kind, text[:64], _validate=False) for kind, text in parts]
        )
        builder = x509.CertificateSigningRequestBuilder().subject_name(name)
        return builder.sign(self._key(credential), hashes.SHA256())

    def _file_name(self, credential: str) -> str:
        if credential not in self.holders:
            raise KeyError(credential)
        return hashlib.sha256(credential.encode()).hexdigest()[:32]


def certify_over_http(url: str, key: str) -> Certify:
    """Have keys certified by the trust services, as a provider registered with them."""

    def certify(request: x509.CertificateSigningRequest) -> bytes:
        pem = request.public_bytes(serialization.Encoding.PEM).decode()
        body = json.dumps({"request": pem, "days": _DAYS}).encode()
        mark = hmac.new(key.encode(), body, hashlib.sha256).hexdigest()
        asked = urllib.request.Request(  # noqa: S310 - the address is the peer's own setting
            f"{url}/certificates",
            data=body,
            headers={"Content-Type": "application/json", "X-Signature": mark},
        )
        with urllib.request.urlopen(asked, timeout=_TIMEOUT_SECONDS) as answer:  # noqa: S310
            own = str(json.load(answer)["certificate"])
        with urllib.request.urlopen(f"{url}/chain.pem", timeout=_TIMEOUT_SECONDS) as answer:  # noqa: S310
            root, issuing, _tsa = x509.load_pem_x509_certificates(answer.read())
        above = [one.public_bytes(serialization.Encoding.PEM) for one in (issuing, root)]
        return own.encode() + b"".join(above)

    return certify


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _write(path: Path, content: bytes) -> None:
    temporary = path.with_suffix(".new")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    temporary.replace(path)
