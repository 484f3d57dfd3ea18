"""A form for one row of a content, or for its single values, made from the workbook's columns."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.procedures.gateways.cells import Row, cells_of, content_of
from tinhso.procedures.gateways.columns import IN_ENGLISH, OPTIONAL_WORDS, Column, Form
from tinhso.ui.fields import DateField

Choices = Mapping[str, Sequence[tuple[str, str]]]
CODE = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$",
    gettext_lazy("Mã chỉ gồm chữ thường không dấu, chữ số và gạch nối, ví dụ giay-chung-sinh."),
)
_LONG = re.compile(
    r"(help|note|name|summary|subjects|conditions|result|partial_reason)\.|^(vi|en)$"
)
_DATES = re.compile(r"_on$|^valid_")


class RowForm(forms.Form):
    """Values by column; a choice column takes its options from ``choices`` by path.

    ``taken`` are codes other rows have already.
    """

    def __init__(
        self,
        data: QueryDict | None,
        columns: Sequence[Column],
        choices: Choices,
        *,
        row: Mapping[str, Any] | None = None,
        taken: Sequence[str] = (),
    ) -> None:
        self._columns, self._taken = columns, taken
        super().__init__(data, initial=self._initial(row, choices) if row else None)
        for column in columns:
            self.fields[name_of(column)] = _field(column, choices)

    def _initial(self, row: Mapping[str, Any], choices: Choices) -> dict[str, Any]:
        cells = cells_of(row, self._columns)
        return {
            name_of(column): str(cells[column.path]).splitlines()
            if column.form is Form.LINES and column.path in choices
            else cells[column.path]
            for column in self._columns
        }

    def clean(self) -> dict[str, Any]:
        """Refuse a code another row has, and words given in one language only."""
        for column in self._columns:
            name = name_of(column)
            value = self.cleaned_data.get(name)
            if column.path in {"code", "channel", "number"} and value in self._taken:
                self.add_error(name, _("Đã có mục mang mã này. Hãy dùng mã khác."))
            if column.path.endswith(".vi"):
                self._check_pair(name, name_of_path(column.path[:-2] + "en"))
        return self.cleaned_data

    def _check_pair(self, vietnamese: str, english: str) -> None:
        said = [bool(self.cleaned_data.get(name)) for name in (vietnamese, english)]
        if said[0] != said[1] and not self.errors.keys() & {vietnamese, english}:
            missing = english if said[0] else vietnamese
            self.add_error(missing, _("Ghi cả tiếng Việt và tiếng Anh, hoặc bỏ trống cả hai."))

    def row(self) -> Row:
        """Give the values in the content's shape, once the form is valid."""
        return content_of(
            {column.path: self._cell(column) for column in self._columns}, self._columns
        )

    def _cell(self, column: Column) -> Any:
        value = self.cleaned_data[name_of(column)]
        if isinstance(value, list):
            return "\n".join(value)
        if column.form is Form.LINES:
            return "\n".join(dict.fromkeys(str(value).splitlines()))
        return "" if value is None else value


def name_of(column: Column) -> str:
    """Give the name of a column's field."""
    return name_of_path(column.path)


def name_of_path(path: str) -> str:
    """Give the name of the field of a path in the content: ``name.vi`` is ``name__vi``."""
    return path.strip(".").replace(".", "__")


# What a workbook's heading says of its lines says nothing where boxes are ticked.
_ONE_A_LINE = re.compile(r" \([^)]*\)$")


def _label(column: Column) -> str:
    if column.heading.endswith(IN_ENGLISH):
        return _("%(name)s (tiếng Anh)") % {"name": _(column.heading.removesuffix(IN_ENGLISH))}
    return _(column.heading)


def _field(column: Column, choices: Choices) -> forms.Field:
    label = _label(column)
    if column.path in choices:
        return _choice(column, choices[column.path], label)
    if column.form is Form.NUMBER:
        return forms.IntegerField(label=label, min_value=0, max_value=10**12)
    if column.form is Form.TRUTH:
        return forms.BooleanField(label=label, required=False)
    if _DATES.search(column.path):
        return _date(column, label)
    return _text(column, label)


def _choice(column: Column, options: Sequence[tuple[str, str]], label: str) -> forms.Field:
    if column.form is Form.LINES:
        return forms.MultipleChoiceField(
            label=_ONE_A_LINE.sub("", label),
            choices=options,
            required=column.path == "accept",
            widget=forms.CheckboxSelectMultiple,
        )
    is_optional = column.form is Form.OPTIONAL
    empty = [("", _("Không có"))] if is_optional else []
    return forms.ChoiceField(label=label, choices=[*empty, *options], required=not is_optional)


def _date(column: Column, label: str) -> forms.Field:
    return DateField(label=label, required=column.form is not Form.OPTIONAL)


def _text(column: Column, label: str) -> forms.Field:
    root = column.path.split(".")[0]
    is_optional = column.form in {Form.OPTIONAL, Form.LINES} or root in OPTIONAL_WORDS
    is_long = column.form is Form.LINES or bool(_LONG.search(column.path.strip(".")))
    rows = 4 if column.form is Form.LINES else 2
    widget = forms.Textarea(attrs={"rows": rows}) if is_long else forms.TextInput()
    return forms.CharField(
        label=label,
        required=not is_optional,
        max_length=4000,
        widget=widget,
        validators=[CODE] if column.path == "code" else [],
    )
