"""Work of the indicators slice that nobody waits for."""

import structlog
from procrastinate.contrib.django import app

from tinhso.core.clock import now
from tinhso.core.tasks import system_task
from tinhso.indicators.operations.files import remove_old_files, write_stale_files

_MONTHS_AT_ONCE = 24
_log = structlog.get_logger(__name__)


@app.periodic(cron="37 1 * * *")
@system_task(queueing_lock="write_fact_files")
def write_fact_files(timestamp: int) -> None:
    """Write every night the months whose facts changed, and delete files nobody names."""
    written = write_stale_files(at=now(), at_most=_MONTHS_AT_ONCE)
    _log.info("files of facts written", files=written, removed=remove_old_files())
