"""What a case costs: decision tables of fees with exemptions, and why the amount is what it is.

A table gives an answer for every question: each line ends with a rate that always applies. Amounts
are whole đồng; a share of a value is rounded down, a reduction up, both in the payer's favour.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

PER_100000 = 100_000
WHOLE = 100


class Policy(StrEnum):
    """Which of several that apply count."""

    FIRST_MATCH = "FIRST_MATCH"
    SUM = "SUM"


@dataclass(frozen=True, slots=True)
class FeeQuestion:
    """For what a fee is asked.

    :param channel: ``ONLINE``, ``COUNTER`` or ``POST``.
    :param on: the day of filing; rows and exemptions hold for periods.
    :param kinds: kinds of person the payer is of, such as ``POOR_HOUSEHOLD``.
    :param case_kind: code of the procedure's case (trường hợp), if it has any.
    :param quantities: how many copies or pages, or a value in đồng, by name.
    """

    channel: str
    on: date
    kinds: frozenset[str] = frozenset()
    case_kind: str = ""
    quantities: Mapping[str, int] = field(default_factory=dict)

    def quantity(self, name: str) -> int:
        """Give a quantity, never below zero; one that nobody gave is one."""
        return max(0, self.quantities.get(name, 1))


@dataclass(frozen=True, slots=True)
class Source:
    """The law a number rests on, and how sure we are of it."""

    basis: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Period:
    """When something holds; the last day is exclusive. Without a first day it holds always."""

    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        """Tell whether the period holds on a day."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class Condition:
    """When a row applies; an empty part asks nothing."""

    channels: frozenset[str] = frozenset()
    case_kinds: frozenset[str] = frozenset()
    period: Period = Period()
    at_least: Mapping[str, int] = field(default_factory=dict)
    at_most: Mapping[str, int] = field(default_factory=dict)

    def applies(self, question: FeeQuestion) -> bool:
        """Tell whether the row applies to a question."""
        return (
            (not self.channels or question.channel in self.channels)
            and (not self.case_kinds or question.case_kind in self.case_kinds)
            and self.period.holds(question.on)
            and all(question.quantity(name) >= least for name, least in self.at_least.items())
            and all(question.quantity(name) <= most for name, most in self.at_most.items())
        )


@dataclass(frozen=True, slots=True)
class Tier:
    """One price a unit, up to a number of units (``None``: all that remain)."""

    up_to: int | None
    amount_vnd: int


@dataclass(frozen=True, slots=True)
class Rate:
    """How an amount is reckoned: a fixed part, tiers a unit, a share of a value, bounds, times.

    Bounds hold before multiplying: "at most 200,000 đồng a copy" is ``cap_vnd`` with ``times``.
    """

    fixed_vnd: int = 0
    unit: str = ""
    tiers: tuple[Tier, ...] = ()
    share_of: str = ""
    share_per_100000: int = 0
    floor_vnd: int = 0
    cap_vnd: int | None = None
    times: str = ""

    @property
    def names(self) -> frozenset[str]:
        """Give the quantities the rate asks for."""
        return frozenset(name for name in (self.unit, self.share_of, self.times) if name)

    def amount(self, question: FeeQuestion) -> int:
        """Give the amount in đồng, never below zero."""
        each = self.fixed_vnd + self._by_unit(question) + self._by_value(question)
        each = max(each, self.floor_vnd)
        each = each if self.cap_vnd is None else min(each, self.cap_vnd)
        return each * (question.quantity(self.times) if self.times else 1)

    def _by_unit(self, question: FeeQuestion) -> int:
        if not self.unit:
            return 0
        wanted, counted, total = question.quantity(self.unit), 0, 0
        for tier in self.tiers:
            last = wanted if tier.up_to is None else min(wanted, tier.up_to)
            total += max(0, last - counted) * tier.amount_vnd
            counted = max(counted, last)
        return total

    def _by_value(self, question: FeeQuestion) -> int:
        if not self.share_of:
            return 0
        return question.quantity(self.share_of) * self.share_per_100000 // PER_100000


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a decision table."""

    rate: Rate
    source: Source
    when: Condition = Condition()
    note: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One fee (phí) or charge (lệ phí) of a procedure; ``otherwise`` applies when no row does."""

    code: str
    name: Mapping[str, str]
    otherwise: Row
    rows: tuple[Row, ...] = ()
    policy: Policy = Policy.FIRST_MATCH

    @property
    def is_charged(self) -> bool:
        """Tell whether the line may cost anything at all."""
        rates = [row.rate for row in (*self.rows, self.otherwise)]
        return any(rate.fixed_vnd or rate.unit or rate.share_of for rate in rates)

    def matched(self, question: FeeQuestion) -> tuple[Row, ...]:
        """Give the rows that count, at least one."""
        found = tuple(row for row in self.rows if row.when.applies(question))
        if not found:
            return (self.otherwise,)
        return found if self.policy is Policy.SUM else found[:1]


