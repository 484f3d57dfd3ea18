"""How the axis is told to misbehave."""

import time
from dataclasses import dataclass, replace
from enum import StrEnum
from threading import Lock

from peers.web import Answer, Asked, LineBroken

LONGEST_DELAY_MS = 60_000


class Mode(StrEnum):
    """What the axis does with what it is asked."""

    OK = "ok"
    DOWN = "down"
    GARBAGE = "garbage"
    REFUSE = "refuse"
    DROP = "drop"
    DROP_AFTER_STORING = "drop-after-storing"


@dataclass(frozen=True)
class Behaviour:
    """The present behaviour.

    ``count`` requests long (0: until changed); ``copies`` is how often a message enters our inbox,
    ``reorder`` lists the newest first, ``answer`` whether organisations answer by themselves,
    ``garbage_inbox`` puts bytes without sense before each message.
    """

    mode: Mode = Mode.OK
    count: int = 0
    delay_ms: int = 0
    copies: int = 1
    reorder: bool = False
    answer: bool = True
    garbage_inbox: bool = False


class Control:
    """Keeps the behaviour, changed by ``POST /control``."""

    def __init__(self) -> None:
        self._behaviour = Behaviour()
        self._lock = Lock()

    @property
    def now(self) -> Behaviour:
        """Give the behaviour without counting."""
        with self._lock:
            return self._behaviour

    def set(self, asked: Asked) -> Answer:
        """Change what is named, leave the rest.

        :raises ValueError: a name is unknown or a number out of range.
        """
        fields = asked.fields
        unknown = fields.keys() - set(Behaviour.__dataclass_fields__)
        if unknown:
            raise ValueError(f"unknown: {sorted(unknown)}")
        for name in ("count", "delay_ms", "copies"):
            if not 0 <= int(fields.get(name, 0)) <= LONGEST_DELAY_MS:
                raise ValueError(f"{name} is a number from 0 to {LONGEST_DELAY_MS}")
        if "mode" in fields:
            fields["mode"] = Mode(str(fields["mode"]))
        with self._lock:
            self._behaviour = replace(self._behaviour, **fields)
        return self.look(asked)

    def look(self, asked: Asked) -> Answer:
        """Show it."""
        now = self.now
        shown = {name: getattr(now, name) for name in Behaviour.__dataclass_fields__}
        return Answer({**shown, "modes": list(Mode)})

    def take(self) -> Mode:
        """Give what happens to one request, waiting or breaking the line as told."""
        with self._lock:
            taken = self._behaviour
            if taken.count == 1:
                self._behaviour = replace(taken, mode=Mode.OK, count=0)
            elif taken.count:
                self._behaviour = replace(taken, count=taken.count - 1)
        time.sleep(taken.delay_ms / 1000)
        if taken.mode is Mode.DROP:
            raise LineBroken
        return taken.mode
