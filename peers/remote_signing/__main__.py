"""Runs the peer until told to stop: ``python -m peers.remote_signing``."""

import os
import warnings
from pathlib import Path

from peers.remote_signing.keys import Keys, certify_over_http
from peers.remote_signing.server import Client, RemoteSigningServer
from peers.running import stay_until_told

_FOLDER = Path(os.environ.get("TINHSO_VAR_DIR", "var")) / "peers" / "remote_signing"


def main() -> None:
    """Run in the foreground; TERM and INT end it."""
    # Names of agencies are longer than the 64 letters of X.520; ours are read as they are.
    warnings.filterwarnings("ignore", message="Attribute's length")
    port = int(os.environ.get("REMOTE_SIGNING_PORT", "8037"))
    folder = Path(os.environ.get("REMOTE_SIGNING_FOLDER", _FOLDER))
    trust_url = os.environ.get("REMOTE_SIGNING_TRUST_URL", "http://127.0.0.1:8036")
    keys = Keys(folder, certify_over_http(trust_url, os.environ["TINHSO_TRUST_KEY"]))
    client = Client("tinhso", os.environ["TINHSO_REMOTE_SIGNING_KEY"])
    server = RemoteSigningServer(port, keys, client)
    server.start()
    stay_until_told(server, f"remote signing ready: http://localhost:{server.port}")


if __name__ == "__main__":
    main()
