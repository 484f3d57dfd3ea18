"""Who dies when in the crash campaign: processes by -9, the database at once."""

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from tools.running_platform import Platform

_WORDS = {
    "web": b"config.wsgi",
    "worker": b"procrastinate",
    "relay": b"run_outbox_relay",
    "sequencer": b"run_sequencer",
    "database": b"postgres",
}
Moments = list[tuple[int, str]]


class Striker:
    """Kills the platform's processes; counts whom."""

    def __init__(self, platform: Platform, victims: Sequence[str], chance: random.Random) -> None:
        """Kill among these, as chance says."""
        self._platform, self._victims, self._chance = platform, victims, chance
        self.struck: Counter[str] = Counter()

    def moments(self, writes: int, kills: int, stops: int) -> Moments:
        """Give after how many acknowledged writes who is struck: spread, with chance in between."""
        found = [(number, self._chance.choice(self._victims)) for number in self._at(writes, kills)]
        return sorted([*found, *((number, "database") for number in self._at(writes, stops))])

    def _at(self, writes: int, count: int) -> list[int]:
        part = writes * 0.96 / max(1, count)
        return [int(part * (number + self._chance.random())) for number in range(count)]

    def strike_at(
        self, moments: Moments, acknowledged: Callable[[], int], is_over: threading.Event
    ) -> None:
        """Strike at each moment as the work gets on; what is left when it is over is left out."""
        for after, name in moments:
            while acknowledged() < after and not is_over.is_set():
                time.sleep(0.01)
            while not is_over.is_set() and not self._strike(name):
                time.sleep(0.05)

    def _strike(self, name: str) -> bool:
        """Kill one; give ``False`` while it does not run (it was killed just before)."""
        pids = self._running(_WORDS[name])
        if not pids:
            return False
        # PostgreSQL's own word for "at once": no checkpoint, everybody cut off.
        sent = signal.SIGQUIT if name == "database" else signal.SIGKILL
        try:
            os.kill(pids[0] if name == "database" else self._chance.choice(pids), sent)
        except ProcessLookupError:
            return False
        self.struck["database (stopped at once)" if name == "database" else name] += 1
        return True

    def _running(self, word: bytes) -> list[int]:
        """Give a child that runs this, then the processes it started for the same."""
        for pid in self._platform.children():
            if word in _command(pid):
                return [pid, *(child for child in _children(pid) if word in _command(child))]
        return []


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _children(pid: int) -> list[int]:
    try:
        words = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(word) for word in words.split()]
