"""How programs sign what they tell the line: HMAC-SHA-256 over moment, path and body."""

import hashlib
import hmac

FRESH_SECONDS = 300


def signature(key: str, moment: str, path: str, body: bytes) -> str:
    """Give the hexadecimal signature of a call; ``path`` has its query, lines are parted by LF."""
    signed = f"{moment}\n{path}\n".encode() + body
    return hmac.new(key.encode(), signed, hashlib.sha256).hexdigest()


def is_fresh(moment: str, now_seconds: float) -> bool:
    """Tell whether a signed moment (seconds since 1970) is at most five minutes away."""
    return (
        moment.isdecimal() and len(moment) < 16 and abs(now_seconds - int(moment)) <= FRESH_SECONDS
    )


def is_signed(key: str, moment: str, path: str, body: bytes, given: str) -> bool:
    """Tell whether a signature is right; without a key nothing is."""
    if not key:
        return False
    return hmac.compare_digest(signature(key, moment, path, body).encode(), given.lower().encode())
