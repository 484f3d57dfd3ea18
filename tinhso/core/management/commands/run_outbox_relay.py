"""Runs the outbox relay until it is told to stop: one thread a destination, woken by NOTIFY."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

import structlog
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections, connection

from tinhso.core import clock, outbox, outbox_relay

LOOK_EVERY_SECONDS = 1.0
PAUSE_AFTER_ERROR_SECONDS = 2.0
_log = structlog.get_logger(__name__)


class Command(BaseCommand):
    """Sends messages to outside systems."""

    help = "Send waiting messages to outside systems until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --once: send what is due and end."""
        parser.add_argument("--once", action="store_true", help="send what is due, then end")

    def handle(self, *args: Any, once: bool = False, **options: Any) -> None:
        """Run until SIGTERM or SIGINT."""
        if once:
            for destination in outbox.list_destinations():
                outbox_relay.send_all_due(destination=destination, at=clock.now())
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        wakes = {name: threading.Event() for name in outbox.list_destinations()}
        threads = [
            threading.Thread(target=_serve, args=(name, wake, stop), name=f"relay-{name}")
            for name, wake in wakes.items()
        ]
        for thread in threads:
            thread.start()
        _listen(list(wakes.values()), stop)
        for wake in wakes.values():
            wake.set()
        for thread in threads:
            thread.join()


def _serve(destination: str, wake: threading.Event, stop: threading.Event) -> None:
    while not stop.is_set():
        wake.clear()
        try:
            while not stop.is_set() and outbox_relay.send_next(
                destination=destination, at=clock.now()
            ):
                pass
        except DatabaseError as error:
            _log.warning("relay waits for the database", error=str(error))
            stop.wait(PAUSE_AFTER_ERROR_SECONDS)
        finally:
            close_old_connections()
        wake.wait(LOOK_EVERY_SECONDS)


def _listen(wakes: list[threading.Event], stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"listen {outbox.CHANNEL}")
            while not stop.is_set():
                for _ in connection.connection.notifies(timeout=LOOK_EVERY_SECONDS, stop_after=1):
                    for wake in wakes:
                        wake.set()
        except DatabaseError as error:
            _log.warning("relay cannot listen", error=str(error))
            stop.wait(PAUSE_AFTER_ERROR_SECONDS)
        finally:
            connection.close()
