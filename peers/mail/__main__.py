"""Runs the peer until told to stop: ``python -m peers.mail``."""

import os

from peers.mail.server import start
from peers.running import stay_until_told


def main() -> None:
    """Run in the foreground; TERM and INT end it."""
    peer = start(
        int(os.environ.get("MAIL_PORT", "8025")),
        int(os.environ.get("MAIL_WEB_PORT", "8026")),
        imap_port=int(os.environ.get("MAIL_IMAP_PORT", "8027")),
        imap_password=os.environ.get("TINHSO_IMAP_PASSWORD", ""),
    )
    said = (
        f"mail peer ready: SMTP {peer.smtp_port}, IMAP {peer.imap_port}, "
        f"inbox http://localhost:{peer.web_port}"
    )
    stay_until_told(peer, said)


if __name__ == "__main__":
    main()
