"""Seals personal data anew with the first of ``FIELD_KEYS``; may be stopped and run again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tinhso.core.key_rotation import (
    count_of_other_keys,
    reseal,
    sealed_columns,
    sealed_elsewhere,
)

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
            self._seal_columns(batch_size)
            for values in sealed_elsewhere():
                self._tell(values.context, *values.reseal())
        left = {column.context: count_of_other_keys(column) for column in sealed_columns()}
        left |= {values.context: values.count_of_other_keys() for values in sealed_elsewhere()}
        found = {name: count for name, count in left.items() if count}
        if found:
            raise CommandError(f"Sealed with other keys still: {found}. Keep the old keys.")
        self.stdout.write("Everything sealed is sealed with the first key.")

    def _seal_columns(self, batch_size: int) -> None:
        for column in sealed_columns():
            resealed = broken = 0
            for turn in reseal(column, batch_size=batch_size):
                resealed, broken = resealed + turn.resealed, broken + turn.broken
            self._tell(column.context, resealed, broken)

    def _tell(self, context: str, resealed: int, broken: int) -> None:
        if resealed or broken:
            self.stdout.write(f"{context}: {resealed} sealed anew, {broken} broken")
