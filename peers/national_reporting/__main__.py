"""Runs the peer until told to stop: ``python -m peers.national_reporting``."""

import os

from peers.national_reporting.server import NationalReporting
from peers.running import stay_until_told


def main() -> None:
    """Run in the foreground; TERM and INT end it."""
    port = int(os.environ.get("NATIONAL_REPORTING_PORT", "8059"))
    reporting = NationalReporting(port, os.environ["TINHSO_NATIONAL_REPORTING_KEY"])
    reporting.start()
    stay_until_told(reporting, f"national reporting ready: http://localhost:{reporting.port}")


if __name__ == "__main__":
    main()
