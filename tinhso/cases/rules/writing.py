"""How codes and notations are written, what an act needs, how history folds to the row."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any


def case_code(agency_code: str, day: date, number: int) -> str:
    """Write a case code ``<agency>-yymmdd-NNNN``; the number grows past four digits."""
    return f"{agency_code}-{day:%y%m%d}-{number:04d}"


_UNSPOKEN = frozenset({"và", "của", "-", "tỉnh"})


def result_notation(abbreviation: str, agency_kind: str, agency_short_name: str) -> str:
    """Give the notation after a result's number: ``GPXD-UBND``, ``CCHN-STP``.

    Committees sign as UBND; a department by the initials of its short name (Decree 30/2020
    annex I leaves the abbreviation to the agency: to be confirmed with the province).
    """
    if agency_kind == "PEOPLES_COMMITTEE":
        return f"{abbreviation}-UBND"
    words = [word for word in agency_short_name.split() if word.lower() not in _UNSPOKEN]
    return f"{abbreviation}-{''.join(word[0] for word in words).upper()}"


def may_withdraw(*, decided: bool) -> bool:
    """A case is stopped on request only while no decision exists (FACTS: offices)."""
    return not decided


def needs_own_act(*, role: str, next_role: str | None, is_drafted: bool) -> bool:
    """Tell whether a step is left by signing, registering or drafting, not by passing on."""
    return (
        next_role is None
        or role in {"LEADER", "REGISTRAR"}
        or (next_role == "LEADER" and not is_drafted)
    )


def fold_changes(changes: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Give the pointers of a case after all its events, later ones over earlier ones."""
    folded: dict[str, Any] = {}
    for change in changes:
        folded.update(change)
    return folded


def progress_percent(*, spent_minutes: int, total_minutes: int) -> int:
    """Give the share of the working time used, 0–100 and beyond when overdue."""
    return 100 if total_minutes <= 0 else round(100 * spent_minutes / total_minutes)
