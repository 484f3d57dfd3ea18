"""Runs the peer until told to stop: ``python -m peers.axis``."""

import os

from peers.axis.server import AxisPeer
from peers.running import stay_until_told


def main() -> None:
    """Run in the foreground; TERM and INT end it."""
    port = int(os.environ.get("AXIS_PORT", "8055"))
    peer = AxisPeer(port, os.environ["TINHSO_AXIS_KEY"], has_welcome="AXIS_WELCOME" in os.environ)
    peer.start()
    stay_until_told(peer, f"document axis ready: http://localhost:{peer.port}")


if __name__ == "__main__":
    main()
