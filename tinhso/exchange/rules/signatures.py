"""How requests to a partner and its answers are signed: HMAC-SHA256, or a detached JWS (Ed25519).

HMAC covers method, path with query, time in seconds and the body's hash; an answer covers its
status, the signature of the request it answers and its body's hash. The detached JWS (RFC 7515
appendix F, RFC 8037) covers the body; its header names the same four things.
"""

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_SEED_BYTES = 32


@dataclass(frozen=True, slots=True)
class Signed:
    """What a signature covers: method, target (path with query), Unix time as text, body."""

    method: str
    target: str
    at: str
    body: bytes

    @property
    def digest(self) -> str:
        """Give the body's SHA-256 in hexadecimal."""
        return hashlib.sha256(self.body).hexdigest()


def hmac_signature(key: str, request: Signed) -> str:
    """Give the signature of a request under a shared key, in hexadecimal."""
    said = f"{request.method}\n{request.target}\n{request.at}\n{request.digest}"
    return hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()


def answer_signature(key: str, *, status: int, answers: str, body: bytes) -> str:
    """Give the signature of an answer to the request whose signature is ``answers``."""
    said = f"{status}\n{answers}\n{hashlib.sha256(body).hexdigest()}"
    return hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()


def detached_jws(seed: str, request: Signed) -> str:
    """Give ``header..signature`` under an Ed25519 key, written as base64 of its 32 bytes."""
    protected = {
        "alg": "EdDSA",
        "typ": "JOSE",
        "iat": int(request.at),
        "htm": request.method,
        "htu": request.target,
    }
    header = _encode(json.dumps(protected, separators=(",", ":"), sort_keys=True).encode())
    signature = _private(seed).sign(f"{header}.{_encode(request.body)}".encode())
    return f"{header}..{_encode(signature)}"


def read_detached_jws(public_key: Ed25519PublicKey, jws: str, body: bytes) -> dict[str, Any] | None:
    """Give the protected header of a detached JWS over a body, ``None`` when it does not hold."""
    try:
        header, empty, signature = jws.split(".")
        public_key.verify(_decode(signature), f"{header}.{_encode(body)}".encode())
        protected = json.loads(_decode(header))
    except (ValueError, InvalidSignature, binascii.Error):
        return None
    is_right = not empty and isinstance(protected, dict) and protected.get("alg") == "EdDSA"
    return protected if is_right else None


def public_key_of(seed: str) -> Ed25519PublicKey:
    """Give the public key of a seed."""
    return _private(seed).public_key()


def _private(seed: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(seed)[:_SEED_BYTES])


def _encode(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
