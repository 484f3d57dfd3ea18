"""Links a demonstration's leaders to the remote signing service; repeating changes nothing."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.documents.operations.demo_signers import link_demo_signers


class Command(BaseCommand):
    """Link demonstration signers (only in demo mode)."""

    help = "Liên kết người ký minh họa với dịch vụ ký số từ xa"

    def handle(self, *args: Any, **options: Any) -> None:
        """Link those the province pack names."""
        if not settings.DEMO:
            raise CommandError("Chỉ liên kết người ký minh họa ở chế độ trình diễn (DEMO).")
        pack = Path(settings.PROVINCE_PACK)
        described = json.loads((pack / "demo" / "signers.json").read_text("utf-8"))
        with acting_as(SYSTEM):
            linked = link_demo_signers(described=described["signers"], at=now())
        self.stdout.write(f"{linked} người ký từ xa minh họa")
