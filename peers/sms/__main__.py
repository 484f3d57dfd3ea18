"""Runs the peer until told to stop: ``python -m peers.sms``."""

import os
import signal
from threading import Event

from peers.sms.server import Secrets, start


def main() -> None:
    """Run in the foreground; TERM and INT end it."""
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    secrets = Secrets(
        saomai_key=os.environ["TINHSO_SMS_SAOMAI_KEY"],
        saomai_webhook_key=os.environ["TINHSO_SMS_SAOMAI_WEBHOOK_KEY"],
        hoaban_username=os.environ.get("TINHSO_SMS_HOABAN_USERNAME", "tinhso"),
        hoaban_password=os.environ["TINHSO_SMS_HOABAN_PASSWORD"],
    )
    site_url = os.environ.get("TINHSO_SITE_URL", "http://localhost:8000")
    peer = start(int(os.environ.get("SMS_PORT", "8031")), secrets=secrets, site_url=site_url)
    print(f"SMS peer ready: phones at {peer.url}", flush=True)
    stopped.wait()
    peer.stop()


if __name__ == "__main__":
    main()
