"""Loads the province pack's holidays and swapped working days."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tinhso.core.calendar import BadCalendarRow, import_calendar_days


class Command(BaseCommand):
    """Loads the working calendar."""

    help = "Load holidays and swapped working days from the province pack."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how many days."""
        file = Path(settings.PROVINCE_PACK) / "organisation" / "holidays.csv"
        try:
            count = import_calendar_days(file)
        except (BadCalendarRow, FileNotFoundError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Lịch làm việc: {count} ngày.")
