"""How a message provider is told to misbehave: at the door, and in its delivery reports."""

import time
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Lock

from peers.web import LineBroken

LONGEST_DELAY_MS = 60_000


class Mode(StrEnum):
    """What a provider does with a message handed to it."""

    OK = "ok"
    BUSY = "busy"
    ERROR = "error"
    REJECT_NUMBER = "reject-number"
    REJECT_MESSAGE = "reject-message"
    DROP = "drop"
    DROP_AFTER_STORING = "drop-after-storing"


class Report(StrEnum):
    """What a provider reports about a message it took."""

    DELIVERED = "delivered"
    FAILED = "failed"
    BOUNCED = "bounced"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What happens to a message: at the door, after how long, and what is reported how often.

    ``remaining`` counts messages (0: until changed); ``copies`` is how often a report is sent.
    """

    mode: Mode = Mode.OK
    delay_seconds: float = 0.0
    remaining: int = 0
    report: Report = Report.DELIVERED
    copies: int = 1
    report_delay_seconds: float = 0.05

    def as_json(self) -> dict[str, object]:
        """Give the behaviour as the control shows it."""
        return {
            "mode": self.mode,
            "delay_ms": round(self.delay_seconds * 1000),
            "count": self.remaining,
            "report": self.report,
            "copies": self.copies,
            "report_delay_ms": round(self.report_delay_seconds * 1000),
        }


def read_behaviour(settings: dict[str, object]) -> Behaviour:
    """Read what the control was sent.

    :raises ValueError: a name is unknown or a number out of range.
    """
    numbers = {"delay_ms": 0, "count": 0, "copies": 1, "report_delay_ms": 50}
    unknown = settings.keys() - numbers.keys() - {"mode", "report"}
    if unknown:
        raise ValueError(f"unknown: {sorted(unknown)}")
    for name in numbers:
        value = settings.get(name, numbers[name])
        if not isinstance(value, int) or not 0 <= value <= LONGEST_DELAY_MS:
            raise ValueError(f"{name} is a number from 0 to {LONGEST_DELAY_MS}")
        numbers[name] = value
    return Behaviour(
        mode=Mode(str(settings.get("mode", "ok"))),
        delay_seconds=numbers["delay_ms"] / 1000,
        remaining=numbers["count"],
        report=Report(str(settings.get("report", "delivered"))),
        copies=numbers["copies"],
        report_delay_seconds=numbers["report_delay_ms"] / 1000,
    )


@dataclass
class Control:
    """The present behaviour of one provider."""

    _behaviour: Behaviour = field(default_factory=Behaviour)
    _lock: Lock = field(default_factory=Lock)

    def set(self, behaviour: Behaviour) -> None:
        """Change the behaviour."""
        with self._lock:
            self._behaviour = behaviour

    def look(self) -> Behaviour:
        """Give the behaviour without counting."""
        with self._lock:
            return self._behaviour

    def take(self) -> Behaviour:
        """Give the behaviour for one message, waiting or breaking the line as it says."""
        with self._lock:
            taken = self._behaviour
            if taken.remaining == 1:
                self._behaviour = Behaviour()
            elif taken.remaining:
                self._behaviour = Behaviour(
                    taken.mode, taken.delay_seconds, taken.remaining - 1, taken.report,
                    taken.copies, taken.report_delay_seconds,
                )  # fmt: skip
        time.sleep(taken.delay_seconds)
        if taken.mode is Mode.DROP:
            raise LineBroken
        return taken
