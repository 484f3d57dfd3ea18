"""Work of data sharing nobody waits for: telling changes, forgetting what is over."""

import structlog
from procrastinate.contrib.django import app

from tinhso.core.clock import now
from tinhso.core.tasks import system_task
from tinhso.sharing.operations import forget_expired, forget_watches, tell_changes
from tinhso.sharing.queries import list_services

_log = structlog.get_logger(__name__)


@app.periodic(cron="* * * * *")
@system_task(queueing_lock="sharing_tell_changes")
def tell_all_changes(timestamp: int) -> None:
    """Tell, every minute, clients of what changed since they looked it up."""
    for service in list_services():
        told = tell_changes(service=service.code, at=now())
        if told:
            _log.info("changes told", service=service.code, messages=told)


@app.periodic(cron="23 * * * *")
@system_task(queueing_lock="sharing_forget")
def forget_what_is_over(timestamp: int) -> None:
    """Forget, every hour, tokens, numbers and watches nobody can use any more."""
    _log.info("sharing forgot", numbers=forget_expired(at=now()), watches=forget_watches(at=now()))
