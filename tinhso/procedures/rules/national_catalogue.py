"""Our catalogue beside the national one: what is missing, named or offered otherwise."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum


class CatalogueFault(StrEnum):
    """How the two catalogues differ on one procedure."""

    ONLY_THERE = "ONLY_THERE"
    ONLY_HERE = "ONLY_HERE"
    NAME = "NAME"
    SERVICE_LEVEL = "SERVICE_LEVEL"


@dataclass(frozen=True, slots=True)
class ListedProcedure:
    """One procedure as a catalogue lists it; ``service_level`` is FULL, PARTIAL or INFO."""

    code: str
    name: str
    service_level: str


@dataclass(frozen=True, slots=True)
class CatalogueDifference:
    """One difference: what stands here and there; empty where it is missing."""

    fault: CatalogueFault
    code: str
    here: str = ""
    there: str = ""

    def as_json(self) -> dict[str, str]:
        """Give it as a comparison keeps it."""
        return asdict(self)


def catalogue_differences(
    ours: Iterable[ListedProcedure], theirs: Iterable[ListedProcedure]
) -> list[CatalogueDifference]:
    """Give every difference in order of code, missing ones first of each."""
    here, there = {one.code: one for one in ours}, {one.code: one for one in theirs}
    found: list[CatalogueDifference] = []
    for code in sorted(here.keys() | there.keys()):
        own, other = here.get(code), there.get(code)
        if own is None and other is not None:
            found.append(CatalogueDifference(CatalogueFault.ONLY_THERE, code, there=other.name))
        elif other is None and own is not None:
            found.append(CatalogueDifference(CatalogueFault.ONLY_HERE, code, here=own.name))
        elif own is not None and other is not None:
            found += _between(own, other)
    return found


def _between(own: ListedProcedure, other: ListedProcedure) -> list[CatalogueDifference]:
    pairs = (
        (CatalogueFault.NAME, own.name, other.name),
        (CatalogueFault.SERVICE_LEVEL, own.service_level, other.service_level),
    )
    return [
        CatalogueDifference(fault, own.code, here, there)
        for fault, here, there in pairs
        if here != there
    ]
