"""What the tests ask this peer to do wrong."""

from dataclasses import dataclass
from enum import StrEnum
from threading import Lock


class Mode(StrEnum):
    """Ways a mail server behaves."""

    OK = "ok"
    BUSY = "busy"
    REFUSE_RECIPIENT = "refuse-recipient"
    REFUSE_MESSAGE = "refuse-message"
    DROP = "drop"
    DROP_AFTER_STORING = "drop-after-storing"
    SLOW = "slow"
    BOUNCE = "bounce"
    MAILBOX_AWAY = "mailbox-away"


@dataclass(frozen=True, slots=True)
class Behaviour:
    """The mode, how long an answer takes, and for how many letters (0: until changed)."""

    mode: Mode = Mode.OK
    delay_seconds: float = 0.0
    remaining: int = 0


class Control:
    """The present behaviour; the web part sets it, the SMTP part asks for it."""

    def __init__(self) -> None:
        """Start behaving well."""
        self._behaviour = Behaviour()
        self._lock = Lock()

    def set(self, *, mode: str = "ok", delay_ms: int = 0, count: int = 0) -> Behaviour:
        """Change the behaviour.

        :raises ValueError: the mode does not exist, or a number is out of range.
        """
        if not 0 <= delay_ms <= 60_000 or not 0 <= count <= 10_000:
            raise ValueError("delay_ms is 0 to 60000, count 0 to 10000")
        with self._lock:
            self._behaviour = Behaviour(Mode(mode), delay_ms / 1000, count)
            return self._behaviour

    def take(self) -> Behaviour:
        """Give the behaviour for one letter, and count it."""
        with self._lock:
            taken = self._behaviour
            if taken.remaining == 1:
                self._behaviour = Behaviour()
            elif taken.remaining:
                self._behaviour = Behaviour(taken.mode, taken.delay_seconds, taken.remaining - 1)
            return taken

    def look(self) -> Behaviour:
        """Give the behaviour without counting."""
        with self._lock:
            return self._behaviour