@dataclass(frozen=True, slots=True)
class Exemption:
    """Who pays nothing or less (miễn, giảm); no ``kind`` means whoever files that way."""

    code: str
    name: Mapping[str, str]
    percent: int
    source: Source
    kind: str = ""
    lines: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    period: Period = Period()

    def applies(self, line: Line, question: FeeQuestion) -> bool:
        """Tell whether the exemption lowers a line."""
        return (
            (not self.kind or self.kind in question.kinds)
            and (not self.lines or line.code in self.lines)
            and (not self.channels or question.channel in self.channels)
            and self.period.holds(question.on)
        )


@dataclass(frozen=True, slots=True)
class Quantity:
    """Where a quantity comes from: an answer of the form, and what holds without one.

    A quantity without an answer (``answer`` empty) is found out by the officer who appraises.
    """

    answer: str = ""
    default: int = 1


@dataclass(frozen=True, slots=True)
class FeeTable:
    """All lines of a procedure version, who is exempt, and where quantities come from."""

    lines: tuple[Line, ...]
    exemptions: tuple[Exemption, ...] = ()
    policy: Policy = Policy.SUM
    known_quantities: Mapping[str, Quantity] = field(default_factory=dict)

    def quantities_in(self, answers: Mapping[str, object]) -> dict[str, int]:
        """Give every quantity the amount depends on, from the answers of a form."""
        found = {name: self.known_quantities.get(name, Quantity()) for name in self.quantities}
        return {
            name: _whole_or(answers.get(quantity.answer), quantity.default)
            for name, quantity in found.items()
        }

    @property
    def exemptions_that_count(self) -> tuple[Exemption, ...]:
        """Give the exemptions that may lower something: a line they hold for may cost money."""
        charged = {line.code for line in self.lines if line.is_charged}
        return tuple(each for each in self.exemptions if charged & (each.lines or charged))

    @property
    def quantities(self) -> tuple[str, ...]:
        """Give the names of every quantity an amount may depend on."""
        rows = [row for line in self.lines for row in (*line.rows, line.otherwise)]
        names = {name for row in rows for name in row.rate.names}
        names |= {name for row in rows for name in (*row.when.at_least, *row.when.at_most)}
        return tuple(sorted(names))


def _whole_or(answer: object, default: int) -> int:
    is_whole = isinstance(answer, int) and not isinstance(answer, bool)
    return max(0, answer) if is_whole and isinstance(answer, int) else default


@dataclass(frozen=True, slots=True)
class AssessedLine:
    """What one line costs: before and after exemption, by which rows and which law."""

    code: str
    name: Mapping[str, str]
    gross_vnd: int
    amount_vnd: int
    rows: tuple[Row, ...]
    exemption: Exemption | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a question costs, line by line; every table gives one for every question."""

    question: FeeQuestion
    lines: tuple[AssessedLine, ...]

    @property
    def total_vnd(self) -> int:
        """Give the sum to pay, in đồng."""
        return sum(line.amount_vnd for line in self.lines)

    @property
    def gross_vnd(self) -> int:
        """Give the sum before exemptions, in đồng."""
        return sum(line.gross_vnd for line in self.lines)


def assess(table: FeeTable, question: FeeQuestion) -> Assessment:
    """Give what a question costs and why.

    A table of ``FIRST_MATCH`` counts its first line with an amount before exemption only.
    """
    lines = tuple(_assess_line(table, line, question) for line in table.lines)
    if table.policy is Policy.FIRST_MATCH:
        lines = tuple(line for line in lines if line.gross_vnd)[:1] or lines[:1]
    return Assessment(question, lines)


def _assess_line(table: FeeTable, line: Line, question: FeeQuestion) -> AssessedLine:
    rows = line.matched(question)
    gross = sum(row.rate.amount(question) for row in rows)
    exemption = _best_exemption(table, line, question) if gross else None
    percent = exemption.percent if exemption else 0
    reduced = -(-gross * percent // WHOLE)
    return AssessedLine(line.code, line.name, gross, gross - reduced, rows, exemption)


def _best_exemption(table: FeeTable, line: Line, question: FeeQuestion) -> Exemption | None:
    """Give the exemption that lowers the line most; of equal ones the first."""
    found = [each for each in table.exemptions if each.applies(line, question)]
    return max(found, key=lambda each: each.percent, default=None)
