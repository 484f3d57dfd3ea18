"""Registers the demonstration's system and its agreements."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.sharing.operations.demo import load_demo_sharing


class Command(BaseCommand):
    """Loads the demonstration's data sharing (only in demo mode)."""

    help = "Nạp chia sẻ dữ liệu minh họa"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load once; what is there stays."""
        if not settings.DEMO:
            raise CommandError("Chỉ nạp chia sẻ dữ liệu minh họa ở chế độ trình diễn (DEMO).")
        with acting_as(SYSTEM):
            count = load_demo_sharing(at=now())
        self.stdout.write(f"{count} thỏa thuận chia sẻ minh họa")
