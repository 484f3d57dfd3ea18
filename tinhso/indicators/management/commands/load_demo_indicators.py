"""Loads five years of demonstration numbers for the indicators."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.indicators.operations import load_demo_facts


class Command(BaseCommand):
    """Loads the demonstration's numbers (only in demo mode)."""

    help = "Nạp số liệu chỉ tiêu minh họa"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load once; numbers that are there stay."""
        if not settings.DEMO:
            raise CommandError("Chỉ nạp số liệu minh họa ở chế độ trình diễn (DEMO).")
        with acting_as(SYSTEM):
            count = load_demo_facts(
                folder=Path(settings.PROVINCE_PACK) / "indicators", actor=SYSTEM, at=now()
            )
        self.stdout.write(f"{count} số liệu minh họa" if count else "Đã có số liệu, giữ nguyên.")
