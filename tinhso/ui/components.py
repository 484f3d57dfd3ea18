"""What components are fed with: small frozen values any slice can build."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Tone(StrEnum):
    """The colour family of a tag, a banner or a number; words always say the same."""

    NEUTRAL = "neutral"
    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"


class State(StrEnum):
    """Where one step of a path stands."""

    DONE = "done"
    CURRENT = "current"
    UPCOMING = "upcoming"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of radios, checkboxes or a list."""

    value: str
    label: str
    hint: str = ""
    is_selected: bool = False


@dataclass(frozen=True, slots=True)
class DatePart:
    """One of the three inputs of a date."""

    name: str
    id: str
    label: str
    value: str
    width: int


@dataclass(frozen=True, slots=True)
class FieldView:
    """One question as drawn: its words, its value as typed, and its error.

    ``kind`` names the drawing: input, textarea, date, radios, checkboxes, checkbox, select, file.
    ``id`` is the id of the first input: what a link of the error summary points to. A field with
    ``locked_text`` is shown as that text and cannot be typed; ``locked_url`` puts it right.
    """

    id: str
    name: str
    label: str
    kind: str = "input"
    hint: str = ""
    error: str = ""
    value: str = ""
    options: tuple[Option, ...] = ()
    date_parts: tuple[DatePart, ...] = ()
    input_type: str = "text"
    input_mode: str = ""
    autocomplete: str = ""
    accept: str = ""
    suffix: str = ""
    width: int = 0
    max_length: int = 0
    max_bytes: int = 0
    rows: int = 5
    is_optional: bool = False
    is_multiple: bool = False
    is_heading: bool = False
    is_spellchecked: bool = False
    is_captured: bool = False
    locked_text: str = ""
    locked_url: str = ""

    @property
    def described_by(self) -> str:
        """Give the ids of the hint and the error, for ``aria-describedby``."""
        ids = [f"{self.id}-hint"] * bool(self.hint) + [f"{self.id}-error"] * bool(self.error)
        return " ".join(ids)


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """One line of the error summary, leading to the first input of its question."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One answer of a list to check, with the link that changes it."""

    label: str
    value: str
    change_url: str = ""
    is_multiline: bool = False


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened or will happen to a case."""

    title: str
    state: State = State.DONE
    at: datetime | None = None
    by: str = ""
    note: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StepItem:
    """One step of a list of steps, with a link when it can be opened."""

    title: str
    state: State = State.UPCOMING
    url: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class TabItem:
    """One tab: a link to the same page showing another part."""

    label: str
    url: str
    is_current: bool = False
    item_count: int | None = None


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the path to this page."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``sort_url`` makes its heading a link that orders the rows."""

    label: str
    is_numeric: bool = False
    sort_url: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: a text or ready HTML (a ``SafeString``), with a link if wanted."""

    text: object
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; on a phone each row becomes a card."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    is_caption_hidden: bool = False

    @property
    def lines(self) -> list[list[tuple[Column, Cell]]]:
        """Give each row as pairs of column and cell, for drawing."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: its number and how the number is written."""

    label: str
    value: float
    text: str
    tone: Tone = Tone.INFO


@dataclass(frozen=True, slots=True)
class Filter:
    """One choice of a filter panel, a list unless it has no options (then a text)."""

    name: str
    label: str
    value: str = ""
    options: tuple[Option, ...] = field(default_factory=tuple)
