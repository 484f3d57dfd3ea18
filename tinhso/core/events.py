"""The event bus: frozen dataclasses, published after commit, handled in the same process.

A slice subscribes in its ``apps.ready()``; searching an event's name finds every listener.
Work that must survive a crash does not hang on an event: the operation defers a task or enqueues
an outbox message inside its own transaction.
"""

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import structlog
from django.db import transaction

E = TypeVar("E")
_handlers: defaultdict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)
_log = structlog.get_logger(__name__)


def subscribe(event_type: type[E], handler: Callable[[E], None]) -> None:
    """Call the handler with every event of this type, after the commit that caused it."""
    if handler not in _handlers[event_type]:
        _handlers[event_type].append(handler)


def publish(event: object) -> None:
    """Hand the event to its subscribers once the running transaction has committed."""
    transaction.on_commit(partial(_deliver, event), robust=True)


def _deliver(event: object) -> None:
    for handler in _handlers[type(event)]:
        _log.debug("event", event_type=type(event).__name__, handler=handler.__qualname__)
        handler(event)
