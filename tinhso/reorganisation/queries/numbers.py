"""The numbers of a reorganisation: counted before, moved, settled, left; from whom to whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from tinhso.orgs.api import list_participants
from tinhso.reorganisation.models import Outcome, Reorganisation, Transfer, Turn
from tinhso.reorganisation.rules import share_percent


@dataclass(frozen=True, slots=True)
class TurnNumbers:
    """One participant's numbers; ``counted`` = ``moved`` + ``settled`` + what still waits."""

    name: str
    label: str
    counted: int
    ready: int
    undecided: int
    moved: int
    settled: int
    left: int
    lost: int
    doubled: int
    batches: int
    is_counted: bool
    is_finished: bool

    @property
    def percent(self) -> int:
        """Give how much is done."""
        return share_percent(self.moved + self.settled, self.counted)

    @property
    def is_empty(self) -> bool:
        """Tell whether it was counted and there is nothing to move, nor anything found."""
        return self.is_counted and not (self.counted or self.left or self.lost or self.doubled)

    @property
    def is_balanced(self) -> bool:
        """Tell whether both sides agree and the check found nothing."""
        agrees = self.counted == self.moved + self.settled
        return agrees and not (self.left or self.lost or self.doubled or self.undecided)


@dataclass(frozen=True, slots=True)
class Numbers:
    """All participants' numbers and their sums."""

    turns: tuple[TurnNumbers, ...]

    def total(self, name: str) -> int:
        """Give the sum of a column."""
        return sum(getattr(turn, name) for turn in self.turns)

    @property
    def counted(self) -> int:
        """Give how many rows were counted before."""
        return self.total("counted")

    @property
    def moved(self) -> int:
        """Give how many rows are with their successors."""
        return self.total("moved")

    @property
    def settled(self) -> int:
        """Give how many rows needed no move any more when their turn came."""
        return self.total("settled")

    @property
    def undecided(self) -> int:
        """Give how many rows wait for a person's decision."""
        return self.total("undecided")

    @property
    def shown(self) -> tuple[TurnNumbers, ...]:
        """Give the participants worth a line: with rows, not counted yet, or found wrong."""
        return tuple(turn for turn in self.turns if not turn.is_empty)

    @property
    def empty(self) -> tuple[TurnNumbers, ...]:
        """Give the participants that were counted and have nothing to move."""
        return tuple(turn for turn in self.turns if turn.is_empty)

    @property
    def percent(self) -> int:
        """Give how much is done."""
        return share_percent(self.moved + self.settled, self.counted)

    @property
    def is_balanced(self) -> bool:
        """Tell whether every participant's sides agree."""
        return all(turn.is_balanced for turn in self.turns)


def load_numbers(reorganisation: Reorganisation) -> Numbers:
    """Give the numbers of every participant, in the order of their turns; two queries."""
    waiting, settled = Q(outcome=Outcome.WAITING), Q(outcome=Outcome.SETTLED)
    rows = (
        Transfer.objects.filter(reorganisation=reorganisation)
        .values("participant")
        .annotate(
            counted=Count("pk"),
            ready=Count("pk", filter=waiting & Q(reason="")),
            undecided=Count("pk", filter=waiting & ~Q(reason="")),
            moved=Count("pk", filter=Q(outcome=Outcome.MOVED)),
            settled=Count("pk", filter=settled),
        )
    )
    counts: dict[str, Mapping[str, Any]] = {row["participant"]: row for row in rows}
    labels = {participant.name: str(participant.label) for participant in list_participants()}
    turns = Turn.objects.filter(reorganisation=reorganisation).order_by("ordinal")
    return Numbers(
        tuple(_numbers(turn, counts.get(turn.participant, {}), labels) for turn in turns)
    )


def _numbers(turn: Turn, counts: Mapping[str, Any], labels: dict[str, str]) -> TurnNumbers:
    return TurnNumbers(
        name=turn.participant,
        label=labels.get(turn.participant, turn.participant),
        counted=counts.get("counted", 0),
        ready=counts.get("ready", 0),
        undecided=counts.get("undecided", 0),
        moved=counts.get("moved", 0),
        settled=counts.get("settled", 0),
        left=turn.left,
        lost=turn.lost,
        doubled=turn.doubled,
        batches=turn.batches,
        is_counted=turn.counted_at is not None,
        is_finished=turn.finished_at is not None,
    )


def open_questions(reorganisation: Reorganisation) -> tuple[int, int, int]:
    """Give how many agencies, matters and rows still wait for a person's decision."""
    return (
        reorganisation.agency_rows.filter(is_decided=False).count(),
        reorganisation.matter_rows.filter(is_decided=False).count(),
        Transfer.objects.filter(reorganisation=reorganisation).undecided().count(),
    )


def is_decided(questions: Iterable[int]) -> bool:
    """Tell whether nothing waits for a decision."""
    return not any(questions)
