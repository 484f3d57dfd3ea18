"""Runs the peer until told to stop: ``python -m peers.population_register``."""

import os
import signal
from threading import Event

from peers.population_register.server import start


def main() -> None:
    """Run in the foreground; TERM and INT end it."""
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    peer = start(
        int(os.environ.get("POPULATION_REGISTER_PORT", "8035")),
        key=os.environ["TINHSO_POPULATION_REGISTER_KEY"],
    )
    print(f"population register peer ready: {peer.url}", flush=True)
    stopped.wait()
    peer.stop()


if __name__ == "__main__":
    main()
