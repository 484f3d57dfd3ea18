"""Loads who is called earlier at the counters, from the province pack."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.counters.operations.demo import load_priorities


class Command(BaseCommand):
    """Loads the classes of priority."""

    help = "Nạp đối tượng ưu tiên tại quầy"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how many."""
        with acting_as(SYSTEM):
            count = load_priorities(
                file=Path(settings.PROVINCE_PACK) / "counters" / "priorities.json"
            )
        self.stdout.write(f"{count} đối tượng ưu tiên tại quầy")
