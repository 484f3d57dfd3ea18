"""Runs the sequencer until it is told to stop: every second, waiting entries get their place."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

import structlog
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from prometheus_client import Counter, Gauge

from tinhso.core import clock
from tinhso.ledger.operations import BATCH_SIZE, sequence_waiting

LOOK_EVERY_SECONDS = 1.0
PAUSE_AFTER_ERROR_SECONDS = 2.0
SEQUENCED = Counter("tinhso_ledger_sequenced", "Ledger entries given their place")
LAST_RUN = Gauge("tinhso_ledger_sequencer_last_run", "When the sequencer last worked (Unix time)")
_log = structlog.get_logger(__name__)


class Command(BaseCommand):
    """Gives ledger entries their place and signs checkpoints."""

    help = "Sequence ledger entries and sign checkpoints until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --once: sequence what waits and end."""
        parser.add_argument("--once", action="store_true", help="sequence what waits, then end")
        parser.add_argument("--batch-size", type=int, default=BATCH_SIZE)

    def handle(
        self, *args: Any, once: bool = False, batch_size: int = BATCH_SIZE, **options: Any
    ) -> None:
        """Run until SIGTERM or SIGINT."""
        if once:
            while sequence_waiting(at=clock.now(), batch_size=batch_size):
                pass
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            pause = _work(batch_size, stop)
            stop.wait(pause)


def _work(batch_size: int, stop: threading.Event) -> float:
    try:
        while not stop.is_set() and (
            count := sequence_waiting(at=clock.now(), batch_size=batch_size)
        ):
            SEQUENCED.inc(count)
        LAST_RUN.set_to_current_time()
    except DatabaseError as error:
        _log.warning("sequencer waits for the database", error=str(error))
        return PAUSE_AFTER_ERROR_SECONDS
    finally:
        close_old_connections()
    return LOOK_EVERY_SECONDS
