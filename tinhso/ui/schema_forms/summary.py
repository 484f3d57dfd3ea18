"""Writes answers the way people read them, for the page where everything is checked."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tinhso.core.money import format_vnd
from tinhso.ui.components import SummaryRow
from tinhso.ui.schema_forms.drawing import as_typed
from tinhso.ui.schema_forms.questions import Areas, Question


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """The answers of one page, with the address that changes them."""

    code: str
    title: str
    change_url: str
    rows: tuple[SummaryRow, ...]


def in_words(question: Question, answer: object, areas: Areas | None = None) -> str:
    """Give an answer as a person reads it: labels of choices, dates day first, money grouped."""
    if answer is None:
        return ""
    if question.type == "boolean":
        return _("Có") if answer is True else _("Không")
    if question.widget == "area":
        return (areas() if areas else {}).get(str(answer), str(answer))
    if question.choices:
        return dict(question.choices).get(str(answer), str(answer))
    if question.widget == "date":
        return _day_first(str(answer))
    if question.widget == "money" and isinstance(answer, int):
        return format_vnd(answer)
    return as_typed(answer)


def _day_first(text: str) -> str:
    try:
        return dt.date.fromisoformat(text).strftime("%d/%m/%Y")
    except ValueError:
        return text
