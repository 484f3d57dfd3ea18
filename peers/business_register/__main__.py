"""Runs the peer until told to stop: ``python -m peers.business_register``."""

import os
import signal
from threading import Event

from peers.business_register.server import Register


def main() -> None:
    """Run in the foreground; TERM and INT end it."""
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    port = int(os.environ.get("BUSINESS_REGISTER_PORT", "8050"))
    register = Register(port, os.environ["TINHSO_BUSINESS_REGISTER_KEY"])
    register.start()
    print(f"business register ready: http://localhost:{register.port}", flush=True)
    stopped.wait()
    register.stop()


if __name__ == "__main__":
    main()
