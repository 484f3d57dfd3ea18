"""Runs the peer until told to stop: ``python -m peers.population_register``."""

import os

from peers.population_register.server import start
from peers.running import stay_until_told


def main() -> None:
    """Run in the foreground; TERM and INT end it."""
    peer = start(
        int(os.environ.get("POPULATION_REGISTER_PORT", "8035")),
        key=os.environ["TINHSO_POPULATION_REGISTER_KEY"],
    )
    stay_until_told(peer, f"population register peer ready: {peer.url}")


if __name__ == "__main__":
    main()
