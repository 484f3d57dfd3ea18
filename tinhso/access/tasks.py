"""Work nobody waits for: answering requests, opening the quarter's reviews, idle accounts."""

import structlog
from procrastinate.contrib.django import app

from tinhso.access.operations import (
    answer_request,
    forget_archives,
    note_rotation,
    open_reviews,
)
from tinhso.core.clock import now, today
from tinhso.core.key_rotation import seal_everything
from tinhso.core.tasks import system_task
from tinhso.identity.api import disable_idle_accounts
from tinhso.orgs.api import organisation_date

_log = structlog.get_logger(__name__)


@system_task()
def answer_request_task(request_id: int) -> None:
    """Answer a person's request about their data; run twice, it answers once."""
    answer_request(request_id=request_id, at=now())


@system_task(queueing_lock="reseal_everything", retry=5)
def reseal_everything(change_id: int) -> None:
    """Seal everything with the first key, as two administrators wanted; killed, it goes on."""
    sealed = list(seal_everything())
    note_rotation(change_id=change_id, sealed=sealed, at=now())


@app.periodic(cron="11 3 * * *")
@system_task(queueing_lock="keep_access_in_order")
def keep_access_in_order(timestamp: int) -> None:
    """Every night: open the quarter's reviews, disable idle accounts, forget old copies."""
    disabled = disable_idle_accounts(at=now())
    reviews = open_reviews(day=today(), on=organisation_date())
    forgotten = forget_archives(at=now())
    _log.info("access in order", disabled=disabled, reviews=reviews, forgotten=forgotten)
