"""Places one SIP call from a process of its own: ``python -m … <folder> <port>``; SIPp speaks."""

import asyncio
import sys
from pathlib import Path

from tinhso.contact.tests.telephony import call


def main() -> None:
    """Call the line at a port of this machine and hang up after a second of tone."""
    asyncio.run(call(Path(sys.argv[1]), int(sys.argv[2])))


if __name__ == "__main__":
    main()
