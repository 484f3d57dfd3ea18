"""Runs the voice line: answers SIP calls, announces, records, tells the platform."""

import asyncio
import signal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tinhso.contact.gateways.voice import line as voice


class Command(BaseCommand):
    """Listen for calls until told to stop."""

    help = "Answers calls to the voice line (SIP) and opens a contact of each recording."

    def handle(self, *args: Any, **options: Any) -> None:
        """Listen in the foreground; TERM and INT end it."""
        asyncio.run(self._run())

    async def _run(self) -> None:
        chosen = voice.LineSettings(
            site_url=settings.VOICE_SITE_URL,
            key=settings.CTI_KEY,
            spool=Path(settings.VOICE_FOLDER),
            announcement=Path(settings.VOICE_ANNOUNCEMENT),
            host=settings.VOICE_HOST,
            port=settings.VOICE_PORT,
            most_calls=settings.VOICE_MOST_CALLS,
            longest_seconds=settings.VOICE_LONGEST_SECONDS,
        )
        line = voice.VoiceLine(chosen)
        await line.start()
        self.stdout.write(f"voice line ready: sip:1022@{chosen.host}:{chosen.port}")
        stopped = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
        await stopped.wait()
        await line.stop()
