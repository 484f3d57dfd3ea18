"""Runs the peer until told to stop: ``python -m peers.national_portal``."""

import os

from peers.national_portal.login import LoginDesk
from peers.national_portal.server import NationalPortal
from peers.running import stay_until_told


def main() -> None:
    """Run in the foreground; TERM and INT end it."""
    port = int(os.environ.get("NATIONAL_PORTAL_PORT", "8058"))
    client = os.environ.get("TINHSO_NATIONAL_PORTAL_LOGIN_CLIENT", "tinhso")
    portal = NationalPortal(
        port,
        os.environ["TINHSO_NATIONAL_PORTAL_API_KEY"],
        login=LoginDesk(client, os.environ["TINHSO_NATIONAL_PORTAL_LOGIN_SECRET"]),
        site=os.environ.get("TINHSO_SITE_URL", "http://localhost:8000"),
    )
    portal.start()
    stay_until_told(portal, f"national portal ready: http://localhost:{portal.port}")


if __name__ == "__main__":
    main()
