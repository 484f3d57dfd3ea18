"""Work of the indicators slice that nobody waits for."""

import structlog
from procrastinate.contrib.django import app

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now, today
from tinhso.core.rls import acting_as
from tinhso.core.tasks import system_task
from tinhso.indicators.models import Source
from tinhso.indicators.operations.files import remove_old_files, write_stale_files
from tinhso.indicators.operations.ingesting import load_part
from tinhso.indicators.operations.national_reporting import send_past_periods
from tinhso.indicators.operations.pulling import due_sources, fetch, keep_pulled

_MONTHS_AT_ONCE = 24
_log = structlog.get_logger(__name__)


@app.periodic(cron="37 1 * * *")
@system_task(queueing_lock="write_fact_files")
def write_fact_files(timestamp: int) -> None:
    """Write every night the months whose facts changed, and delete files nobody names."""
    written = write_stale_files(at=now(), at_most=_MONTHS_AT_ONCE)
    _log.info("files of facts written", files=written, removed=remove_old_files())


@app.periodic(cron="47 4 * * *")
@system_task(queueing_lock="report_past_periods")
def report_past_periods(timestamp: int) -> None:
    """Send the national system the periods that ended some days ago, each once."""
    sent = send_past_periods(today=today(), at=now())
    _log.info("periods reported", periods=[message.subject for message in sent])


@app.task(name="tinhso.indicators.tasks.load_batch")
def load_batch(batch_id: int) -> None:
    """Load a batch part by part, each a transaction of its own, so that its page shows how far."""
    has_more = True
    while has_more:
        with acting_as(SYSTEM):
            has_more = load_part(batch_id=batch_id, today=today(), at=now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="tinhso.indicators.tasks.pull_numbers", queueing_lock="pull_numbers")
def pull_numbers(timestamp: int) -> None:
    """Fetch from every database whose turn it is; nothing is locked while it answers."""
    with acting_as(SYSTEM):
        due = list(Source.objects.filter(pk__in=due_sources(at=now())))
    for source in due:
        fetched = fetch(source=source)
        with acting_as(SYSTEM):
            keep_pulled(source_id=source.pk, fetched=fetched, today=today(), at=now())
        _log.info("numbers pulled", source=source.code, rows=len(fetched.rows), error=fetched.error)
