"""Work of the catalogue nobody waits for."""

import structlog
from procrastinate.contrib.django import app

from tinhso.core.clock import now
from tinhso.core.tasks import system_task
from tinhso.exchange.api import get_connector
from tinhso.procedures.gateways.national_catalogue import PORTAL
from tinhso.procedures.operations.national_catalogue import compare_with_national_catalogue

_log = structlog.get_logger(__name__)


@app.periodic(cron="30 3 * * *")
@system_task(queueing_lock="compare_national_catalogue")
def compare_national_catalogue(timestamp: int) -> None:
    """Compare our catalogue with the national one every night."""
    if get_connector(PORTAL).address:
        found = compare_with_national_catalogue(asked_by="Tỉnh Số", at=now())
        _log.info("national catalogue compared", differences=found.difference_count)
