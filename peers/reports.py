"""Delivery reports on their way back to the platform: sent after a while, again when refused."""

import time
from collections.abc import Callable
from queue import Empty, Queue
from threading import Thread
from urllib.error import URLError
from urllib.request import Request, urlopen

from peers.behaviour import Report
from peers.phones import Message, Phones

_TRIES = 5
_WAIT_SECONDS = 0.5
MakeRequest = Callable[[Message], Request]


class Reporter:
    """Sends each taken message's report, as often as its behaviour says."""

    def __init__(self, phones: Phones, make_request: MakeRequest) -> None:
        self._phones = phones
        self._make_request = make_request
        self._queue: Queue[tuple[float, Message]] = Queue()
        self._is_running = True
        Thread(target=self._run, daemon=True).start()

    def plan(self, message: Message) -> None:
        """Report a message's fate once its delay has passed."""
        if message.behaviour.report is not Report.NONE:
            due = time.monotonic() + message.behaviour.report_delay_seconds
            self._queue.put((due, message))

    def stop(self) -> None:
        """Report nothing more."""
        self._is_running = False

    def _run(self) -> None:
        while self._is_running:
            try:
                due, message = self._queue.get(timeout=0.1)
            except Empty:
                continue
            time.sleep(max(0.0, due - time.monotonic()))
            self._phones.note_report(message.id)
            for _ in range(message.behaviour.copies):
                self._send(message)

    def _send(self, message: Message) -> None:
        for _ in range(_TRIES):
            try:
                with urlopen(self._make_request(message), timeout=10):  # noqa: S310
                    return
            except (URLError, OSError):
                if not self._is_running:
                    return
                time.sleep(_WAIT_SECONDS)
