"""Sends notifications to merchants until they take them: well, or as badly as told."""

import heapq
import itertools
import json
import time
import urllib.request
import uuid
from dataclasses import dataclass
from threading import Condition, Thread
from typing import Any
from urllib.parse import urlsplit

from peers.payment.control import Behaviour, Notify
from peers.payment.signing import headers

RETRIES = (1, 2, 4, 8, 15, 30, 60, 120)
_TAKEN = {"00", "01", "02"}
_PATIENCE_SECONDS = 10


@dataclass
class Message:
    """One notification on its way."""

    url: str
    body: bytes
    is_forged: bool = False
    tries: int = 0


class Notifier:
    """A thread with a queue ordered by time."""

    def __init__(self, secret: str) -> None:
        """Start the thread."""
        self._secret = secret
        self._queue: list[tuple[float, int, Message]] = []
        self._numbers = itertools.count()
        self._held: list[Message] = []
        self._changed = Condition()
        self._is_stopped = False
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def tell(self, url: str, said: dict[str, Any], behaviour: Behaviour) -> None:
        """Have a merchant notified as the behaviour says."""
        message = Message(url, _body(said))
        if behaviour.notify is Notify.DROP:
            return
        if behaviour.notify is Notify.REORDER:
            self._hold(message, behaviour)
            return
        if behaviour.notify is Notify.GARBAGE:
            message = Message(url, b"\x00{not json")
        message.is_forged = behaviour.notify is Notify.FORGED
        delay = behaviour.delay_ms / 1000 if behaviour.notify is Notify.DELAY else 0.0
        for _ in range(2 if behaviour.notify is Notify.DUPLICATE else 1):
            self._push(delay, Message(message.url, message.body, message.is_forged))

    def _hold(self, message: Message, behaviour: Behaviour) -> None:
        """Send two messages in the wrong order; one alone leaves after the delay."""
        with self._changed:
            self._held.append(message)
            if len(self._held) < 2:
                Thread(target=self._release, args=(behaviour.delay_ms / 1000,), daemon=True).start()
                return
            held, self._held = list(reversed(self._held)), []
        for late, each in enumerate(held):
            self._push(late * 0.3, each)

    def _release(self, seconds: float) -> None:
        time.sleep(seconds)
        with self._changed:
            held, self._held = self._held, []
        for each in held:
            self._push(0, each)

    def _push(self, delay: float, message: Message) -> None:
        with self._changed:
            heapq.heappush(self._queue, (time.monotonic() + delay, next(self._numbers), message))
            self._changed.notify()

    def stop(self) -> None:
        """End the thread; what waits is lost, as at a provider that dies."""
        with self._changed:
            self._is_stopped = True
            self._changed.notify()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._is_stopped and not self._is_due():
                    self._changed.wait(timeout=0.1)
                if self._is_stopped:
                    return
                _, _, message = heapq.heappop(self._queue)
            if not self._send(message) and message.tries < len(RETRIES):
                message.tries += 1
                self._push(RETRIES[message.tries - 1], message)

    def _is_due(self) -> bool:
        return bool(self._queue) and self._queue[0][0] <= time.monotonic()

    def _send(self, message: Message) -> bool:
        path = urlsplit(message.url).path
        signed = headers(self._secret, f"POST {path}", message.body)
        if message.is_forged:
            signed["X-Signature"] = "0" * 64
        request = urllib.request.Request(  # noqa: S310 - the merchant's own address
            message.url,
            data=message.body,
            headers={"Content-Type": "application/json", **signed},
        )
        try:
            with urllib.request.urlopen(request, timeout=_PATIENCE_SECONDS) as answer:  # noqa: S310
                return json.loads(answer.read()).get("code") in _TAKEN
        except (OSError, ValueError):
            return False


def _body(said: dict[str, Any]) -> bytes:
    message = {"message_id": uuid.uuid4().hex, **said}
    return json.dumps(message, ensure_ascii=False, sort_keys=True).encode()
