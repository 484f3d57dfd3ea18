"""Gives the demonstration's service centre its counters and a lifelike day."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.counters.models import QueueUnit
from tinhso.counters.operations.demo import build_demo_centre, play_demo_day, read_demo


class Command(BaseCommand):
    """Loads the demonstration's queue (only in demo mode)."""

    help = "Nạp quầy và số thứ tự minh họa"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load once; a centre that has a queue keeps it."""
        if not settings.DEMO:
            raise CommandError("Chỉ nạp hàng chờ minh họa ở chế độ trình diễn (DEMO).")
        with acting_as(SYSTEM):
            if QueueUnit.objects.exists():
                self.stdout.write("Đã có hàng chờ, giữ nguyên.")
                return
            described = read_demo(Path(settings.PROVINCE_PACK))
            unit = build_demo_centre(described=described, at=now())
            count = play_demo_day(unit=unit, described=described, until=now())
        self.stdout.write(f"{count} số thứ tự minh họa")
