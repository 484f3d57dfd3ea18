"""How every peer of Python runs: in the foreground, until TERM or INT."""

import signal
from threading import Event
from typing import Protocol


class Peer(Protocol):
    """A server that is already listening and can be stopped."""

    def stop(self) -> None:
        """Serve no more."""


def stay_until_told(peer: Peer, said: str) -> None:
    """Say that the peer is ready, then wait for the end; call it from the main thread."""
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    print(said, flush=True)
    stopped.wait()
    peer.stop()
