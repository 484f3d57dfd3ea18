"""Runs the peer until told to stop: ``python -m peers.object_store``."""

import os
from pathlib import Path

from peers.object_store.server import ObjectStore
from peers.running import stay_until_told

_FOLDER = Path(os.environ.get("TINHSO_VAR_DIR", "var")) / "peers" / "object_store"


def main() -> None:
    """Run in the foreground; TERM and INT end it."""
    port = int(os.environ.get("OBJECT_STORE_PORT", "8038"))
    folder = Path(os.environ.get("OBJECT_STORE_FOLDER", _FOLDER))
    keys = {os.environ["TINHSO_S3_ACCESS_KEY"]: os.environ["TINHSO_S3_SECRET_KEY"]}
    server = ObjectStore(port, folder, keys)
    server.start()
    stay_until_told(server, f"object store ready: http://localhost:{server.port}")


if __name__ == "__main__":
    main()
