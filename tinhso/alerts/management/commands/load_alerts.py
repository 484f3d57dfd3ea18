"""Loads the province pack's alert rules."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tinhso.alerts.operations import load_rules
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as


class Command(BaseCommand):
    """Loads the rules; an installation without any keeps none."""

    help = "Nạp quy tắc cảnh báo của gói tỉnh"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how many."""
        file = Path(settings.PROVINCE_PACK) / "alerts" / "rules.json"
        with acting_as(SYSTEM):
            count = load_rules(file) if file.exists() else 0
        self.stdout.write(f"{count} quy tắc cảnh báo")
