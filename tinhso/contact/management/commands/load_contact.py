"""Loads the citizen line's categories, deadlines, routes and escalation from the province pack."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tinhso.contact.operations import load_line
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as


class Command(BaseCommand):
    """Loads the settings of the citizen line."""

    help = "Nạp danh mục, thời hạn, quy tắc phân luồng của đường dây 1022"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how many."""
        with acting_as(SYSTEM):
            report = load_line(pack=Path(settings.PROVINCE_PACK), at=now())
        self.stdout.write(
            f"{report.categories} lĩnh vực, {report.deadlines} thời hạn, {report.rules} quy tắc"
        )
