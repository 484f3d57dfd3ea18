"""What the peer is told to do wrong, for how many times."""

from dataclasses import dataclass
from enum import StrEnum
from threading import Lock
from typing import Any


class Api(StrEnum):
    """How requests of merchants are answered."""

    OK = "ok"
    DOWN = "down"
    SLOW = "slow"
    GARBAGE = "garbage"
    UNSIGNED = "unsigned"


class Notify(StrEnum):
    """How merchants are notified."""

    OK = "ok"
    DUPLICATE = "duplicate"
    DELAY = "delay"
    DROP = "drop"
    GARBAGE = "garbage"
    FORGED = "forged"
    REORDER = "reorder"


class Outcome(StrEnum):
    """What a payment comes to when the payer pays."""

    OK = "ok"
    FAIL = "fail"
    FAIL_THEN_CAPTURE = "fail-then-capture"


@dataclass(frozen=True)
class Behaviour:
    """One behaviour of each sort, how long a delay is, and for how many payments (0: for ever)."""

    api: Api = Api.OK
    notify: Notify = Notify.OK
    outcome: Outcome = Outcome.OK
    delay_ms: int = 3000
    count: int = 0

    def as_json(self) -> dict[str, Any]:
        """Give the behaviour as the control shows it."""
        return {
            "api": self.api,
            "notify": self.notify,
            "outcome": self.outcome,
            "delay_ms": self.delay_ms,
            "count": self.count,
        }


class Control:
    """The present behaviour."""

    def __init__(self) -> None:
        """Start behaving well."""
        self._behaviour = Behaviour()
        self._lock = Lock()

    def set(self, **words: Any) -> Behaviour:
        """Change the behaviour; what is not named is as good as new.

        :raises ValueError: a mode does not exist, or a number is out of range.
        """
        behaviour = Behaviour(
            api=Api(words.get("api", "ok")),
            notify=Notify(words.get("notify", "ok")),
            outcome=Outcome(words.get("outcome", "ok")),
            delay_ms=int(words.get("delay_ms", 3000)),
            count=int(words.get("count", 0)),
        )
        if not 0 <= behaviour.delay_ms <= 600_000 or not 0 <= behaviour.count <= 10_000:
            raise ValueError("delay_ms is 0 to 600000, count 0 to 10000")
        with self._lock:
            self._behaviour = behaviour
        return behaviour

    def look(self) -> Behaviour:
        """Give the behaviour."""
        with self._lock:
            return self._behaviour

    def take(self) -> Behaviour:
        """Give the behaviour for one payment, and count it."""
        with self._lock:
            taken = self._behaviour
            if taken.count == 1:
                self._behaviour = Behaviour()
            elif taken.count:
                self._behaviour = Behaviour(
                    taken.api, taken.notify, taken.outcome, taken.delay_ms, taken.count - 1
                )
            return taken
