"""Runs several loading commands of Django in one process, each shown as a step.

Usage: python -m tools.loads COMMAND …
"""

import sys

import django
from django.core.management import call_command

from tools.console import step


def main() -> None:
    """Run the commands named on the command line."""
    django.setup()
    for name in sys.argv[1:]:
        with step(f"Nạp dữ liệu · {name}", alone=False):
            call_command(name)


if __name__ == "__main__":
    main()
