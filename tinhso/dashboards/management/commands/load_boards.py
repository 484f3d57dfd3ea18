"""Loads the province pack's boards and draws the schematic map."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.dashboards.operations import draw_cells, load_boards


class Command(BaseCommand):
    """Loads boards and cells."""

    help = "Nạp bảng điều hành và sơ đồ địa bàn"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how many."""
        with acting_as(SYSTEM):
            folder = Path(settings.PROVINCE_PACK) / "boards"
            boards = load_boards(folder=folder, actor=SYSTEM, at=now())
            cells = draw_cells(at=now())
        self.stdout.write(f"{boards} bảng có phiên bản mới, {cells} ô sơ đồ")
