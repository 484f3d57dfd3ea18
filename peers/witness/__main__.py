"""Runs the peer until told to stop: ``python -m peers.witness``."""

import base64
import os
from pathlib import Path

from peers.running import stay_until_told
from peers.witness.server import DEMO_SEED, WitnessServer


def main() -> None:
    """Run in the foreground; TERM and INT end it."""
    port = int(os.environ.get("WITNESS_PORT", "8057"))
    seed = base64.b64decode(os.environ.get("WITNESS_SEED", DEMO_SEED))
    key_file = os.environ.get("WITNESS_LOG_KEY")
    witness = WitnessServer(port, seed, Path(key_file) if key_file else None)
    witness.start()
    stay_until_told(witness, f"witness ready: http://localhost:{witness.port} {witness.key_text}")


if __name__ == "__main__":
    main()
