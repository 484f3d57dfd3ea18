"""Runs the peer until told to stop: ``python -m peers.business_register``."""

import os

from peers.business_register.server import Register
from peers.running import stay_until_told


def main() -> None:
    """Run in the foreground; TERM and INT end it."""
    port = int(os.environ.get("BUSINESS_REGISTER_PORT", "8050"))
    register = Register(port, os.environ["TINHSO_BUSINESS_REGISTER_KEY"])
    register.start()
    stay_until_told(register, f"business register ready: http://localhost:{register.port}")


if __name__ == "__main__":
    main()
