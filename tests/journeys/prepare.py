"""Fills the journeys' database and folder in one process: ``python -m tests.journeys.prepare``."""

import django
from django.core.management import call_command, get_commands

LOADS = (
    "load_calendar",
    "load_organisation",
    "load_procedures",
    "load_priorities",
    "load_contact",
    "init_pki",
    "load_indicators",
    "load_boards",
    "load_sharing",
    "load_people",
    "load_demo_queue",
    "load_demo_documents",
    "load_demo_incoming",
    "load_demo_signers",
    "load_demo_contact",
    "load_demo_channels",
)


def main() -> None:
    """Migrate, collect the static files and load the province."""
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    present = get_commands()
    for name in LOADS:
        if name in present:
            call_command(name)


if __name__ == "__main__":
    main()
