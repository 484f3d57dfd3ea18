"""Names who answers for shared data, as the province's pack says."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.orgs.api import organisation_date
from tinhso.sharing.operations import load_owners


class Command(BaseCommand):
    """Loads the owners of data services."""

    help = "Nạp cơ quan giữ dữ liệu của từng dịch vụ chia sẻ"

    def handle(self, *args: Any, **options: Any) -> None:
        """Name whoever is missing; what is there stays."""
        with acting_as(SYSTEM):
            count = load_owners(pack=Path(settings.PROVINCE_PACK), day=organisation_date())
        self.stdout.write(f"{count} dịch vụ dữ liệu có cơ quan giữ")
