"""Exports the procedures in force to a JSON or Excel file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tinhso.core.clock import today
from tinhso.procedures.api import UnreadableFile, export_catalogue


class Command(BaseCommand):
    """Exports to one file, its kind told by its ending."""

    help = "Xuất thủ tục đang áp dụng ra tệp .json hoặc .xlsx."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Write the file."""
        try:
            export = export_catalogue(file.suffix.lstrip("."), on=today())
        except UnreadableFile as error:
            raise CommandError(str(error)) from error
        file.write_bytes(export.raw)
        self.stdout.write(f"{export.count} thủ tục → {file}")
