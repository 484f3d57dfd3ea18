"""Work of the ledger beside the sequencer: witnesses each minute, an anchor each day."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from tinhso.core import clock
from tinhso.core.tasks import system_task
from tinhso.ledger.operations import ask_witnesses, write_anchor


@app.periodic(cron="* * * * *")
@app.task(name="tinhso.ledger.tasks.show_to_witnesses", queueing_lock="ask_witnesses")
def show_to_witnesses(timestamp: int) -> None:
    """Show the newest checkpoint to the witnesses; no transaction stays open while they think."""
    ask_witnesses(at=clock.now())


@app.periodic(cron="2 17 * * *")
@system_task(queueing_lock="write_ledger_anchor")
def keep_daily_anchor(timestamp: int) -> None:
    """Write the anchor of the day that began in Vietnam two minutes ago."""
    write_anchor(day=clock.local(datetime.fromtimestamp(timestamp, tz=UTC)).date())
