"""Signatures of messages between us and a provider: HMAC-SHA256 over what was sent, and when.

The signed text is method, address path, time, number used once and the SHA-256 of the body, one a
line; answers are signed over status, time, the request's number and the body's SHA-256.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

#: A message older or newer than this is refused: whoever kept it cannot send it again later.
WINDOW = timedelta(minutes=5)
TIME, NONCE, SIGNATURE = "X-Timestamp", "X-Nonce", "X-Signature"
_MOST_NONCE = 64


class SignatureRefused(Exception):
    """The message is not from whom it says, or too old; ``reason`` is a code for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Signed:
    """What is signed: where a message goes (``POST /path``, or an answer's status), and its body.

    :param nonce: the number used once; an answer carries that of its request.
    """

    target: str
    body: bytes
    at: datetime
    nonce: str

    def text(self) -> bytes:
        """Give the text that is signed."""
        digest = hashlib.sha256(self.body).hexdigest()
        second = int(self.at.timestamp())
        return f"{self.target}\n{second}\n{self.nonce}\n{digest}".encode()

    def sign(self, secret: str) -> str:
        """Give the signature in hexadecimal."""
        return hmac.new(secret.encode(), self.text(), hashlib.sha256).hexdigest()

    def headers(self, secret: str) -> dict[str, str]:
        """Give the headers a signed message carries."""
        return {
            TIME: str(int(self.at.timestamp())),
            NONCE: self.nonce,
            SIGNATURE: self.sign(secret),
        }


def verify(
    *, target: str, body: bytes, headers: Mapping[str, str], secret: str, now: datetime
) -> str:
    """Give the number used once of a message that is genuine and fresh.

    The comparison takes the same time wherever the signatures differ.

    :raises SignatureRefused: it is not (``unsigned``, ``stale``, ``forged``).
    """
    given = {name.lower(): value for name, value in headers.items()}
    stamp, nonce, signature = (given.get(name.lower(), "") for name in (TIME, NONCE, SIGNATURE))
    if not (stamp.isascii() and stamp.isdigit() and 0 < len(nonce) <= _MOST_NONCE and signature):
        raise SignatureRefused("unsigned")
    at = _moment(stamp)
    if at is None or abs(now - at) > WINDOW:
        raise SignatureRefused("stale")
    expected = Signed(target, body, at, nonce).sign(secret)
    if not hmac.compare_digest(expected.encode(), signature.encode()):
        raise SignatureRefused("forged")
    return nonce


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(stamp), UTC)
    except (OverflowError, ValueError, OSError):
        return None
