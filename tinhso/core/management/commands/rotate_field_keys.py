"""Seals personal data anew with the first of ``FIELD_KEYS``; may be stopped and run again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tinhso.core.key_rotation import count_of_other_keys, reseal, sealed_columns

BATCH_SIZE = 500


class Command(BaseCommand):
    """Seals every sealed column with the newest key."""

    help = "Seal personal data with the first of FIELD_KEYS; run it until it finds nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --batch-size, and --check to count without changing."""
        parser.add_argument("--batch-size", type=int, default=BATCH_SIZE)
        parser.add_argument("--check", action="store_true", help="count, change nothing")

    def handle(self, *args: Any, batch_size: int, check: bool, **options: Any) -> None:
        """Seal column by column and say how many; fail while values of other keys are left."""
        for column in sealed_columns() if not check else []:
            resealed = broken = 0
            for turn in reseal(column, batch_size=batch_size):
                resealed, broken = resealed + turn.resealed, broken + turn.broken
            if resealed or broken:
                self.stdout.write(f"{column.context}: {resealed} sealed anew, {broken} broken")
        left = {column.context: count_of_other_keys(column) for column in sealed_columns()}
        found = {name: count for name, count in left.items() if count}
        if found:
            raise CommandError(f"Sealed with other keys still: {found}. Keep the old keys.")
        self.stdout.write("Everything in sealed columns is sealed with the first key.")
