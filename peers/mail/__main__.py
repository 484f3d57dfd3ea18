"""Runs the peer until told to stop: ``python -m peers.mail``."""

import os
import signal
from threading import Event

from peers.mail.server import start


def main() -> None:
    """Run in the foreground; TERM and INT end it."""
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    peer = start(
        int(os.environ.get("MAIL_PORT", "8025")), int(os.environ.get("MAIL_WEB_PORT", "8026"))
    )
    print(
        f"mail peer ready: SMTP {peer.smtp_port}, inbox http://localhost:{peer.web_port}",
        flush=True,
    )
    stopped.wait()
    peer.stop()


if __name__ == "__main__":
    main()
