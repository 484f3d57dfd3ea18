"""How long an officer's session may be left alone before it locks."""

from dataclasses import dataclass

ADMINISTERING = frozenset({"ADMINISTRATOR", "SECURITY_OFFICER"})
#: A session is noted as used at most this often: a write a minute, not one a page.
NOTED_EVERY_SECONDS = 60


@dataclass(frozen=True, slots=True)
class IdleLimit:
    """After how many seconds a session locks, and where that is written."""

    seconds: int
    source: str = "TCVN 14423:2026, cấp độ 3"
    certainty: str = "secondary"


OFFICERS = IdleLimit(15 * 60)
ADMINISTRATORS = IdleLimit(5 * 60)


def idle_limit(roles: frozenset[str]) -> IdleLimit:
    """Give after how long the session of an officer with these roles locks."""
    return OFFICERS if roles.isdisjoint(ADMINISTERING) else ADMINISTRATORS


def is_left_alone(seen_at: float | None, now: float, seconds: int) -> bool:
    """Tell whether a session last used at a moment (Unix seconds) is to be locked now."""
    return seen_at is not None and now - seen_at > seconds + NOTED_EVERY_SECONDS
