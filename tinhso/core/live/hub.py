"""Who listens to what: counts listeners, wakes those a change concerns, knows what was missed.

A slow listener costs nothing: what it has not been told yet is a set of at most eight topics, and
ten changes of one topic are one. Nothing is kept for those who are away; whoever comes back with
the number of the last news they heard is told at once if anything changed since, or if nobody can
know (the process or its connection to the database was started anew).
"""

import asyncio
import secrets
from collections import Counter
from dataclasses import dataclass, field

from prometheus_client import Counter as MetricCounter
from prometheus_client import Gauge

CONNECTIONS = Gauge("tinhso_live_connections", "Pages listening", multiprocess_mode="mostrecent")
CHANGES = MetricCounter("tinhso_live_changes", "Changes heard from the database")
REFUSED = MetricCounter("tinhso_live_refused", "Listeners turned away", ["reason"])

MARGIN_SECONDS = 10.0
_REMEMBERED_SECONDS = 3600.0
_REMEMBERED_AT_MOST = 10_000


class TooManyListeners(Exception):
    """The process, or one network address, has as many listeners as it may."""


@dataclass(eq=False, slots=True)
class Listener:
    """One open page: its topics, those it must still be told of, and the bell that wakes it."""

    topics: frozenset[str]
    address: str
    pending: set[str] = field(default_factory=set)
    bell: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, topics: frozenset[str]) -> None:
        """Note that topics changed and wake the page's writer."""
        self.pending |= topics
        self.bell.set()

    def take(self) -> list[str]:
        """Give what must be told now, once."""
        told = sorted(self.pending)
        self.pending.clear()
        self.bell.clear()
        return told


class Hub:
    """All listeners of the process; lives in one event loop, so nothing is locked."""

    def __init__(self, *, most: int, most_per_address: int, started_at: float) -> None:
        """Start without listeners; ``started_at`` is in seconds since 1970."""
        self._most, self._most_per_address = most, most_per_address
        self._by_topic: dict[str, set[Listener]] = {}
        self._per_address: Counter[str] = Counter()
        self._changes: dict[str, tuple[int, float]] = {}
        self._begin(started_at)

    def _begin(self, at: float) -> None:
        self._name = secrets.token_hex(4)
        self._number = 0
        self._known_since = at
        self._changes.clear()

    @property
    def listener_count(self) -> int:
        """Give how many pages listen."""
        return self._per_address.total()

    @property
    def event_id(self) -> str:
        """Give the number of the latest news, for ``Last-Event-ID``."""
        return f"{self._name}-{self._number}"

    def join(self, topics: frozenset[str], address: str) -> Listener:
        """Add a listener.

        :raises TooManyListeners: there is no room, for anybody or for this network address.
        """
        if self.listener_count >= self._most:
            raise TooManyListeners("all")
        if self._per_address[address] >= self._most_per_address:
            raise TooManyListeners("address")
        listener = Listener(topics, address)
        for topic in topics:
            self._by_topic.setdefault(topic, set()).add(listener)
        self._per_address[address] += 1
        CONNECTIONS.set(self.listener_count)
        return listener

    def leave(self, listener: Listener) -> None:
        """Forget a listener."""
        for topic in listener.topics:
            others = self._by_topic[topic]
            others.discard(listener)
            if not others:
                del self._by_topic[topic]
        self._per_address[listener.address] -= 1
        if not self._per_address[listener.address]:
            del self._per_address[listener.address]
        CONNECTIONS.set(self.listener_count)

    def changed(self, topic: str, at: float) -> None:
        """Tell everyone who listens to a topic."""
        CHANGES.inc()
        self._number += 1
        self._changes[topic] = (self._number, at)
        if len(self._changes) > _REMEMBERED_AT_MOST:
            self._forget_old(at)
        for listener in self._by_topic.get(topic, ()):
            listener.tell(frozenset({topic}))

    def everything_may_have_changed(self, at: float) -> None:
        """Tell everyone: changes may have been missed while the database was away."""
        self._begin(at)
        for listener in {one for many in self._by_topic.values() for one in many}:
            listener.tell(listener.topics)

    def has_missed(self, topics: frozenset[str], *, last_event_id: str, since: float) -> bool:
        """Tell whether a page that knows the state of ``since`` or of an event must look again."""
        name, _, number = last_event_id.rpartition("-")
        if name == self._name and number.isdecimal():
            return any(self._changes.get(topic, (0, 0.0))[0] > int(number) for topic in topics)
        if last_event_id or since < self._known_since + MARGIN_SECONDS:
            return True
        known = since - MARGIN_SECONDS
        return any(self._changes.get(topic, (0, 0.0))[1] >= known for topic in topics)

    def _forget_old(self, at: float) -> None:
        # A token lives a quarter of an hour: nobody asks about changes before it.
        recent = {t: c for t, c in self._changes.items() if at - c[1] < _REMEMBERED_SECONDS}
        if len(recent) > _REMEMBERED_AT_MOST:
            self._begin(at)
        else:
            self._changes = recent
