"""Runs the peer until told to stop: ``python -m peers.sms``."""

import os

from peers.running import stay_until_told
from peers.sms.server import Secrets, start


def main() -> None:
    """Run in the foreground; TERM and INT end it."""
    secrets = Secrets(
        saomai_key=os.environ["TINHSO_SMS_SAOMAI_KEY"],
        saomai_webhook_key=os.environ["TINHSO_SMS_SAOMAI_WEBHOOK_KEY"],
        hoaban_username=os.environ.get("TINHSO_SMS_HOABAN_USERNAME", "tinhso"),
        hoaban_password=os.environ["TINHSO_SMS_HOABAN_PASSWORD"],
    )
    site_url = os.environ.get("TINHSO_SITE_URL", "http://localhost:8000")
    peer = start(int(os.environ.get("SMS_PORT", "8031")), secrets=secrets, site_url=site_url)
    stay_until_told(peer, f"SMS peer ready: phones at {peer.url}")


if __name__ == "__main__":
    main()
