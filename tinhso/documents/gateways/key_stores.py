"""Where private keys live: encrypted files, or a PKCS#11 module. All keys are P-256."""

import base64
import hashlib
import os
import re
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_LABEL = re.compile(r"^[a-z0-9-]{1,60}$")


class KeyNotFound(Exception):
    """No key of this label is in the store, or it cannot be opened."""


class KeyStore(Protocol):
    """What makes a key and signs with it; a private key never leaves it."""

    name: str

    def create_key(self, label: str) -> ec.EllipticCurvePublicKey:
        """Make a key pair under a new label and give its public half."""

    def sign(self, label: str, message: bytes) -> bytes:
        """Sign a message with ECDSA and SHA-256; the signature is in DER.

        :raises KeyNotFound: there is no such key.
        """


class FileKeys:
    """Keys in files only the owner reads, encrypted under the platform's field keys."""

    name = "file"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded: dict[str, ec.EllipticCurvePrivateKey] = {}

    def create_key(self, label: str) -> ec.EllipticCurvePublicKey:
        """Make a key pair; its file exists complete or not at all."""
        key = ec.generate_private_key(ec.SECP256R1())
        path = self._path(label)
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(_passphrases(label)[0]),
        )
        write_private(path, pem)
        self._loaded[label] = key
        return key.public_key()

    def sign(self, label: str, message: bytes) -> bytes:
        """Sign a message with ECDSA and SHA-256; the signature is in DER."""
        return self.private_key(label).sign(message, ec.ECDSA(hashes.SHA256()))

    def private_key(self, label: str) -> ec.EllipticCurvePrivateKey:
        """Open a key, for the certificate authority alone.

        :raises KeyNotFound: there is no such key, or no configured field key opens it.
        """
        if label not in self._loaded:
            self._loaded[label] = self._open(label)
        return self._loaded[label]

    def _open(self, label: str) -> ec.EllipticCurvePrivateKey:
        try:
            pem = self._path(label).read_bytes()
        except FileNotFoundError as error:
            raise KeyNotFound(label) from error
        for passphrase in _passphrases(label):
            try:
                key = serialization.load_pem_private_key(pem, passphrase)
            except ValueError:
                continue
            if isinstance(key, ec.EllipticCurvePrivateKey):
                return key
        raise KeyNotFound(label)

    def _path(self, label: str) -> Path:
        if not _LABEL.match(label):
            raise KeyNotFound(label)
        return self._folder / f"{label}.pem"


def write_private(path: Path, content: bytes) -> None:
    """Write a file only its owner may read, complete or not at all."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _passphrases(label: str) -> list[bytes]:
    if not settings.FIELD_KEYS:
        raise ImproperlyConfigured("FIELD_KEYS holds no key: signing keys cannot be kept.")
    return [
        base64.b64encode(
            HKDF(hashes.SHA256(), 32, salt=None, info=b"document-key:" + label.encode()).derive(
                hashlib.sha256(key.encode()).digest()
            )
        )
        for key in settings.FIELD_KEYS
    ]
