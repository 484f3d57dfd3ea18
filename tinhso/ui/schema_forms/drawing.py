"""Turns questions and answers into the values our components draw."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tinhso.ui.components import ErrorLink, FieldView, Option
from tinhso.ui.fields import date_parts
from tinhso.ui.schema_forms.parsing import date_as_typed
from tinhso.ui.schema_forms.questions import Answers, Areas, Question

_KINDS = {
    "textarea": "textarea",
    "date": "date",
    "radio": "radios",
    "select": "select",
    "area": "select",
    "checkbox": "checkbox",
}
_INPUT_TYPES = {"phone": "tel", "email": "email"}
_INPUT_MODES = {"number": "numeric", "money": "numeric", "identity_number": "numeric"}
_WIDTHS = {"number": 10, "money": 10, "phone": 20, "identity_number": 20}


@dataclass(frozen=True, slots=True)
class PageView:
    """One page ready to be drawn."""

    code: str
    title: str
    help: str
    fields: tuple[FieldView, ...]
    errors: tuple[ErrorLink, ...]


def field_view(question: Question, answers: Answers, error: str, areas: Areas | None) -> FieldView:
    """Describe a question with its answer as typed and its error."""
    base, widget = f"id_{question.name}", question.widget
    answer = answers.get(question.name)
    is_date = widget == "date"
    return FieldView(
        id=f"{base}-day" if is_date else base,
        name=question.name,
        label=question.label,
        kind=_KINDS.get(widget, "input"),
        hint=question.help,
        error=error,
        value="" if is_date else as_typed(answer),
        options=_options(question, answer, areas),
        date_parts=date_parts(base, question.name, date_as_typed(answer)) if is_date else (),
        input_type=_INPUT_TYPES.get(widget, "text"),
        input_mode="decimal" if question.type == "number" else _INPUT_MODES.get(widget, ""),
        autocomplete=str(question.schema.get("x-autocomplete", "")),
        suffix=_("đồng") if widget == "money" else "",
        width=_WIDTHS.get(widget, 0),
        is_optional=_is_marked_optional(question),
        is_spellchecked=widget == "textarea",
    )


def _is_marked_optional(question: Question) -> bool:
    """Tell whether "optional" follows the label: not where the label itself says "(if any)"."""
    says_so = re.search(r"\((nếu|if) [^)]*\)$", question.label)
    return question.is_optional and question.widget != "checkbox" and not says_so


def as_typed(answer: object) -> str:
    """Give an answer as the text of an input; decimals with a comma, as read back."""
    if answer is None or answer is False:
        return ""
    if answer is True:
        return "on"
    if isinstance(answer, float):
        return f"{answer:.12f}".rstrip("0").rstrip(".").replace(".", ",")
    return str(answer)


def error_links(fields: tuple[FieldView, ...]) -> tuple[ErrorLink, ...]:
    """List the errors of a page, each leading to the first input of its question."""
    return tuple(ErrorLink(f"#{field.id}", field.error) for field in fields if field.error)


def _options(question: Question, answer: object, areas: Areas | None) -> tuple[Option, ...]:
    if question.widget == "area":
        known: Mapping[str, str] = areas() if areas else {}
        return _listed([*known.items()], answer)
    if question.widget == "select":
        return _listed(question.choices, answer)
    return tuple(Option(value, label, "", value == answer) for value, label in question.choices)


def _listed(choices: list[tuple[str, str]], answer: object) -> tuple[Option, ...]:
    nothing = Option("", _("Chọn trong danh sách"), "", not answer)
    return (nothing, *(Option(value, label, "", value == answer) for value, label in choices))
