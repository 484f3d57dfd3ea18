"""Signatures as the protocol wants them; written apart from the platform's on purpose."""

import hashlib
import hmac
import time
import uuid
from collections.abc import Mapping

WINDOW_SECONDS = 300


def _text(target: str, stamp: str, nonce: str, body: bytes) -> bytes:
    return "\n".join([target, stamp, nonce, hashlib.sha256(body).hexdigest()]).encode()


def sign(secret: str, target: str, stamp: str, nonce: str, body: bytes) -> str:
    """Give the HMAC-SHA256 in hexadecimal."""
    return hmac.new(secret.encode(), _text(target, stamp, nonce, body), "sha256").hexdigest()


def headers(secret: str, target: str, body: bytes, nonce: str = "") -> dict[str, str]:
    """Give the headers of a signed message; an answer repeats its request's nonce."""
    stamp, nonce = str(int(time.time())), nonce or uuid.uuid4().hex
    return {
        "X-Timestamp": stamp,
        "X-Nonce": nonce,
        "X-Signature": sign(secret, target, stamp, nonce, body),
    }


def is_genuine(secret: str, target: str, body: bytes, given: Mapping[str, str]) -> bool:
    """Tell whether a request is signed, and fresh."""
    stamp, nonce = given.get("X-Timestamp", ""), given.get("X-Nonce", "")
    if not stamp.isdigit() or abs(time.time() - int(stamp)) > WINDOW_SECONDS:
        return False
    expected = sign(secret, target, stamp, nonce, body)
    return hmac.compare_digest(expected, given.get("X-Signature", ""))
