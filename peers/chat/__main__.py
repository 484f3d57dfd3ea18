"""Runs the peer until told to stop: ``python -m peers.chat``."""

import os

from peers.chat.server import start
from peers.running import stay_until_told


def main() -> None:
    """Run in the foreground; TERM and INT end it."""
    peer = start(
        int(os.environ.get("CHAT_PORT", "8033")),
        key=os.environ.get("TINHSO_CHAT_KEY", ""),
        site_url=os.environ.get("TINHSO_SITE_URL", "http://localhost:8000"),
    )
    stay_until_told(peer, f"chat peer ready: phones http://localhost:{peer.web.port}")


if __name__ == "__main__":
    main()
