"""Background work of the dashboards slice; every task bears running twice."""

import structlog
from procrastinate.contrib.django import app

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.core.tasks import system_task
from tinhso.dashboards.operations.letters import (
    begin_turns,
    forget_contents,
    make_letter,
    waiting_letters,
)

_log = structlog.get_logger(__name__)


@app.periodic(cron="*/5 * * * *")
@app.task(name="tinhso.dashboards.tasks.send_boards", queueing_lock="send_boards")
def send_boards(timestamp: int) -> None:
    """Begin the letters whose turn came, and make those that wait."""
    with acting_as(SYSTEM):
        begun = begin_turns(at=now())
    _log.info("boards sent", begun=begun, made=_make_waiting())


@app.task(name="tinhso.dashboards.tasks.send_now")
def send_now(mailing_id: int) -> None:
    """Begin and make the letters of one schedule, because somebody asks."""
    with acting_as(SYSTEM):
        begin_turns(at=now(), mailing_id=mailing_id)
    _make_waiting()


def _make_waiting() -> int:
    """Make the waiting letters, each in a transaction of its own; gives how many."""
    with acting_as(SYSTEM):
        waiting = waiting_letters()
    for letter_id in waiting:
        with acting_as(SYSTEM):
            make_letter(letter_id=letter_id, at=now())
    return len(waiting)


@app.periodic(cron="57 2 * * *")
@system_task(queueing_lock="forget_board_letters")
def forget_letters(timestamp: int) -> None:
    """Forget, every night, the PDFs of letters a month old."""
    _log.info("letters forgotten", letters=forget_contents(at=now()))
