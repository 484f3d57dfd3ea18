"""Showing the newest checkpoint to the witnesses; what they sign is published, refusals too."""

from datetime import datetime

import structlog
from django.db import transaction

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.ledger import queries
from tinhso.ledger.gateways import witnesses
from tinhso.ledger.gateways.witnesses import (
    Witness,
    WitnessAway,
    WitnessElsewhere,
    WitnessRefused,
)
from tinhso.ledger.models import (
    LedgerCheckpoint,
    LedgerCosignature,
    WitnessProblem,
    WitnessState,
)

_log = structlog.get_logger(__name__)


def ask_witnesses(*, at: datetime) -> int:
    """Show the newest checkpoint to each witness that has not signed it; gives how many signed.

    Nothing is locked while a witness is waited for; asked twice, a witness signs twice and one
    signature is kept. What a witness refuses is written down for everybody to see.
    """
    with acting_as(SYSTEM):
        checkpoint = queries.latest_checkpoint()
    if checkpoint is None:
        return 0
    return sum(_ask(witness, checkpoint, at) for witness in witnesses.list_witnesses())


def _ask(witness: Witness, checkpoint: LedgerCheckpoint, at: datetime) -> bool:
    with acting_as(SYSTEM):
        state, _ = WitnessState.objects.get_or_create(name=witness.key.name)
    if state.size == checkpoint.size and not state.problem:
        return False
    try:
        line = _show(witness, checkpoint, state.size)
    except WitnessAway as error:
        return _trouble(state, WitnessProblem.AWAY, error, at)
    except (WitnessRefused, WitnessElsewhere) as error:
        return _trouble(state, WitnessProblem.REFUSED, error, at)
    with acting_as(SYSTEM), transaction.atomic():
        LedgerCosignature.objects.bulk_create(
            [LedgerCosignature(checkpoint=checkpoint, witness=state, line=line, signed_at=at)],
            ignore_conflicts=True,
        )
        state.size, state.seen_at, state.problem = checkpoint.size, at, ""
        state.save()
    return True


def _show(witness: Witness, checkpoint: LedgerCheckpoint, known: int) -> str:
    """Show it from the size the witness is thought to have seen, then from the size it says."""
    try:
        return _prove(witness, checkpoint, known)
    except WitnessElsewhere as elsewhere:
        if elsewhere.size > checkpoint.size:
            raise
        return _prove(witness, checkpoint, elsewhere.size)


def _prove(witness: Witness, checkpoint: LedgerCheckpoint, old_size: int) -> str:
    path = []
    if old_size:
        with acting_as(SYSTEM):
            path = queries.tree_of_size(checkpoint.size).consistency_path(old_size)
    return witnesses.ask(witness, old_size=old_size, path=path, note=checkpoint.note)


def _trouble(state: WitnessState, problem: WitnessProblem, error: Exception, at: datetime) -> bool:
    log = _log.error if problem == WitnessProblem.REFUSED else _log.warning
    log("witness did not sign", witness=state.name, problem=str(problem), error=str(error))
    with acting_as(SYSTEM):
        state.problem, state.problem_at = problem, at
        state.save()
    return False
