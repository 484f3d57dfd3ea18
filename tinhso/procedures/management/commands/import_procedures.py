"""Imports procedures from a JSON or Excel file and publishes them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.procedures.api import UnreadableFile, import_catalogue, read_catalogue
from tinhso.procedures.management.report import print_report


class Command(BaseCommand):
    """Imports one file."""

    help = "Nhập và công bố thủ tục từ tệp JSON hoặc Excel."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Import, print the counts, and fail when a procedure was refused."""
        at = now()
        try:
            entries = read_catalogue(name=file.name, raw=file.read_bytes())
        except (OSError, UnreadableFile) as error:
            raise CommandError(str(error)) from error
        with acting_as(SYSTEM):
            report = import_catalogue(entries=entries, actor=SYSTEM, at=at)
        print_report(self, report)
