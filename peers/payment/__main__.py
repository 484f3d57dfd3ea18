"""Runs the peer until told to stop: ``python -m peers.payment``."""

import os
import signal
from threading import Event

from peers.payment.server import DEMO_SECRET, PaymentPeer


def main() -> None:
    """Run in the foreground; TERM and INT end it."""
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    peer = PaymentPeer(
        int(os.environ.get("PAYMENT_PORT", "8030")),
        secret=os.environ.get("TINHSO_PAYMENT_SECRET") or DEMO_SECRET,
        path=os.environ.get("PAYMENT_STORE", "var/peers/payment.sqlite3"),
    )
    print(f"payment peer ready: {peer.url}", flush=True)
    stopped.wait()
    peer.stop()


if __name__ == "__main__":
    main()
