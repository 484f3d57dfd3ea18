"""A passkey in software: answers a browser's questions as an authenticator would."""

import base64
import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

_PRESENT_VERIFIED, _WITH_CREDENTIAL = 0x05, 0x40


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@dataclass
class Authenticator:
    """One credential with its key and counter."""

    origin: str = field(default_factory=lambda: str(settings.SITE_URL))
    counter: int = 0
    credential_id: bytes = field(default_factory=lambda: os.urandom(32))

    def __post_init__(self) -> None:
        """Make the key."""
        self._key = ec.generate_private_key(ec.SECP256R1())

    def make(self, options: str) -> str:
        """Answer the question that makes a passkey."""
        client = self._client_data("webauthn.create", options)
        numbers = self._key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        attested = bytes(16) + len(self.credential_id).to_bytes(2) + self.credential_id
        told = self._told(_WITH_CREDENTIAL) + attested + cbor2.dumps(cose)
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": told})
        return self._answer(clientDataJSON=client, attestationObject=attestation)

    def prove(self, options: str) -> str:
        """Answer the question that uses the passkey."""
        self.counter += 1
        client, told = self._client_data("webauthn.get", options), self._told()
        signed = self._key.sign(told + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=told, signature=signed)

    def _client_data(self, kind: str, options: str) -> bytes:
        challenge = json.loads(options)["challenge"]
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _told(self, more: int = 0) -> bytes:
        site = hashlib.sha256((urlsplit(self.origin).hostname or "").encode()).digest()
        return site + bytes([_PRESENT_VERIFIED | more]) + self.counter.to_bytes(4)

    def _answer(self, **parts: bytes) -> str:
        answer: dict[str, Any] = {
            "id": _text(self.credential_id),
            "rawId": _text(self.credential_id),
            "type": "public-key",
            "response": {name: _text(raw) for name, raw in parts.items()},
            "clientExtensionResults": {},
        }
        return json.dumps(answer)
