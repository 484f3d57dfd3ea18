"""Counting what moves: every row of every participant is listed with the place it goes to.

The list is the proof: what was counted before is found again after, row by row. Counting again
changes only rows that still wait; a person's decision about a row stays.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from django.db import connection
from procrastinate.contrib.django import app

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.orgs.api import Participant, Placement, Plan
from tinhso.reorganisation.models import Outcome, Reorganisation, Transfer, TransferQuerySet, Turn
from tinhso.reorganisation.operations.steps import take_step
from tinhso.reorganisation.permissions import require_preparer
from tinhso.reorganisation.queries import load_plan, participant_named
from tinhso.reorganisation.rules import State, Step

COUNT_CHUNK = 2000
_PLACE_AGAIN = """
update reorganisation_transfer t set successor_id = place.agency_id, reason = place.reason
from unnest(%s::bigint[], %s::bigint[], %s::text[]) as place (row_id, agency_id, reason)
where t.reorganisation_id = %s and t.participant = %s and t.row_id = place.row_id
  and t.outcome = 'WAITING' and t.decided_by = ''
  and (t.successor_id, t.reason) is distinct from (place.agency_id, place.reason)
"""


def order_count(*, reorganisation: Reorganisation, actor: Actor) -> Reorganisation:
    """Have everything counted by a task, for the preview.

    :raises NotAllowed: the actor is no administrator.
    :raises StepRefused: a plan is approved or being carried out already.
    """
    require_preparer(actor)
    with acting_as(SYSTEM):
        locked = take_step(reorganisation.pk, Step.COUNT)
        locked.turns.update(counted_at=None)
        app.configure_task("tinhso.reorganisation.tasks.count_reorganisation").defer(
            reorganisation_id=locked.pk
        )
    return locked


def count_everything(*, reorganisation_id: int, at: datetime) -> Reorganisation:
    """Count every participant, each in a transaction of its own; run again, it goes on.

    Ends with the preview ready; called for one that is not being counted, it does nothing.
    """
    while True:
        with acting_as(SYSTEM):
            locked = Reorganisation.objects.select_for_update().get(pk=reorganisation_id)
            turn = locked.turns.filter(counted_at=None).order_by("ordinal").first()
            if locked.state != State.COUNTING:
                return locked
            if turn is None:
                locked = take_step(reorganisation_id, Step.FINISH_COUNT)
                locked.counted_at = at
                locked.save(update_fields=["counted_at"])
                return locked
            count_turn(turn=turn, plan=load_plan(locked), at=at)


def count_turn(*, turn: Turn, plan: Plan, at: datetime) -> None:
    """Bring a participant's list up to date inside the caller's transaction."""
    participant = participant_named(turn.participant)
    waiting = dict(participant.waiting(plan))
    listed = dict(_listed(turn).values_list("row_id", "outcome"))
    if getattr(participant, "once", False):
        moved = {pk for pk, outcome in listed.items() if outcome == Outcome.MOVED}
        waiting = {pk: agency_id for pk, agency_id in waiting.items() if pk not in moved}
    _drop_gone(turn, listed, waiting.keys())
    fresh = {pk: waiting[pk] for pk in waiting.keys() - listed.keys()}
    _list_fresh(turn, participant, plan, fresh)
    _place_again(turn, participant, plan, sorted(waiting.keys() & listed.keys()))
    turn.counted_at = at
    turn.save(update_fields=["counted_at"])


def _drop_gone(turn: Turn, listed: Mapping[int, str], waiting: Collection[int]) -> None:
    """Forget rows that need no move any more; take up again what moved and came back."""
    still = {pk for pk, outcome in listed.items() if outcome == Outcome.WAITING}
    _listed(turn).filter(row_id__in=still.difference(waiting)).delete()
    back = (listed.keys() - still).intersection(waiting)
    _listed(turn).filter(row_id__in=back).update(outcome=Outcome.WAITING)


def _listed(turn: Turn) -> TransferQuerySet:
    rows: TransferQuerySet = Transfer.objects.filter(
        reorganisation_id=turn.reorganisation_id, participant=turn.participant
    )
    return rows


def _list_fresh(
    turn: Turn, participant: Participant, plan: Plan, fresh: Mapping[int, int | None]
) -> None:
    for chunk in _chunks(sorted(fresh)):
        places = participant.place(plan, chunk)
        Transfer.objects.bulk_create(
            _transfer(turn, row_id, fresh[row_id], places[row_id])
            for row_id in chunk
            if row_id in places
        )


def _transfer(turn: Turn, row_id: int, predecessor_id: int | None, place: Placement) -> Transfer:
    return Transfer(
        reorganisation_id=turn.reorganisation_id,
        participant=turn.participant,
        row_id=row_id,
        predecessor_id=predecessor_id,
        successor_id=place.agency_id,
        reason=place.reason,
    )


def _place_again(turn: Turn, participant: Participant, plan: Plan, row_ids: Sequence[int]) -> None:
    for chunk in _chunks(row_ids):
        places = participant.place(plan, chunk)
        found = [(pk, place.agency_id, place.reason) for pk, place in places.items()]
        if found:
            columns = [list(column) for column in zip(*found, strict=True)]
            with connection.cursor() as cursor:
                cursor.execute(_PLACE_AGAIN, [*columns, turn.reorganisation_id, turn.participant])


def _chunks(row_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(row_ids), COUNT_CHUNK):
        yield row_ids[start : start + COUNT_CHUNK]
