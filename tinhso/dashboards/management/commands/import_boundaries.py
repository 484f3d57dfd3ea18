"""Takes official boundaries of areas from a GeoJSON file, in the place of schematic cells."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.dashboards.operations import import_boundaries


class Command(BaseCommand):
    """Imports boundaries."""

    help = "Nạp ranh giới chính thức từ tệp GeoJSON"

    def add_arguments(self, parser: CommandParser) -> None:
        """Say which file, and where the codes are."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--property", default="code", help="thuộc tính chứa mã đơn vị")
        parser.add_argument(
            "--source", required=True, help="cơ quan, số văn bản cung cấp ranh giới"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say how many areas got their boundaries."""
        try:
            with acting_as(SYSTEM):
                count = import_boundaries(
                    file=options["file"], code_property=options["property"],
                    source=options["source"], at=now(),
                )  # fmt: skip
        except DomainError as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"{count} địa bàn có ranh giới chính thức")
