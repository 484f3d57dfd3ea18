"""Verifies the whole ledger from the database's rows and names everything that was changed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tinhso.ledger import queries
from tinhso.ledger.gateways import key_files

_MOST_SHOWN = 200


class Command(BaseCommand):
    """Verifies the ledger."""

    help = "Verify every ledger entry, tile and checkpoint; ends with an error on any finding."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --checkpoint FILE: a signed checkpoint kept elsewhere, as a further witness."""
        parser.add_argument("--checkpoint", type=Path, action="append", default=[])

    def handle(self, *args: Any, checkpoint: list[Path], **options: Any) -> None:
        """Verify and report."""
        kept = key_files.find_witness()
        witnesses = [file.read_text(encoding="utf-8") for file in checkpoint]
        report = queries.verify_log(
            origin=settings.LEDGER_ORIGIN,
            public_key=key_files.find_public_key(),
            witnesses=(*witnesses, *([kept] if kept else [])),
        )
        for finding in report.findings[:_MOST_SHOWN]:
            self.stdout.write(f"{finding.code} {finding.place}")
        self.stdout.write(
            f"{report.entry_count} entries, {report.waiting_count} waiting,"
            f" {report.erased_count} erased, {report.checkpoint_count} checkpoints"
        )
        if not report.is_intact:
            raise CommandError(f"{len(report.findings)} findings: the ledger was changed.")
        self.stdout.write("The ledger is intact.")
