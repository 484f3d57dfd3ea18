"""Loads the catalogue of procedures of the province pack and publishes it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.procedures.api import (
    import_catalogue,
    load_fields,
    read_demonstration,
    read_fields,
    read_pack,
)
from tinhso.procedures.management.report import print_report


class Command(BaseCommand):
    """Loads the pack's procedures and a demonstration's made-up ones; again it changes none."""

    help = "Nạp và công bố danh mục thủ tục của tỉnh (chạy lại không đổi gì)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the fields, then the procedures, and fail when one was refused."""
        folder = settings.PROVINCE_PACK / "procedures"
        with acting_as(SYSTEM):
            load_fields(rows=read_fields(folder), actor=SYSTEM)
            entries = read_pack(folder)
            if settings.DEMO:
                entries += read_demonstration(settings.PROVINCE_PACK)
            report = import_catalogue(entries=entries, actor=SYSTEM, at=now())
        print_report(self, report)
