"""Loads the organisation of the province pack: areas, agencies, successions, positions."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.orgs.api import LoadReport, load_organisation


class Command(BaseCommand):
    """Loads the pack's organisation; a second run changes nothing."""

    help = "Nạp địa bàn, cơ quan, chức vụ từ bộ dữ liệu của tỉnh (chạy lại không đổi gì)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, print the counts, and fail when a row was refused."""
        with acting_as(SYSTEM):
            report = load_organisation(folder=settings.PROVINCE_PACK / "organisation")
        self._print(report)
        if report.errors:
            raise CommandError(f"{len(report.errors)} dòng bị từ chối, xem ở trên.")

    def _print(self, report: LoadReport) -> None:
        for table, count in report.tables.items():
            self.stdout.write(
                f"{table}: {count.created} mới, {count.changed} đổi, {count.kept} giữ nguyên"
            )
        for error in report.errors:
            self.stderr.write(f"{error.table}.csv dòng {error.line}: {error.problem}")
