"""Begins to witness another installation's log, and says what to tell the other side."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tinhso.ledger.operations import own_witness_key, witness_log
from tinhso.ledger.rules.notes import BadNote


class Command(BaseCommand):
    """Begins to witness a log."""

    help = "Làm nhân chứng cho sổ cái của nơi khác."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the other log's verifier key."""
        parser.add_argument("key", help="khóa công khai của sổ ấy: tên+băm+base64")

    def handle(self, *args: Any, key: str, **options: Any) -> None:
        """Take the log on; print the entry for the other side's list of witnesses."""
        try:
            witness_log(key=key)
        except BadNote as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{settings.SITE_URL}/log/witness#{own_witness_key()}")
