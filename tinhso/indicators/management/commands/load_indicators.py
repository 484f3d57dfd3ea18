"""Loads the period table and the province pack's catalogue of indicators."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.indicators.operations import load_catalogue, load_periods


class Command(BaseCommand):
    """Loads periods, sources and definitions."""

    help = "Nạp kỳ báo cáo và danh mục chỉ tiêu"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how many."""
        folder = Path(settings.PROVINCE_PACK) / "indicators"
        with acting_as(SYSTEM):
            periods = load_periods()
            count = load_catalogue(folder=folder, actor=SYSTEM, at=now())
        self.stdout.write(f"{periods} kỳ, {count} chỉ tiêu")
