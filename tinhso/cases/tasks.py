"""Work of cases that a person need not wait for."""

from datetime import timedelta
from typing import Any

import structlog
from procrastinate.contrib.django import app

from tinhso.cases.models import Case, CaseEvent, CaseState, PaperDuty
from tinhso.cases.operations import (
    MOST_DRAFTS_AT_ONCE,
    CaseActionRefused,
    advance_copy,
    announce_last_month,
    confirm_payment,
    escalate,
    has_more_to_count,
    issue_slip,
    keep_result,
    reorganisation,
    roll_up,
    synchronise,
    tell_of_expiry,
    throw_expired_away,
)
from tinhso.cases.queries import cases_to_watch, unnoted_payments
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.clock import now
from tinhso.core.tasks import system_task
from tinhso.payments.api import IntentState, intents_of_subject

#: Payments are looked for so far back; no worker may be away for longer.
NEWS_LOST_AT_MOST = timedelta(days=7)
_log = structlog.get_logger(__name__)


@system_task(queue="documents", retry=10)
def issue_case_slip(*, case_id: int, form: str, event_ordinal: int, actor: dict[str, Any]) -> None:
    """Issue a slip an act ordered; run twice, it is issued once."""
    issue_slip(
        case=Case.objects.get(pk=case_id),
        form=form,
        event=CaseEvent.objects.get(case_id=case_id, ordinal=event_ordinal),
        actor=Actor.from_json(actor),
        at=now(),
    )


@system_task(queue="documents", retry=10)
def keep_result_in_vault(*, case_id: int) -> None:
    """Put an issued result into its applicant's vault; run twice, it is there once."""
    case = Case.objects.select_related("version__procedure", "result__agency").get(pk=case_id)
    keep_result(case=case, actor=SYSTEM, at=now())


@system_task(queue="documents", retry=10)
def make_certified_copy(*, duty_id: int, valid_to: str, actor: dict[str, Any]) -> None:
    """Do the next piece of a certified copy; run twice, it is made once."""
    duty = PaperDuty.objects.select_for_update(of=("self",)).get(pk=duty_id)
    advance_copy(duty=duty, valid_to=valid_to, actor=Actor.from_json(actor), at=now())


@system_task(retry=10)
def tell_of_transfer(*, reorganisation_id: int, case_ids: list[int]) -> None:
    """Tell applicants that their cases moved to a successor; run twice, each is told once."""
    told = reorganisation.tell_of_transfer(
        reorganisation_id=reorganisation_id, case_ids=case_ids, at=now()
    )
    _log.info("applicants told of the move", told=told)


@app.periodic(cron="*/5 * * * *")
@system_task(queueing_lock="count_for_the_public")
def count_for_the_public(timestamp: int) -> None:
    """Bring the public numbers up to the history; run twice, they stay the same.

    Once all of it is counted, the month before is announced.
    """
    _log.info("public numbers counted", changed=roll_up(at=now()))
    if not has_more_to_count() and announce_last_month(at=now()):
        _log.info("the numbers of the month before are announced")


@app.periodic(cron="* * * * *")
@system_task(queueing_lock="synchronise_cases")
def synchronise_cases(timestamp: int) -> None:
    """Hand what is new of every case to the national portal's connection; twice run, told once."""
    _log.info("cases synchronised", cases=synchronise(at=now()))


@app.periodic(cron="*/10 * * * *")
@system_task(queueing_lock="watch_deadlines")
def watch_deadlines(timestamp: int) -> None:
    """Tell those above of cases whose time runs out, and of filings nobody has answered."""
    at, told = now(), 0
    for case_id in cases_to_watch(at=at):
        try:
            told += escalate(case=Case.objects.get(pk=case_id), at=at) is not None
        except CaseActionRefused:
            continue  # somebody acted in between: nothing is late any more
    _log.info("deadlines watched", told=told)


@app.periodic(cron="23 * * * *")
@system_task(queueing_lock="clear_unfinished_drafts")
def clear_unfinished_drafts(timestamp: int) -> None:
    """Tell owners of applications nobody goes on with, throw away those told of in time."""
    at = now()
    told, gone = tell_of_expiry(at=at), throw_expired_away(at=at)
    if MOST_DRAFTS_AT_ONCE in {told, gone}:
        app.configure_task("tinhso.cases.tasks.clear_unfinished_drafts").defer(timestamp=timestamp)
    _log.info("unfinished applications", told=told, thrown_away=gone)


@app.periodic(cron="* * * * *")
@system_task(queueing_lock="confirm_paid_cases")
def confirm_paid_cases(timestamp: int) -> None:
    """Let cases go on whose money has come, note payments nobody noted: news can be lost."""
    waiting = Case.objects.filter(state=CaseState.PAYMENT_REQUESTED)
    for case_id in waiting.values_list("pk", flat=True):
        claim = intents_of_subject(f"case:{case_id}").first()
        if claim is not None and claim.state == IntentState.PAID:
            confirm_payment(case_id=case_id, amount_vnd=claim.amount_vnd, at=now())
    for case_id, amount_vnd in unnoted_payments(since=now() - NEWS_LOST_AT_MOST):
        confirm_payment(case_id=case_id, amount_vnd=amount_vnd, at=now())
