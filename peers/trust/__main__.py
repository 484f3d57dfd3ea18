"""Runs the peer until told to stop: ``python -m peers.trust``."""

import os
import signal
from pathlib import Path
from threading import Event

from peers.trust.server import TrustServer

_FOLDER = Path(os.environ.get("TINHSO_VAR_DIR", "var")) / "peers" / "trust"


def main() -> None:
    """Run in the foreground; TERM and INT end it."""
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    port = int(os.environ.get("TRUST_PORT", "8036"))
    folder = Path(os.environ.get("TRUST_FOLDER", _FOLDER))
    server = TrustServer(port, folder, os.environ["TINHSO_TRUST_KEY"])
    server.start()
    print(f"trust services ready: http://localhost:{server.port}", flush=True)
    stopped.wait()
    server.stop()


if __name__ == "__main__":
    main()
