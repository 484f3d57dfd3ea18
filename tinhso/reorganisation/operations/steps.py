"""How every step of a reorganisation is taken: locked, checked against the table, recorded."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.core.state_machine import TransitionRefused
from tinhso.ledger.api import record
from tinhso.reorganisation.models import Reorganisation
from tinhso.reorganisation.rules import MACHINE, Step


class StepRefused(DomainError):
    """The reorganisation is not in a state that allows the step."""

    code = "reorganisation_step_refused"
    text = gettext_lazy(
        "Đợt sắp xếp đã sang bước khác nên không làm được việc này. Hãy tải lại trang."
    )


def take_step(pk: int, step: Step, wanted: str | None = None) -> Reorganisation:
    """Lock a reorganisation and move it along its table; the caller saves what else changes.

    :raises StepRefused: the state does not allow the step.
    """
    locked = Reorganisation.objects.select_for_update().get(pk=pk)
    try:
        locked.state = MACHINE.target(action=step, state=locked.state, wanted=wanted)
    except TransitionRefused as refusal:
        raise StepRefused from refusal
    locked.save(update_fields=["state"])
    return locked


def enter(
    kind: str,
    reorganisation: Reorganisation,
    payload: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> None:
    """Enter a step with legal weight in the ledger."""
    record(
        kind=f"REORGANISATION_{kind}",
        subject=f"reorganisation:{reorganisation.pk}",
        payload={"legal_act": reorganisation.legal_act, **payload},
        actor=actor,
        at=at,
    )
