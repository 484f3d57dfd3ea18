"""Carrying a reorganisation out: batch by batch, each one transaction; killed, it goes on.

A run is a chain of short steps. Each step locks one participant's turn, does one piece of work
(a count, or a batch of moves), writes how far it came and commits. Nothing is kept in memory:
whoever runs the next step, after any crash, finds the place in the table.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from tinhso.core import clock
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.orgs.api import DAY_REMEMBERED_SECONDS, Deciding, Mover, Plan, take_effect
from tinhso.reorganisation.models import Outcome, Reorganisation, Transfer, Turn
from tinhso.reorganisation.operations.counting import count_turn
from tinhso.reorganisation.operations.steps import enter, take_step
from tinhso.reorganisation.permissions import require_preparer
from tinhso.reorganisation.queries import find_running, load_numbers, load_plan, participant_named
from tinhso.reorganisation.rules import State, Step

BATCH_SIZE = 1000
MOST_ROUNDS = 5
_SETTLE = timedelta(seconds=DAY_REMEMBERED_SECONDS + 1)
_TASK = "tinhso.reorganisation.tasks.run_reorganisation"


class AnotherRuns(DomainError):
    """Another reorganisation is being carried out."""

    code = "another_reorganisation_runs"
    text = gettext_lazy("Một đợt sắp xếp khác đang thực hiện. Hãy chờ đợt đó hoàn thành.")


class TooEarly(DomainError):
    """The day of the reorganisation has not come."""

    code = "reorganisation_too_early"
    text = gettext_lazy("Chưa đến ngày có hiệu lực nên chưa thực hiện được.")


def start_run(*, reorganisation: Reorganisation, actor: Actor, at: datetime) -> Reorganisation:
    """Take an approved plan into force and begin moving; or go on with one that was interrupted.

    From this moment all work goes by the new organisation; the first rows move once every process
    has noticed.

    :raises NotAllowed: the actor is no administrator.
    :raises TooEarly: the day has not come.
    :raises AnotherRuns: another one is being carried out.
    :raises StepRefused: the plan is not approved.
    """
    require_preparer(actor)
    if clock.local(at).date() < reorganisation.effective_on:
        raise TooEarly
    with acting_as(SYSTEM):
        running = find_running()
        if running is not None and running.pk != reorganisation.pk:
            raise AnotherRuns
        if reorganisation.started_at is None:
            locked = _begin(reorganisation, actor, at)
        else:
            locked = take_step(reorganisation.pk, Step.RESUME)
            locked.turns.update(finished_at=None, cursor=0, rounds=0)
        app.configure_task(_TASK, schedule_at=at + _SETTLE).defer(reorganisation_id=locked.pk)
    return locked


def _begin(reorganisation: Reorganisation, actor: Actor, at: datetime) -> Reorganisation:
    locked = take_step(reorganisation.pk, Step.START)
    locked.started_at = at
    locked.save(update_fields=["started_at"])
    locked.turns.update(counted_at=None)
    transfers = {
        (row.matter, row.from_tier): Deciding(row.kind, row.tier, row.department)
        for row in locked.matter_rows.filter(is_decided=True)
    }
    take_effect(day=locked.effective_on, legal_act=locked.legal_act, transfers=transfers, at=at)
    payload = {"day": locked.effective_on, "approved_by": locked.approved_by}
    enter("STARTED", locked, payload, actor, at)
    return locked


def run_for(
    *,
    reorganisation_id: int,
    seconds: float | None = None,
    size: int = BATCH_SIZE,
    tell: Callable[[Turn], None] = lambda turn: None,
) -> bool:
    """Run steps until the time is up or nothing is left to do; tell whether something is.

    Without ``seconds`` it runs to the end.
    """
    until = None if seconds is None else time.monotonic() + seconds
    plan: Plan | None = None
    while until is None or time.monotonic() < until:
        if plan is None:
            with acting_as(SYSTEM):
                plan = load_plan(Reorganisation.objects.get(pk=reorganisation_id))
        if not run_step(reorganisation_id=reorganisation_id, plan=plan, size=size, tell=tell):
            return False
    return True


def run_step(
    *,
    reorganisation_id: int,
    plan: Plan,
    size: int = BATCH_SIZE,
    tell: Callable[[Turn], None] = lambda turn: None,
) -> bool:
    """Do one step in one transaction; tell whether another one is needed."""
    at = clock.now()
    with acting_as(SYSTEM):
        reorganisation = Reorganisation.objects.select_for_update().get(pk=reorganisation_id)
        if reorganisation.state != State.RUNNING:
            return False
        turn = reorganisation.turns.filter(finished_at=None).order_by("ordinal").first()
        if turn is None:
            return _finish_or_hold(reorganisation, at)
        if turn.counted_at is None:
            count_turn(turn=turn, plan=plan, at=at)
        else:
            _move_batch(reorganisation, turn, plan, size, at)
        tell(turn)
    return True


def _move_batch(
    reorganisation: Reorganisation, turn: Turn, plan: Plan, size: int, at: datetime
) -> None:
    rows = Transfer.objects.filter(
        reorganisation=reorganisation, participant=turn.participant, row_id__gt=turn.cursor
    ).ready()
    places = dict(rows.order_by("row_id").values_list("row_id", "successor_id")[:size])
    turn.started_at = turn.started_at or at
    if not places:
        _close_turn(turn, plan, at)
        return
    mover = Mover(SYSTEM, at)
    moved = participant_named(turn.participant).move(plan, places, mover)
    turn.batches, turn.cursor = turn.batches + 1, max(places)
    _note(turn, moved, Outcome.MOVED)
    _note(turn, frozenset(places) - moved, Outcome.SETTLED)
    turn.save()
    payload = {
        "participant": turn.participant,
        "batch": turn.batches,
        "first": min(places),
        "last": turn.cursor,
        "moved": len(moved),
        "settled": len(places) - len(moved),
        **mover.notes,
    }
    enter("BATCH", reorganisation, payload, SYSTEM, at)


def _note(turn: Turn, row_ids: frozenset[int], outcome: Outcome) -> None:
    Transfer.objects.filter(
        reorganisation_id=turn.reorganisation_id,
        participant=turn.participant,
        row_id__in=row_ids,
    ).update(outcome=outcome, batch=turn.batches)


def _close_turn(turn: Turn, plan: Plan, at: datetime) -> None:
    """Count once more: what came in meanwhile moves too; then the turn is over."""
    turn.rounds += 1
    turn.cursor = 0
    count_turn(turn=turn, plan=plan, at=at)
    waiting = Transfer.objects.filter(
        reorganisation_id=turn.reorganisation_id, participant=turn.participant
    ).ready()
    if turn.rounds >= MOST_ROUNDS or not waiting.exists():
        turn.finished_at = at
    turn.save()


def _finish_or_hold(reorganisation: Reorganisation, at: datetime) -> bool:
    """End the run: done, or held because rows wait for a person."""
    if Transfer.objects.filter(reorganisation=reorganisation).undecided().exists():
        take_step(reorganisation.pk, Step.HOLD)
        return False
    locked = take_step(reorganisation.pk, Step.FINISH)
    locked.finished_at = at
    locked.save(update_fields=["finished_at"])
    enter("FINISHED", locked, {"moved": load_numbers(locked).moved}, SYSTEM, at)
    app.configure_task("tinhso.reorganisation.tasks.verify_reorganisation").defer(
        reorganisation_id=locked.pk
    )
    return False
