"""Work of the vault that nobody waits for."""

import structlog
from procrastinate.contrib.django import app

from tinhso.core.clock import now
from tinhso.core.tasks import system_task
from tinhso.vault.operations import MOST_AT_ONCE, remind_of_expiry

_REMIND = "tinhso.vault.tasks.remind_of_expiring_papers"
_log = structlog.get_logger(__name__)


@app.periodic(cron="*/15 * * * *")
@system_task(queueing_lock="remind_of_expiring_papers")
def remind_of_expiring_papers(timestamp: int) -> None:
    """Tell owners of papers that run out; a full batch is followed by another one."""
    told = remind_of_expiry(at=now())
    if told == MOST_AT_ONCE:
        app.configure_task(_REMIND).defer(timestamp=timestamp)
    _log.info("owners told of papers that end", told=told)
