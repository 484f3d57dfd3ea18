"""Carries out a reorganisation from a terminal: preview, run, verify, report."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.reorganisation.api import (
    BATCH_SIZE,
    Numbers,
    Reorganisation,
    State,
    count_everything,
    load_numbers,
    open_questions,
    order_count,
    run_for,
    start_run,
    verify,
)
from tinhso.reorganisation.models import Turn

_COLUMNS = ("counted", "moved", "settled", "undecided", "left", "lost", "doubled")


class Command(BaseCommand):
    """Preview, run, verify or report the reorganisation of a day."""

    help = "Sắp xếp tổ chức: xem trước, thực hiện, kiểm tra, báo cáo"

    def add_arguments(self, parser: CommandParser) -> None:
        """Say which step of which day."""
        parser.add_argument("step", choices=["preview", "run", "verify", "report"])
        parser.add_argument("day", help="ngày có hiệu lực, ví dụ 2025-07-01")
        parser.add_argument("--quiet", action="store_true", help="không in từng lô")
        parser.add_argument("--batch", type=int, default=BATCH_SIZE, help="số dòng một lô")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the step and print the numbers; a refusal ends with its words."""
        self._size, self._is_quiet = options["batch"], options["quiet"]
        steps: dict[str, Callable[[Reorganisation], None]] = {
            "preview": self._preview,
            "run": self._run,
            "verify": self._verify,
            "report": lambda reorganisation: None,
        }
        try:
            reorganisation = self._find(options["day"])
            steps[options["step"]](reorganisation)
        except DomainError as refusal:
            raise CommandError(refusal.message) from refusal
        self._print(reorganisation)

    def _find(self, day: str) -> Reorganisation:
        try:
            effective_on = date.fromisoformat(day)
        except ValueError as problem:
            raise CommandError("Ngày viết dạng 2025-07-01.") from problem
        with acting_as(SYSTEM):
            found = Reorganisation.objects.filter(effective_on=effective_on).first()
        if found is None:
            raise CommandError("Chưa chuẩn bị đợt sắp xếp của ngày này (/quan-tri/sap-xep/).")
        return found

    def _preview(self, reorganisation: Reorganisation) -> None:
        if reorganisation.state != State.COUNTING:
            order_count(reorganisation=reorganisation, actor=SYSTEM)
        count_everything(reorganisation_id=reorganisation.pk, at=now())

    def _run(self, reorganisation: Reorganisation) -> None:
        if reorganisation.state != State.RUNNING:
            start_run(reorganisation=reorganisation, actor=SYSTEM, at=now())
        run_for(reorganisation_id=reorganisation.pk, size=self._size, tell=self._tell)

    def _verify(self, reorganisation: Reorganisation) -> None:
        verify(reorganisation=reorganisation, actor=SYSTEM, at=now())

    def _tell(self, turn: Turn) -> None:
        if not self._is_quiet:
            self.stdout.write(f"{turn.participant}: lô {turn.batches}")

    def _print(self, reorganisation: Reorganisation) -> None:
        with acting_as(SYSTEM):
            numbers = load_numbers(reorganisation)
            questions = open_questions(reorganisation)
            state = Reorganisation.objects.get(pk=reorganisation.pk).state
        self.stdout.write(f"{reorganisation} · {state}")
        agencies, matters, rows = questions
        self.stdout.write(f"chờ quyết định: {agencies} cơ quan, {matters} thủ tục, {rows} dòng")
        self.stdout.write("\t".join(("participant", *_COLUMNS)))
        self._print_rows(numbers)

    def _print_rows(self, numbers: Numbers) -> None:
        for turn in numbers.turns:
            values = [str(getattr(turn, column)) for column in _COLUMNS]
            self.stdout.write("\t".join((turn.name, *values)))
        totals = [str(numbers.total(column)) for column in _COLUMNS]
        self.stdout.write("\t".join(("=", *totals)))
