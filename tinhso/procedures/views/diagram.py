"""The internal process as a picture: steps from top to bottom, who does them, how long."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tinhso.procedures.api import ProcedureVersion
from tinhso.procedures.views.presentation import deciding_words, words

WIDTH = 340
_LEFT = 52
_LINE = 18
_GAP = 22
_LETTERS = 38
_BAR = WIDTH - _LEFT - 4
HOURS_PER_DAY = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text in the picture, by its base line."""

    y: int
    text: str
    is_name: bool


@dataclass(frozen=True, slots=True)
class Node:
    """One step in the picture; lengths in the picture's own units."""

    number: int
    top: int
    height: int
    lines: tuple[Line, ...]
    bar_y: int
    bar_length: int
    is_last: bool

    @property
    def middle(self) -> int:
        """Give the height of the step's number."""
        return self.top + 16


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step as said in the table: name, who, where, hours."""

    name: str
    role: str
    agency: str
    hours: int
    time: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """A process as table and picture, with its total in words."""

    rows: tuple[StepRow, ...]
    nodes: tuple[Node, ...]
    height: int
    total: str
    width: int = WIDTH


def draw_process(version: ProcedureVersion, steps: Sequence[Mapping[str, Any]]) -> Diagram:
    """Give the picture and table of a process; each step's bar is its share of the hours."""
    rows = tuple(_row(version, step) for step in steps)
    longest = max((row.hours for row in rows), default=0) or 1
    nodes, top = [], 4
    for number, row in enumerate(rows, 1):
        node = _node(number, row, top, longest=longest, is_last=number == len(rows))
        nodes.append(node)
        top += node.height + _GAP
    total = sum(row.hours for row in rows)
    return Diagram(rows, tuple(nodes), top - _GAP + 8, time_words(total))


def role_names() -> dict[str, str]:
    """Give the words for each role of a process."""
    return {
        "CLERK": _("Cán bộ một cửa"),
        "SPECIALIST": _("Chuyên viên"),
        "HEAD_OF_UNIT": _("Trưởng phòng"),
        "LEADER": _("Lãnh đạo"),
        "REGISTRAR": _("Văn thư"),
    }


def time_words(hours: int) -> str:
    """Say working hours, with the days they make: ``168 giờ (21 ngày làm việc)``."""
    said = ngettext("%(n)s giờ", "%(n)s giờ", hours) % {"n": hours}
    if hours < HOURS_PER_DAY or hours % HOURS_PER_DAY:
        return said
    days = hours // HOURS_PER_DAY
    in_days = ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", days) % {"n": days}
    return f"{said} ({in_days})"


def _row(version: ProcedureVersion, step: Mapping[str, Any]) -> StepRow:
    is_at_counter = step["role"] == "CLERK"
    return StepRow(
        name=words(step["name"]),
        role=role_names().get(step["role"], step["role"]),
        agency=_("Bộ phận một cửa") if is_at_counter else deciding_words(version),
        hours=step["hours"],
        time=time_words(step["hours"]),
    )


def _node(number: int, row: StepRow, top: int, *, longest: int, is_last: bool) -> Node:
    texts = [(text, True) for text in wrap(row.name, _LETTERS)]
    texts += [(text, False) for text in wrap(f"{row.role} · {row.time}", _LETTERS + 4)]
    lines = tuple(
        Line(top + 14 + at * _LINE, text, is_name) for at, (text, is_name) in enumerate(texts)
    )
    height = len(lines) * _LINE + 14
    bar = round(_BAR * row.hours / longest)
    return Node(number, top, height, lines, top + height - 10, bar, is_last)
