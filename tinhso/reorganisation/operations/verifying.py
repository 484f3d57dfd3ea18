"""Checking a reorganisation that was carried out: nothing lost, nothing doubled, nothing left."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.orgs.api import Participant, Plan
from tinhso.reorganisation.models import Outcome, Reorganisation, Transfer, Turn
from tinhso.reorganisation.operations.steps import enter, take_step
from tinhso.reorganisation.permissions import require_preparer
from tinhso.reorganisation.queries import Numbers, load_numbers, load_plan, participant_named
from tinhso.reorganisation.rules import State, Step

_CHUNK = 10_000


def verify(*, reorganisation: Reorganisation, actor: Actor, at: datetime) -> Numbers:
    """Look again at every row that moved and for rows that should have; give the numbers.

    With nothing found the reorganisation is verified; otherwise it stays done and can be run
    again. Both outcomes are entered in the ledger.

    :raises NotAllowed: the actor is no administrator.
    :raises StepRefused: it is not carried out yet.
    """
    require_preparer(actor)
    with acting_as(SYSTEM):
        locked = take_step(reorganisation.pk, Step.VERIFY, State.DONE)
        plan = load_plan(locked)
        for turn in locked.turns.order_by("ordinal"):
            _look_again(turn, plan)
        numbers = load_numbers(locked)
        if numbers.is_balanced:
            locked = take_step(reorganisation.pk, Step.VERIFY, State.VERIFIED)
            locked.verified_at = at
            locked.save(update_fields=["verified_at"])
        payload = {
            name: numbers.total(name)
            for name in ("counted", "moved", "settled", "left", "lost", "doubled")
        }
        enter("VERIFIED", locked, payload, actor, at)
    return numbers


def _look_again(turn: Turn, plan: Plan) -> None:
    participant = participant_named(turn.participant)
    turn.lost = turn.doubled = 0
    moved = Transfer.objects.filter(
        reorganisation_id=turn.reorganisation_id,
        participant=turn.participant,
        outcome=Outcome.MOVED,
    )
    known: set[int] = set()
    pairs = moved.order_by("row_id").values_list("row_id", "successor_id")
    for chunk in _chunks(pairs.iterator(chunk_size=_CHUNK)):
        known.update(chunk)
        verdict = participant.verify(plan, chunk)
        turn.lost += len(verdict.lost)
        turn.doubled += len(verdict.doubled)
    turn.left = _count_left(participant, plan, known)
    turn.save(update_fields=["left", "lost", "doubled"])


def _count_left(participant: Participant, plan: Plan, known: set[int]) -> int:
    once = getattr(participant, "once", False)
    return sum(1 for pk, _ in participant.waiting(plan) if not (once and pk in known))


def _chunks(rows: Iterable[tuple[int, int | None]]) -> Iterator[dict[int, int | None]]:
    chunk: dict[int, int | None] = {}
    for row_id, successor_id in rows:
        chunk[row_id] = successor_id
        if len(chunk) >= _CHUNK:
            yield chunk
            chunk = {}
    if chunk:
        yield chunk
