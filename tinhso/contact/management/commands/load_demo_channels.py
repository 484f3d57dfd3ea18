"""Loads the calls, letters and chats of the demonstration."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tinhso.contact.operations.demo_channels import load_demo_channels
from tinhso.core.clock import now


class Command(BaseCommand):
    """Make them once, in a demonstration only."""

    help = "Loads calls, letters and chats of the demonstration."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them unless they are there."""
        if not settings.DEMO:
            raise CommandError("Only a demonstration has made-up calls.")
        recording = (Path(settings.PROVINCE_PACK) / "demo" / "voice_message.wav").read_bytes()
        made = load_demo_channels(recording=recording, at=now())
        self.stdout.write("channels: made" if made else "channels: there already")
