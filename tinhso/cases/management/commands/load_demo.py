"""Fills a demonstration with lifelike cases; does nothing where cases exist."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tinhso.cases.models import Case
from tinhso.cases.operations import roll_up
from tinhso.cases.operations.demo import (
    Pack,
    play_stories,
    read_examples,
    read_result_fields,
)
from tinhso.cases.operations.demo_apologies import apologise_for_some
from tinhso.cases.operations.demo_vault import certificates_that_run_out
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now, today
from tinhso.core.rls import acting_as
from tinhso.identity.api import list_demo_citizens


class Command(BaseCommand):
    """Load demonstration cases (only in demo mode)."""

    help = "Nạp hồ sơ minh họa"

    def add_arguments(self, parser: CommandParser) -> None:
        """Say how many stories to tell."""
        parser.add_argument("--count", type=int, default=120)

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell the stories once, all or none."""
        if not settings.DEMO:
            raise CommandError("Chỉ nạp hồ sơ minh họa ở chế độ trình diễn (DEMO).")
        with acting_as(SYSTEM):
            if Case.objects.exists():
                self.stdout.write("Đã có hồ sơ, giữ nguyên.")
                return
            folder = settings.PROVINCE_PACK
            pack = Pack(
                citizens=list_demo_citizens(),
                examples=read_examples(folder),
                result_fields=read_result_fields(folder),
                on=today(),
            )
            count = options["count"]
            told = play_stories(pack=pack, count=count, until=now(), tell=self._progress(count))
            told += certificates_that_run_out(pack=pack, until=now())
            apologise_for_some(count=4, at=now())
            roll_up(at=now())
        self.stdout.write(f"{told} hồ sơ minh họa")

    def _progress(self, count: int) -> Callable[[int], None]:
        tenths = iter(range(1, 10))
        next_at = next(tenths)

        def tell(ended: int) -> None:
            nonlocal next_at
            while ended * 10 >= count * next_at:
                self.stdout.write(f"… {next_at * 10} %")
                next_at = next(tenths, 11)

        return tell
