"""One act on many cases: tried first and undone, then done once, each case on its own."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.cases.models import Case
from tinhso.cases.operations.leading import assign, remind
from tinhso.cases.operations.steps import forward_step
from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.core.idempotency import idempotent

MOST_CASES = 50


class BulkAct(StrEnum):
    """What may be done to many cases at once."""

    ASSIGN = "ASSIGN"
    FORWARD = "FORWARD"
    REMIND = "REMIND"


class TooManyCases(DomainError):
    """More cases than one look can judge, or none."""

    code = "too_many_cases"
    text = gettext_lazy("Chọn từ 1 đến 50 hồ sơ mỗi lần.")


class _Undo(Exception):
    """Rolls a try back."""


@dataclass(frozen=True, slots=True)
class BulkOrder:
    """One act, to whom (for assigning, optional for forwarding), with a note, on which cases."""

    act: BulkAct
    tokens: tuple[str, ...]
    person_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """What becomes of one case: done (or would be), else why not."""

    token: str
    is_done: bool
    code: str = ""
    message: str = ""
    step_code: str = ""


def preview_bulk(*, order: BulkOrder, actor: Actor, at: datetime) -> list[BulkOutcome]:
    """Give what the order would do to each case: everything is really tried, then undone.

    :raises TooManyCases: when none or more than 50 are chosen.
    """
    outcomes: list[BulkOutcome] = []
    try:
        with transaction.atomic():
            outcomes = _each(order, actor, at)
            raise _Undo
    except _Undo:
        return outcomes


def run_bulk(*, order: BulkOrder, key: str, actor: Actor, at: datetime) -> list[BulkOutcome]:
    """Do the order once; sent again with the same key, give the first outcomes.

    A case that refuses stays as it is and does not hold up the others.

    :raises TooManyCases: when none or more than 50 are chosen.
    :raises KeyReused: when the key belongs to another order.
    """

    def work() -> dict[str, Any]:
        return {"rows": [asdict(outcome) for outcome in _each(order, actor, at)]}

    answer = idempotent(
        actor=actor,
        key=key,
        operation="cases.bulk",
        request={**asdict(order), "tokens": list(order.tokens)},
        at=at,
        work=work,
    )
    return [BulkOutcome(**row) for row in answer.response["rows"]]


def _each(order: BulkOrder, actor: Actor, at: datetime) -> list[BulkOutcome]:
    if not 0 < len(order.tokens) <= MOST_CASES:
        raise TooManyCases
    found = {case.token: case for case in Case.objects.filter(token__in=order.tokens)}
    chosen = [found[token] for token in dict.fromkeys(order.tokens) if token in found]
    return [_one(case, order, actor, at) for case in sorted(chosen, key=lambda case: case.pk)]


def _one(case: Case, order: BulkOrder, actor: Actor, at: datetime) -> BulkOutcome:
    try:
        with transaction.atomic():
            done = _ACTS[order.act](case, order, actor, at)
    except DomainError as refusal:
        return BulkOutcome(case.token, is_done=False, code=refusal.code, message=refusal.message)
    return BulkOutcome(case.token, is_done=True, step_code=done.step_code)


def _assign(case: Case, order: BulkOrder, actor: Actor, at: datetime) -> Case:
    person_id = order.person_id or 0
    return assign(case=case, person_id=person_id, note=order.note, actor=actor, at=at)


def _forward(case: Case, order: BulkOrder, actor: Actor, at: datetime) -> Case:
    person_id = order.person_id
    return forward_step(case=case, note=order.note, person_id=person_id, actor=actor, at=at)


def _remind(case: Case, order: BulkOrder, actor: Actor, at: datetime) -> Case:
    return remind(case=case, note=order.note, actor=actor, at=at)


_ACTS: dict[BulkAct, Callable[[Case, BulkOrder, Actor, datetime], Case]] = {
    BulkAct.ASSIGN: _assign,
    BulkAct.FORWARD: _forward,
    BulkAct.REMIND: _remind,
}


def as_tokens(values: Sequence[str]) -> tuple[str, ...]:
    """Give chosen look-up codes as an order holds them: each once, none longer than a code."""
    return tuple(dict.fromkeys(value[:64] for value in values if value))
