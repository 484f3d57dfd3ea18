"""Procedures by name, as the slice that keeps them tells: mandates are limited to some of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Named = dict[str, str]


@dataclass(frozen=True, slots=True)
class ProcedureNames:
    """How procedures are named: those with given slugs, and those a person means by words.

    Both give names in the reader's language by slug; what is not in force is left out.
    """

    of: Callable[[Sequence[str]], Named]
    meant_by: Callable[[str], Named]


_sources: list[ProcedureNames] = []


def register_procedure_names(source: ProcedureNames) -> None:
    """Have procedures named by a slice above; the last one registered is asked."""
    _sources[:] = [source]


def procedure_names(slugs: Sequence[str]) -> Named:
    """Give the names of procedures in force by slug; one not in force is missing."""
    return _sources[0].of(slugs) if _sources and slugs else {}


def find_procedure_names(words: str) -> Named:
    """Give the procedures a person means by words, the nearest first, by slug."""
    return _sources[0].meant_by(words) if _sources and words.strip() else {}
