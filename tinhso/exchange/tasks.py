"""Work of the exchange nobody waits for: fetching, handling, asking for health, comparing."""

import structlog
from procrastinate.contrib.django import app

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.tasks import as_system, system_task
from tinhso.exchange.gateways.partners import answers
from tinhso.exchange.operations import (
    fetch_inbox,
    handle_message,
    list_to_handle,
    note_answer,
    note_failure,
    reconcile,
)
from tinhso.exchange.queries.contracts import Connector, list_connectors

_log = structlog.get_logger(__name__)
_ROUNDS = 20


@app.periodic(cron="* * * * *")
@app.task(name="tinhso.exchange.tasks.fetch_messages", queueing_lock="exchange_fetch_messages")
def fetch_messages(timestamp: int) -> None:
    """Fetch and handle what waits at every partner, message by message."""
    for connector in _connected():
        if connector.inbound:
            fetch_and_handle(connector.code)


def fetch_and_handle(code: str) -> None:
    """Fetch what waits at one partner, then do what came says; one failure stops no other."""
    for _ in range(_ROUNDS):
        if fetch_inbox(code=code, at=now()) == 0:
            break
    for message_id in list_to_handle(code=code):
        handle_one(message_id)


def handle_one(message_id: int) -> None:
    """Handle one message; what fails is taken up again with the next round."""
    try:
        handle_message(message_id=message_id, at=now())
    # A handler of any slice: whatever it raises must only cost this one message its turn.
    except Exception:  # noqa: BLE001
        _log.exception("message not handled", message_id=message_id)


@app.periodic(cron="*/5 * * * *")
@app.task(name="tinhso.exchange.tasks.ask_for_health", queueing_lock="exchange_ask_for_health")
def ask_for_health(timestamp: int) -> None:
    """Ask those partners other slices speak to whether they are there."""
    for connector in list_connectors():
        if connector.address and connector.health_path:
            _keep_health(connector.code, answers(connector))


@as_system
def _keep_health(code: str, is_there: bool) -> None:
    if is_there:
        note_answer(code, now())
    else:
        note_failure(code, now(), "no answer at its health page")


@app.periodic(cron="50 4 * * *")
@system_task(queueing_lock="exchange_reconcile")
def reconcile_all(timestamp: int) -> None:
    """Compare our account with every partner's each night; the administrator's page shows it."""
    for connector in _connected():
        found = reconcile(code=connector.code, actor=SYSTEM, at=now())
        if not found.is_balanced:
            _log.warning(
                "account with a partner",
                connector=connector.code,
                differences=found.difference_count,
                error=found.error,
            )


def _connected() -> list[Connector]:
    return [one for one in list_connectors() if one.is_exchanged and one.address]
