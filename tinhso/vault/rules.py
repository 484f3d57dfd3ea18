"""Rules of the vault: kinds of papers, how long they hold, when one may be used again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class Reason(StrEnum):
    """Why a paper of the vault is not offered."""

    NONE = ""
    EXPIRED = "EXPIRED"
    NOT_YET = "NOT_YET"
    REVOKED = "REVOKED"
    SUPERSEDED = "SUPERSEDED"


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper (loại giấy tờ) as the province pack describes it.

    ``papers`` are the codes of papers in procedures this kind answers; ``results`` the national
    codes of procedures whose result is of this kind; ``about_field`` the answer that says whom a
    result is about; ``facts`` the answers kept as data, by the name they are asked for; ``fills``
    the questions of other procedures they answer, by procedure code and question;
    ``is_single`` whether a newer one about the same person replaces it. ``months_valid`` is 0 for
    papers without an end known to the law; its source and certainty are ``source``, ``certainty``.
    ``remind_days`` says how many days before its end the owner is told, where it differs from the
    pack's rule.
    """

    code: str
    name: Mapping[str, str]
    papers: frozenset[str] = frozenset()
    results: frozenset[str] = frozenset()
    about_field: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    fills: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    is_single: bool = True
    months_valid: int = 0
    source: str = ""
    certainty: str = "to_confirm"
    remind_days: tuple[int, ...] | None = None


def read_kind(row: Mapping[str, Any]) -> PaperKind:
    """Read one kind of the pack's file.

    :raises KeyError: a kind without code or name.
    """
    validity = row.get("validity", {})
    return PaperKind(
        code=row["code"],
        name=row["name"],
        papers=frozenset(row.get("papers", ())),
        results=frozenset(row.get("results", ())),
        about_field=row.get("about_field", ""),
        facts=row.get("facts", {}),
        fills=row.get("fills", {}),
        is_single=row.get("is_single", True),
        months_valid=validity.get("months", 0),
        source=validity.get("source", ""),
        certainty=validity.get("certainty", "to_confirm"),
        remind_days=tuple(validity["remind_days"]) if "remind_days" in validity else None,
    )


@dataclass(frozen=True, slots=True)
class Kinds:
    """Every kind of the pack, found by what asks for it."""

    by_code: Mapping[str, PaperKind]
    never_kept: frozenset[str] = frozenset()
    remind_days: tuple[int, ...] = ()

    def remind_days_of(self, kind_code: str) -> tuple[int, ...]:
        """Give how many days before the end of a paper of a kind its owner is told."""
        kind = self.by_code.get(kind_code)
        return self.remind_days if kind is None or kind.remind_days is None else kind.remind_days

    def of_paper(self, paper_code: str) -> PaperKind | None:
        """Give the kind that answers a procedure's paper, ``None`` for papers of one case only.

        A paper no kind names is a kind of its own under its code.
        """
        if paper_code in self.never_kept:
            return None
        for kind in self.by_code.values():
            if paper_code in kind.papers:
                return kind
        return PaperKind(code=paper_code, name={})

    def of_result(self, procedure_code: str) -> PaperKind | None:
        """Give the kind of a procedure's result, ``None`` when the pack names none."""
        return next(
            (kind for kind in self.by_code.values() if procedure_code in kind.results), None
        )

    def for_papers(self, paper_codes: Iterable[str]) -> dict[str, list[str]]:
        """Give which papers each kind answers, for the papers of a procedure that may be reused."""
        found: dict[str, list[str]] = {}
        for code in paper_codes:
            kind = self.of_paper(code)
            if kind is not None:
                found.setdefault(kind.code, []).append(code)
        return found


def valid_until(start: date, months: int) -> date | None:
    """Give the first day a paper no longer holds, some months after its start; 0 has no end.

    The same day of a later month, or the first of the month after when that month is shorter.

    >>> valid_until(date(2021, 8, 31), 6)
    datetime.date(2022, 3, 1)
    """
    if months == 0:
        return None
    years, month = divmod(start.month - 1 + months, 12)
    try:
        return date(start.year + years, month + 1, start.day)
    except ValueError:
        later_years, later_month = divmod(month + 1, 12)
        return date(start.year + years + later_years, later_month + 1, 1)


#: Nobody is told of what ran out longer ago: the news would be history.
NEWS_OF_EXPIRY_DAYS = 14


def reminder_due(*, days_left: int, thresholds: Iterable[int], told: int | None) -> int | None:
    """Give the threshold (days) the owner is to be told of now, 0 for what ran out; or ``None``.

    ``days_left`` counts the days the paper still holds, today included; ``told`` is the threshold
    told last. Each is told once, and thresholds jumped over are not told after.
    """
    if days_left <= 0:
        reached = 0 if days_left > -NEWS_OF_EXPIRY_DAYS else None
    else:
        reached = min((days for days in thresholds if days_left <= days), default=None)
    if reached is None or (told is not None and told <= reached):
        return None
    return reached


def is_ending(days_left: int, thresholds: Iterable[int]) -> bool:
    """Tell whether a paper that still holds is about to run out (sắp hết hạn)."""
    return 0 < days_left <= max(thresholds, default=0)


def reason_not_offered(
    *, state: str, valid_from: date, valid_to: date | None, is_revoked_at_source: bool, on: date
) -> Reason:
    """Tell why a paper may not be used again on a day; the empty reason means it may.

    Revocation outweighs replacement, replacement outweighs time: the strongest reason is told.
    """
    if state == Reason.REVOKED or is_revoked_at_source:
        return Reason.REVOKED
    if state == Reason.SUPERSEDED:
        return Reason.SUPERSEDED
    if valid_to is not None and on >= valid_to:
        return Reason.EXPIRED
    return Reason.NOT_YET if on < valid_from else Reason.NONE


def kept_facts(kind: PaperKind, answers: Mapping[str, Any]) -> dict[str, str]:
    """Give the answers a kind keeps as data, as text; what is missing or empty is left out."""
    found = {name: answers.get(answer) for name, answer in kind.facts.items()}
    return {name: str(value) for name, value in found.items() if value not in (None, "", False)}
