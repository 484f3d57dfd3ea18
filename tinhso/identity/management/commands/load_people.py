"""Loads the demonstration's officers and citizens: ``manage.py load_people``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tinhso.core import clock
from tinhso.core.errors import DomainError
from tinhso.identity.operations import LoadedPeople, load_demo_citizens, load_demo_officers


class Command(BaseCommand):
    """Adds people who are missing; never changes those who are there."""

    help = "Nạp cán bộ và công dân mẫu của bản trình diễn (load the demonstration's people)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take other files than the pack's."""
        pack: Path = settings.PROVINCE_PACK
        parser.add_argument("--officers", type=Path, default=pack / "organisation" / "people.csv")
        parser.add_argument(
            "--citizens",
            type=Path,
            default=pack.parents[1] / "peers" / "national_id" / "citizens.json",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load both and say how many."""
        at = clock.now()
        try:
            officers = load_demo_officers(path=options["officers"], at=at)
            citizens = load_demo_citizens(path=options["citizens"], at=at)
        except DomainError as error:
            raise CommandError(error.message) from error
        self._say("Cán bộ", officers)
        self._say("Công dân", citizens)

    def _say(self, title: str, loaded: LoadedPeople) -> None:
        self.stdout.write(f"{title}: +{loaded.added_count}, đã có {loaded.known_count}")
        for problem in loaded.problems:
            self.stderr.write(f"  không tìm thấy vị trí: {problem}")
