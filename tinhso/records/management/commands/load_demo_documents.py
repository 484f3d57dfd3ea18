"""Fills a demonstration with outgoing documents in every state; does nothing where some exist."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.records.models import OutgoingDocument
from tinhso.records.operations.demo import load_templates, play_documents, read_documents


class Command(BaseCommand):
    """Load demonstration documents (only in demo mode)."""

    help = "Nạp văn bản đi minh họa"

    def handle(self, *args: Any, **options: Any) -> None:
        """Write them once, all or none."""
        if not settings.DEMO:
            raise CommandError("Chỉ nạp văn bản minh họa ở chế độ trình diễn (DEMO).")
        with transaction.atomic(), acting_as(SYSTEM):
            if OutgoingDocument.objects.exists():
                self.stdout.write("Đã có văn bản, giữ nguyên.")
                return
            described = read_documents(Path(settings.PROVINCE_PACK))
            load_templates(described=described, at=now())
            written = play_documents(described=described, until=now())
        self.stdout.write(f"{written} văn bản đi minh họa")
