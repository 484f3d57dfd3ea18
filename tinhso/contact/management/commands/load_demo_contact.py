"""Gives the demonstration some months of reports at the citizen line."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tinhso.contact.models import Contact
from tinhso.contact.operations.demo import build_demo_line
from tinhso.contact.operations.demo_states import tell_every_state
from tinhso.contact.operations.telling_numbers import has_more_to_tell, tell_numbers
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as


class Command(BaseCommand):
    """Loads the demonstration's reports (only in demo mode)."""

    help = "Nạp phản ánh minh họa của đường dây 1022"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load once; a line that has contacts keeps them."""
        if not settings.DEMO:
            raise CommandError("Chỉ nạp phản ánh minh họa ở chế độ trình diễn (DEMO).")
        with acting_as(SYSTEM):
            if Contact.objects.exists():
                self.stdout.write("Đã có phản ánh, giữ nguyên.")
                return
            file = Path(settings.PROVINCE_PACK) / "demo" / "contacts.json"
            count = build_demo_line(file=file, until=now())
            count += tell_every_state(until=now())
            while has_more_to_tell():
                tell_numbers(at=now())
        self.stdout.write(f"{count} phản ánh minh họa")
