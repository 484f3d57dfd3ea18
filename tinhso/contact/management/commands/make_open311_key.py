"""Makes a key with which another program files by Open311; shown once, kept as a hash."""

import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tinhso.contact.operations.filing import make_key
from tinhso.core.clock import now


class Command(BaseCommand):
    """Print a new key."""

    help = "Makes an Open311 key for a program and prints it once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the program's name."""
        parser.add_argument("name")
        parser.add_argument("--token", action="store_true", help="answer with tokens")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make and print it."""
        key = secrets.token_urlsafe(24)
        make_key(name=options["name"], key=key, at=now(), answers_with_token=options["token"])
        self.stdout.write(key)
