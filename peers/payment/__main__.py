"""Runs the peer until told to stop: ``python -m peers.payment``."""

import os

from peers.payment.server import DEMO_SECRET, PaymentPeer
from peers.running import stay_until_told


def main() -> None:
    """Run in the foreground; TERM and INT end it."""
    peer = PaymentPeer(
        int(os.environ.get("PAYMENT_PORT", "8030")),
        secret=os.environ.get("TINHSO_PAYMENT_SECRET") or DEMO_SECRET,
        path=os.environ.get("PAYMENT_STORE", "var/peers/payment.sqlite3"),
    )
    stay_until_told(peer, f"payment peer ready: {peer.url}")


if __name__ == "__main__":
    main()
