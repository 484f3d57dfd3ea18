"""Runs the peer until told to stop: ``python -m peers.zalo``."""

import os

from peers.running import stay_until_told
from peers.zalo.server import Secrets, start


def main() -> None:
    """Run in the foreground; TERM and INT end it."""
    secrets = Secrets(
        app_id=os.environ.get("TINHSO_ZALO_APP_ID", "tinhso"),
        secret_key=os.environ["TINHSO_ZALO_SECRET_KEY"],
        refresh_token=os.environ["TINHSO_ZALO_REFRESH_TOKEN"],
        webhook_key=os.environ["TINHSO_ZALO_WEBHOOK_KEY"],
    )
    site_url = os.environ.get("TINHSO_SITE_URL", "http://localhost:8000")
    peer = start(int(os.environ.get("ZALO_PORT", "8032")), secrets=secrets, site_url=site_url)
    stay_until_told(peer, f"Zalo peer ready: phones at {peer.url}")


if __name__ == "__main__":
    main()
