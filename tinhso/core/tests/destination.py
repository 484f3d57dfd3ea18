"""A real destination for relay tests: a file in which every delivery becomes a line."""

import os
from functools import partial
from pathlib import Path

from tinhso.core.outbox import Delivery, register_destination


def register_file(path: Path) -> None:
    """Register the destination ``file``."""
    register_destination("file", partial(_append, path))


def _append(path: Path, delivery: Delivery) -> None:
    line = f"{delivery.ordering_key} {delivery.idempotency_key}\n".encode()
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    try:
        os.write(descriptor, line)
    finally:
        os.close(descriptor)
