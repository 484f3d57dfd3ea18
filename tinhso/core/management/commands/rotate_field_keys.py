"""Seals personal data anew with the first of ``FIELD_KEYS``; may be stopped and run again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tinhso.core.errors import DomainError
from tinhso.core.key_rotation import count_left, seal_everything

BATCH_SIZE = 500


class Command(BaseCommand):
    """Seals every sealed column and file with the newest key."""

    help = "Seal personal data with the first of FIELD_KEYS; run it until it finds nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --batch-size, and --check to count without changing."""
        parser.add_argument("--batch-size", type=int, default=BATCH_SIZE)
        parser.add_argument("--check", action="store_true", help="count, change nothing")

    def handle(self, *args: Any, batch_size: int, check: bool, **options: Any) -> None:
        """Seal all there is and say how many; fail while values of other keys are left."""
        if not check:
            self._seal(batch_size)
        found = count_left()
        if found:
            raise CommandError(f"Sealed with other keys still: {found}. Keep the old keys.")
        self.stdout.write("Everything sealed is sealed with the first key.")

    def _seal(self, batch_size: int) -> None:
        try:
            for one in seal_everything(batch_size=batch_size):
                if one.resealed or one.broken:
                    self.stdout.write(
                        f"{one.context}: {one.resealed} sealed anew, {one.broken} broken"
                    )
        except DomainError as refusal:
            raise CommandError(refusal.message) from refusal
