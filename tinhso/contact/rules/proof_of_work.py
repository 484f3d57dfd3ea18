"""A small sum a sender's machine does, so that sending thousands costs something."""

import hashlib
import hmac

#: Leading zero bits asked for: about 30,000 tries, a tenth of a second on a cheap phone.
BITS = 15
LIFE_SECONDS = 3 * 60 * 60


def is_solved(challenge: str, solution: str, bits: int = BITS) -> bool:
    """Tell whether SHA-256 of ``challenge:solution`` begins with enough zero bits."""
    if not solution or len(solution) > 20:
        return False
    digest = hashlib.sha256(f"{challenge}:{solution}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - bits) == 0


def write_challenge(key: bytes, issued: int, nonce: str) -> str:
    """Give a challenge that needs no memory of ours: when, a nonce, our mark on both."""
    mark = hmac.digest(key, f"{issued}.{nonce}".encode(), "sha256").hex()[:24]
    return f"{issued}.{nonce}.{mark}"


def is_ours(key: bytes, challenge: str, now: int) -> bool:
    """Tell whether a challenge was written here and is still fresh."""
    issued, _, rest = challenge.partition(".")
    nonce, _, _mark = rest.partition(".")
    if not issued.isdecimal() or len(challenge) > 100:
        return False
    is_fresh = 0 <= now - int(issued) <= LIFE_SECONDS
    return is_fresh and hmac.compare_digest(challenge, write_challenge(key, int(issued), nonce))
