"""When a second factor is needed, how long a proof lasts, what recovery codes look like."""

import re

#: Who signs, seals, manages money or the system (level 3 wants it of administrators at least).
ROLES_WITH_SECOND_FACTOR = frozenset(
    {"LEADER", "HEAD_OF_UNIT", "REGISTRAR", "ADMINISTRATOR", "AUDITOR", "SECURITY_OFFICER"}
)
PROOF_SECONDS = 10 * 60
PENDING_SECONDS = 5 * 60
RECOVERY_CODE_COUNT = 10
RECOVERY_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_RECOVERY_LENGTH = 12


def is_fresh(proved_at: float | None, now: float, lasts: int = PROOF_SECONDS) -> bool:
    """Tell whether something proved at a moment (Unix seconds) still counts."""
    return proved_at is not None and 0 <= now - proved_at <= lasts


def recovery_code(letters: str) -> str:
    """Write twelve letters as a recovery code: ``abcd-efgh-jkmn``."""
    return "-".join(letters[at : at + 4] for at in range(0, _RECOVERY_LENGTH, 4))


def plain_code(typed: str) -> str:
    """Give a typed code without spaces and dashes, in small letters."""
    return re.sub(r"[\s-]", "", typed).lower()


def is_recovery_code(plain: str) -> bool:
    """Tell whether a plain code has the length of a recovery code."""
    return len(plain) == _RECOVERY_LENGTH
