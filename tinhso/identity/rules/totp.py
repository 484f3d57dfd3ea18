"""Codes of an authenticator app: RFC 6238 with SHA-1, 30 seconds, 6 digits."""

import base64
import hashlib
import hmac
from urllib.parse import quote, urlencode

STEP_SECONDS = 30
DIGITS = 6
SECRET_BYTES = 20
_NEIGHBOURS = (-1, 0, 1)


def code_at(secret: bytes, step: int) -> str:
    """Give the code of a step (RFC 4226 section 5.3)."""
    mac = hmac.digest(secret, step.to_bytes(8, "big"), hashlib.sha1)
    offset = mac[-1] & 0x0F
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def matching_step(secret: bytes, code: str, *, at: float, last_step: int) -> int | None:
    """Give the step a code belongs to, ``None`` when it is wrong or was used before.

    ``at`` is Unix seconds; one step before and after is taken too, since clocks differ; a step
    up to ``last_step`` never counts again (RFC 6238 section 5.2).
    """
    if not (code.isascii() and code.isdigit() and len(code) == DIGITS):
        return None
    now = int(at // STEP_SECONDS)
    for step in (now + neighbour for neighbour in _NEIGHBOURS):
        if step > last_step and hmac.compare_digest(code_at(secret, step), code):
            return step
    return None


def secret_text(secret: bytes) -> str:
    """Write a secret the way authenticator apps read it (base32)."""
    return base64.b32encode(secret).decode().rstrip("=")


def read_secret(text: str) -> bytes:
    """Read a secret in base32."""
    return base64.b32decode(text + "=" * (-len(text) % 8))


def enrolment_address(*, secret: str, username: str, issuer: str) -> str:
    """Give the address an authenticator app reads from a QR code."""
    query = urlencode({"secret": secret, "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(username)}?{query}"
