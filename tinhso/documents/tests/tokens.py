"""A token in the hand of its holder, for tests: its certificate, bare signatures and whole CMS."""

import asyncio
import base64
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.x509.oid import NameOID
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pytest_django import Settings

from peers.trust.server import TrustServer
from tinhso.documents.gateways import trust_services


@contextmanager
def trust_running(settings: Settings, folder: Path, now: datetime) -> Iterator[TrustServer]:
    """Run the trust services at a moment and sign with them."""
    server = TrustServer(0, folder / "trust", "test-only", lambda: now)
    server.start()
    settings.TRUST_URL, settings.TRUST_KEY = f"http://127.0.0.1:{server.port}", "test-only"
    trust_services.forget_answers()
    try:
        yield server
    finally:
        server.stop()


class Token:
    """A P-256 key certified by the trust services for a person."""

    def __init__(self, trust: TrustServer, name: str, organisation: str) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name(
            [
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64], _validate=False),
                x509.NameAttribute(NameOID.COMMON_NAME, name),
            ]
        )
        builder = x509.CertificateSigningRequestBuilder().subject_name(subject)
        request = builder.sign(self._key, hashes.SHA256())
        self.pem = trust.hierarchy.issue(request, 365 * 8, trust.clock())
        self.serial = x509.load_pem_x509_certificate(self.pem).serial_number

    def sign(self, digest: str) -> str:
        """Sign a digest (base64) and give the signature (DER) in base64."""
        signature = self._key.sign(
            base64.b64decode(digest), ec.ECDSA(utils.Prehashed(hashes.SHA256()))
        )
        return base64.b64encode(signature).decode()

    def cms(self, digest: str) -> str:
        """Give a whole CMS signature (PAdES attributes) over a page's digest, in base64."""
        signer = SimpleSigner(
            signing_cert=asn1_x509.Certificate.load(_der(self.pem)),
            signing_key=asn1_keys.PrivateKeyInfo.load(
                self._key.private_bytes(
                    serialization.Encoding.DER,
                    serialization.PrivateFormat.PKCS8,
                    serialization.NoEncryption(),
                )
            ),
            cert_registry=SimpleCertificateStore(),
        )
        made = asyncio.run(signer.async_sign(base64.b64decode(digest), "sha256", use_pades=True))
        return base64.b64encode(made.dump()).decode()


def _der(pem: bytes) -> bytes:
    return x509.load_pem_x509_certificate(pem).public_bytes(serialization.Encoding.DER)
