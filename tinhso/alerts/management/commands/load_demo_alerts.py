"""Tries the rules on the demonstration's numbers and handles a few alerts."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tinhso.alerts.operations.demo import load_demo_alerts
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now, today
from tinhso.core.rls import acting_as


class Command(BaseCommand):
    """Loads the demonstration's alerts (only in demo mode)."""

    help = "Nạp cảnh báo minh họa"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load once; alerts that are there stay."""
        if not settings.DEMO:
            raise CommandError("Chỉ nạp cảnh báo minh họa ở chế độ trình diễn (DEMO).")
        with acting_as(SYSTEM):
            count = load_demo_alerts(today=today(), at=now())
        self.stdout.write(f"{count} cảnh báo minh họa")
