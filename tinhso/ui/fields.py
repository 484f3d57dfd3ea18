"""Turns a field of a Django form into the value our components draw."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from tinhso.core.money import NotAnAmount, format_number, parse_vnd
from tinhso.ui.components import DatePart, ErrorLink, FieldView, Option

NO_DATE = ("", "", "")
DATE_SUFFIXES = ("day", "month", "year")


class DateInputs(forms.Widget):
    """Three inputs for day, month and year, as people write a date."""

    def value_from_datadict(
        self, data: Mapping[str, Any], files: object, name: str
    ) -> tuple[str, str, str] | None:
        """Read the three inputs as they were typed; none filled gives ``None``."""
        day, month, year = (str(data.get(f"{name}-{part}", "")).strip() for part in DATE_SUFFIXES)
        return (day, month, year) if any((day, month, year)) else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: object, name: str) -> bool:
        """Tell whether the form was sent without this date."""
        return all(f"{name}-{part}" not in data for part in DATE_SUFFIXES)

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Point to the first input."""
        return f"{id_}-day"


class DateField(forms.DateField):
    """A date typed as day, month, year."""

    widget = DateInputs

    def to_python(self, value: Any) -> dt.date | None:
        """Make a date of the three texts.

        :raises forms.ValidationError: when no such day exists.
        """
        if not isinstance(value, tuple):
            return super().to_python(value)
        try:
            day, month, year = (int(part) for part in value)
            return dt.date(year, month, day)
        except ValueError as error:
            raise forms.ValidationError(
                _("Nhập một ngày có thật, ví dụ 27 3 2020."), code="invalid"
            ) from error


class AmountField(forms.CharField):
    """An amount in đồng, written with or without dots."""

    def prepare_value(self, value: Any) -> Any:
        """Show a number with its dots, and what was typed as it was typed."""
        return format_number(value) if isinstance(value, int) else value

    def clean(self, value: str | None) -> int | None:
        """Give the amount; nothing for an empty optional answer."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_vnd(text)
        except NotAnAmount as refusal:
            raise forms.ValidationError(refusal.message) from refusal


def date_parts(id_: str, name: str, value: tuple[str, str, str]) -> tuple[DatePart, ...]:
    """Give the three inputs of a date with the values typed in them."""
    labels = (_("Ngày"), _("Tháng"), _("Năm"))
    return tuple(
        DatePart(f"{name}-{part}", f"{id_}-{part}", label, text, 4 if part == "year" else 2)
        for part, label, text in zip(DATE_SUFFIXES, labels, value, strict=True)
    )


def typed_date(value: object) -> tuple[str, str, str]:
    """Give day, month and year of a date, an ISO text or what was typed."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, str) and value:
        try:
            value = dt.date.fromisoformat(value)
        except ValueError:
            return NO_DATE
    if isinstance(value, dt.date):
        return str(value.day), str(value.month), str(value.year)
    return NO_DATE


_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (DateInputs, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.CheckboxInput, "checkbox"),
    (forms.FileInput, "file"),
)


def _kind(widget: forms.Widget) -> str:
    return next((kind for widget_type, kind in _KINDS if isinstance(widget, widget_type)), "input")


def _options(bound: BoundField) -> tuple[Option, ...]:
    widget = bound.field.widget
    if not isinstance(widget, forms.widgets.ChoiceWidget):
        return ()
    if type(widget) is forms.Select:
        flat = list(widget.choices)
        if not any(isinstance(label, list | tuple) for _value, label in flat):
            return _flat_options(flat, widget.format_value(bound.value()))
    found = (option for _name, group, _index in _groups(bound) for option in group)
    return tuple(
        Option(str(o["value"]), str(o["label"]), is_selected=bool(o["selected"])) for o in found
    )


def _flat_options(choices: list[tuple[Any, Any]], value: Sequence[str]) -> tuple[Option, ...]:
    """Give the choices of a list without groups; Django's way costs a dictionary a choice."""
    named = [("" if key is None else str(key), str(label)) for key, label in choices]
    chosen = next((n for n, (key, _label) in enumerate(named) if key in value), None)
    return tuple(
        Option(key, label, is_selected=n == chosen) for n, (key, label) in enumerate(named)
    )


def _groups(bound: BoundField) -> list[tuple[str | None, list[dict[str, object]], int]]:
    widget = bound.field.widget
    value = widget.format_value(bound.value())
    groups: list[tuple[str | None, list[dict[str, object]], int]] = widget.optgroups(
        bound.html_name, value
    )
    return groups


def _first_id(bound: BoundField, kind: str) -> str:
    base = bound.auto_id or f"id_{bound.html_name}"
    if kind in {"radios", "checkboxes"}:
        return f"{base}-0"
    return f"{base}-day" if kind == "date" else base


def _is_kept_back(widget: forms.Widget, kind: str) -> bool:
    """Tell whether what was typed never goes back to the page: files, and passwords."""
    return kind == "file" or not getattr(widget, "render_value", True)


def field_view(bound: BoundField) -> FieldView:
    """Describe a field of a form, with its value as typed and its first error."""
    widget = bound.field.widget
    kind = _kind(widget)
    base = bound.auto_id or f"id_{bound.html_name}"
    value = bound.value()
    attrs = widget.attrs
    is_date = kind == "date"
    return FieldView(
        id=_first_id(bound, kind),
        name=bound.html_name,
        label=str(bound.label),
        kind=kind,
        hint=str(bound.help_text),
        error=str(bound.errors[0]) if bound.errors else "",
        value="" if value is None or is_date or _is_kept_back(widget, kind) else str(value),
        options=_options(bound),
        date_parts=date_parts(base, bound.html_name, typed_date(value)) if is_date else (),
        input_type=getattr(widget, "input_type", "text"),
        input_mode=str(attrs.get("inputmode", "")),
        autocomplete=str(attrs.get("autocomplete", "")),
        accept=str(attrs.get("accept", "")),
        is_captured=bool(attrs.get("capture", False)),
        is_multiple=bool(attrs.get("multiple", False)),
        rows=int(attrs.get("rows", 5)),
        width=int(attrs.get("size", 0)),
        max_length=getattr(bound.field, "max_length", None) or 0,
        is_optional=not bound.field.required,
    )


def error_links(form: forms.BaseForm) -> list[ErrorLink]:
    """List the errors of a form, each leading to the first input of its question.

    Words that say nothing by themselves ("this field is required"), and words said of several
    questions, name their question.
    """
    general = [ErrorLink("#main", str(error)) for error in form.non_field_errors()]
    views = [field_view(bound) for bound in form.visible_fields() if bound.errors]
    said = Counter(view.error for view in views)
    said[str(forms.Field.default_error_messages["required"])] += 1
    return general + [
        ErrorLink(
            f"#{view.id}", f"{view.label}: {view.error}" if said[view.error] > 1 else view.error
        )
        for view in views
    ]
