"""Runs the peer until told to stop: ``python -m peers.axis``."""

import os
import signal
from threading import Event

from peers.axis.server import AxisPeer


def main() -> None:
    """Run in the foreground; TERM and INT end it."""
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    port = int(os.environ.get("AXIS_PORT", "8055"))
    peer = AxisPeer(port, os.environ["TINHSO_AXIS_KEY"], has_welcome="AXIS_WELCOME" in os.environ)
    peer.start()
    print(f"document axis ready: http://localhost:{peer.port}", flush=True)
    stopped.wait()
    peer.stop()


if __name__ == "__main__":
    main()
