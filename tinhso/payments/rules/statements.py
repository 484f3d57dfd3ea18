"""Comparing a provider's day with ours, line by line: what each side says, and what differs."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class StatedKind(StrEnum):
    """What a line of a statement is about."""

    CAPTURE = "CAPTURE"
    REFUND = "REFUND"


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement of money, by either side: its kind, the provider's number, order and amount."""

    kind: StatedKind
    transaction: str
    order_code: str
    amount_vnd: int


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One disagreement: what they state and what we have booked; one of them may be missing."""

    theirs: Movement | None
    ours: Movement | None

    @property
    def code(self) -> str:
        """Give the kind of the disagreement."""
        if self.theirs is None:
            is_refund = self.ours is not None and self.ours.kind is StatedKind.REFUND
            return "REFUND_NOT_STATED" if is_refund else "NOT_STATED"
        return "LATE_CAPTURE" if self.ours is None else "WRONG_AMOUNT"


def compare(theirs: Iterable[Movement], ours: Iterable[Movement]) -> list[Mismatch]:
    """Give every disagreement between two sides, by kind and the provider's number.

    Amounts that agree say nothing; the order of lines does not matter.
    """
    stated = {(line.kind, line.transaction): line for line in theirs}
    booked = {(line.kind, line.transaction): line for line in ours}
    keys = sorted(stated.keys() | booked.keys())
    pairs = [(stated.get(key), booked.get(key)) for key in keys]
    return [
        Mismatch(their, our)
        for their, our in pairs
        if their is None or our is None or their.amount_vnd != our.amount_vnd
    ]
