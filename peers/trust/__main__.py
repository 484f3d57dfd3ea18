"""Runs the peer until told to stop: ``python -m peers.trust``."""

import os
import warnings
from pathlib import Path

from peers.running import stay_until_told
from peers.trust.server import TrustServer

_FOLDER = Path(os.environ.get("TINHSO_VAR_DIR", "var")) / "peers" / "trust"


def main() -> None:
    """Run in the foreground; TERM and INT end it."""
    # Names of agencies are longer than the 64 letters of X.520; ours are read as they are.
    warnings.filterwarnings("ignore", message="Attribute's length")
    port = int(os.environ.get("TRUST_PORT", "8036"))
    folder = Path(os.environ.get("TRUST_FOLDER", _FOLDER))
    server = TrustServer(port, folder, os.environ["TINHSO_TRUST_KEY"])
    server.start()
    stay_until_told(server, f"trust services ready: http://localhost:{server.port}")


if __name__ == "__main__":
    main()
