"""Who takes part in a reorganisation: every slice with rows of an agency registers how they move.

Most slices need one line in ``apps.ready()`` (``orgs.api.TableParticipant``); a slice whose rows
follow a matter or a place writes a class with the methods below.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from tinhso.core.actors import Actor
from tinhso.orgs.rules.plans import Deciding, Placement, Plan


@dataclass(frozen=True, slots=True)
class Mover:
    """Who moves rows, and when; ``notes`` a participant adds go into the batch's ledger entry."""

    actor: Actor
    at: datetime
    notes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of moved rows found: rows gone or elsewhere, and rows moved twice."""

    lost: tuple[int, ...] = ()
    doubled: tuple[int, ...] = ()


class Participant(Protocol):
    """Rows of one kind that move when agencies end.

    ``name`` is a stable code, ``label`` what people read, ``order`` when its turn is (people
    first). ``tables`` names the database tables it answers for. A participant whose rows cannot
    tell that they moved says ``once = True``: a row moved is then never moved again.
    """

    name: str
    label: object
    order: int
    tables: frozenset[str]

    def waiting(self, plan: Plan) -> Iterable[tuple[int, int | None]]:
        """Give the rows that must move, each with the agency it comes from; none once moved."""
        ...

    def place(self, plan: Plan, row_ids: Sequence[int]) -> Mapping[int, Placement]:
        """Say where rows go, or why a person must decide."""
        ...

    def move(self, plan: Plan, places: Mapping[int, int | None], mover: Mover) -> frozenset[int]:
        """Move rows inside the caller's transaction; give those that still had to be moved."""
        ...

    def verify(self, plan: Plan, moved: Mapping[int, int | None]) -> Verdict:
        """Look again at rows that were moved."""
        ...

    def describe(self, row_ids: Sequence[int]) -> Mapping[int, str]:
        """Name rows for the person who decides, without more personal data than that needs."""
        ...


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter agencies decide, such as a procedure: its code, name, field and who decides it."""

    code: str
    name: str
    field: str
    deciding: Deciding


Names = Callable[[Collection[str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class MatterSource:
    """A slice's matters, and what people call them and their fields in the reader's language."""

    matters: Callable[[], Iterable[Matter]]
    names: Names
    field_names: Names


_participants: dict[str, Participant] = {}
_sources: list[MatterSource] = []


def register_participant(participant: Participant) -> None:
    """Let rows take part in every reorganisation; called once, from ``apps.ready()``."""
    _participants[participant.name] = participant


def list_participants() -> list[Participant]:
    """Give every participant in the order of their turns."""
    return sorted(_participants.values(), key=lambda each: (each.order, each.name))


def register_matters(source: MatterSource) -> None:
    """Tell which matters there are; called once, from ``apps.ready()``."""
    if source not in _sources:
        _sources.append(source)


def list_matters(tiers: Iterable[str]) -> list[Matter]:
    """Give the matters decided at any of the tiers, in order of field and name."""
    wanted = set(tiers)
    found = [
        matter
        for source in _sources
        for matter in source.matters()
        if matter.deciding.tier in wanted
    ]
    return sorted(found, key=lambda matter: (matter.field, matter.name, matter.code))


def matter_names(codes: Collection[str]) -> dict[str, str]:
    """Give what people call matters now, by code; unknown codes are left out."""
    return _named(codes, [source.names for source in _sources])


def matter_field_names(codes: Collection[str]) -> dict[str, str]:
    """Give what people call fields of matters, by code; unknown codes are left out."""
    return _named(codes, [source.field_names for source in _sources])


def _named(codes: Collection[str], sources: Iterable[Names]) -> dict[str, str]:
    return {code: name for source in sources for code, name in source(codes).items()}
