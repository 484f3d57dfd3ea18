"""Fills a demonstration with incoming documents, tasks, dossiers and copies; once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.records.operations.archive_demo import load_demo_archive
from tinhso.records.operations.incoming_demo import load_demo_incoming


class Command(BaseCommand):
    """Load demonstration documents that came in (only in demo mode)."""

    help = "Nạp văn bản đến, nhiệm vụ, hồ sơ minh họa"

    def handle(self, *args: Any, **options: Any) -> None:
        """Bring them in once, all or none."""
        if not settings.DEMO:
            raise CommandError("Chỉ nạp văn bản minh họa ở chế độ trình diễn (DEMO).")
        with transaction.atomic(), acting_as(SYSTEM):
            documents = load_demo_incoming(at=now())
            dossiers = load_demo_archive(at=now())
        self.stdout.write(f"{documents} văn bản đến, {dossiers} hồ sơ công việc minh họa")
