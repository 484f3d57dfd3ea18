"""The ear at the database: LISTEN on one connection, for ever; a lost connection is made again."""

import asyncio
from collections.abc import Callable
from time import time

import psycopg
import structlog
from django.conf import settings

from tinhso.core.live import CHANNEL
from tinhso.core.live.hub import Hub

LOOK_EVERY_SECONDS = 20.0
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 10.0
_log = structlog.get_logger(__name__)


class Ear:
    """Hears changes and passes them to the hub."""

    def __init__(self, hub: Hub, clock: Callable[[], float] = time) -> None:
        """Keep the hub; hear nothing yet."""
        self._hub, self._clock = hub, clock
        self.is_listening = False

    async def listen(self) -> None:
        """Listen until cancelled."""
        pause = FIRST_PAUSE_SECONDS
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    database_address(), autocommit=True, connect_timeout=5
                ) as connection:
                    await connection.execute(f"listen {CHANNEL}".encode())
                    self._hub.everything_may_have_changed(self._clock())
                    self.is_listening, pause = True, FIRST_PAUSE_SECONDS
                    await self._hear(connection)
            except (psycopg.Error, OSError) as error:
                _log.warning("live updates wait for the database", error=str(error).strip())
            finally:
                self.is_listening = False
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    async def _hear(self, connection: "psycopg.AsyncConnection[tuple[object, ...]]") -> None:
        while True:
            async for notice in connection.notifies(timeout=LOOK_EVERY_SECONDS):
                self._hub.changed(notice.payload, self._clock())
            # Silence may also mean that the server is gone without a word.
            await asyncio.wait_for(connection.execute("select 1"), timeout=5)


def database_address() -> str:
    """Give where to LISTEN: directly, since a transaction pooler passes no notices on."""
    if settings.LIVE_DATABASE_URL:
        return str(settings.LIVE_DATABASE_URL)
    database = settings.DATABASES["default"]
    return psycopg.conninfo.make_conninfo(
        host=database["HOST"],
        port=database["PORT"] or None,
        user=database["USER"],
        password=database["PASSWORD"] or None,
        dbname=database["NAME"],
    )
