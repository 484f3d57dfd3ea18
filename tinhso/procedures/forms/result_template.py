"""A result template as forms: its head, its lines, what the specialist fills in besides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tinhso.procedures.rules import has_stray_braces, unknown_values
from tinhso.ui.components import ErrorLink, FieldView
from tinhso.ui.fields import field_view

PARAGRAPH, FIELD = "paragraph", "field"
KINDS = (
    ("certificate", gettext_lazy("Giấy chứng nhận, giấy xác nhận")),
    ("decision", gettext_lazy("Quyết định")),
    ("extract", gettext_lazy("Trích lục")),
    ("licence", gettext_lazy("Giấy phép")),
    ("notice", pgettext_lazy("paper", "Thông báo")),
)
LINE_TYPES = (
    (FIELD, gettext_lazy("Mục có nhãn")),
    (PARAGRAPH, gettext_lazy("Đoạn văn")),
)
WIDGETS = (
    ("text", gettext_lazy("Một dòng")),
    ("textarea", gettext_lazy("Nhiều dòng")),
)
_SIGNERS = (
    ("LEADER", gettext_lazy("Lãnh đạo cơ quan")),
    ("HEAD_OF_UNIT", gettext_lazy("Trưởng đơn vị")),
)
_NAME = RegexValidator(
    r"^[a-z][a-z0-9_]*$",
    gettext_lazy("Mã chỉ gồm chữ thường không dấu, chữ số và gạch dưới, ví dụ register_number."),
)
_BLANK_LINES, _BLANK_FIELDS = 2, 1


class RowOfPage(forms.Form):
    """A form of the page; that an empty row may be left empty goes without saying."""

    @property
    def views(self) -> list[FieldView]:
        """Give the questions as the page draws them."""
        return [replace(field_view(bound), is_optional=False) for bound in self]


class HeadForm(RowOfPage):
    """What stands above and below the lines."""

    kind = forms.ChoiceField(label=gettext_lazy("Loại văn bản"), choices=KINDS)
    title = forms.CharField(label=gettext_lazy("Tên văn bản"), max_length=200)
    document_type_abbreviation = forms.CharField(
        label=gettext_lazy("Viết tắt trong số, ký hiệu"), max_length=8
    )
    signer_role = forms.ChoiceField(label=gettext_lazy("Người ký"), choices=_SIGNERS)


class LineForm(RowOfPage):
    """One line: a label with its value, or a paragraph. Left empty, the line goes."""

    position = forms.IntegerField(label=gettext_lazy("Thứ tự"), min_value=1, max_value=999)
    type = forms.ChoiceField(label=gettext_lazy("Kiểu dòng"), choices=LINE_TYPES)
    label = forms.CharField(label=gettext_lazy("Nhãn"), max_length=200, required=False)
    text = forms.CharField(
        label=gettext_lazy("Nội dung"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    known: Mapping[str, str] = {}

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is written in the line: it is taken away."""
        return not (self["label"].value() or self["text"].value())

    def clean(self) -> dict[str, Any]:
        """Refuse a line without its words, and values nobody can fill in."""
        if self.is_empty:
            return self.cleaned_data
        if self.cleaned_data.get("type") == FIELD and not self.cleaned_data.get("label"):
            self.add_error("label", _("Mục có nhãn cần nhãn."))
        text = self.cleaned_data.get("text", "")
        if not text and "text" not in self.errors:
            self.add_error("text", _("Ghi nội dung của dòng, hoặc bỏ trống cả nhãn để bỏ dòng."))
        for name in unknown_values(text, self.known):
            self.add_error("text", _("Không có giá trị “%(name)s”.") % {"name": name})
        if has_stray_braces(text):
            self.add_error("text", _("Dấu {{ và }} phải đi thành cặp."))
        return self.cleaned_data

    def line(self) -> dict[str, str]:
        """Give the line as the template keeps it."""
        values = self.cleaned_data
        if values["type"] == PARAGRAPH:
            return {"type": PARAGRAPH, "text": values["text"]}
        return {"type": FIELD, "label": values["label"], "value": values["text"]}


class ExtraFieldForm(RowOfPage):
    """One thing the specialist fills in besides the applicant's answers."""

    code = forms.CharField(
        label=gettext_lazy("Mã"), max_length=60, required=False, validators=[_NAME]
    )
    title_vi = forms.CharField(label=gettext_lazy("Tên"), max_length=200, required=False)
    title_en = forms.CharField(
        label=gettext_lazy("Tên (tiếng Anh)"), max_length=200, required=False
    )
    widget = forms.ChoiceField(label=gettext_lazy("Cách nhập"), choices=WIDGETS)
    max_length = forms.IntegerField(
        label=gettext_lazy("Dài nhất (chữ)"), min_value=1, max_value=4000, initial=200
    )
    is_required = forms.BooleanField(label=gettext_lazy("Bắt buộc nhập"), required=False)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is written in the row: it is taken away."""
        return not any(self[name].value() for name in ("code", "title_vi", "title_en"))

    def clean(self) -> dict[str, Any]:
        """Refuse a row without code or names."""
        for name in () if self.is_empty else ("code", "title_vi", "title_en"):
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, _("Ghi mã và tên bằng hai thứ tiếng."))
        return self.cleaned_data

    def row(self, former: Mapping[str, Any]) -> dict[str, Any]:
        """Give the row as the template keeps it; what the page does not ask stays as it was."""
        values = self.cleaned_data
        asked = {
            "type": "string",
            "title": values["title_vi"],
            "x-title": {"vi": values["title_vi"], "en": values["title_en"]},
            "x-widget": values["widget"],
            "minLength": 1,
            "maxLength": values["max_length"],
        }
        before = former.get("property", {"x-help": None})
        least = min(int(before.get("minLength", 1)), values["max_length"])
        return {
            "code": values["code"],
            "is_required": values["is_required"],
            "property": {**before, **asked, "minLength": least},
        }


def is_simple(row: Mapping[str, Any]) -> bool:
    """Tell whether the page can show an extra field: a plain text, short or long."""
    asked = row["property"]
    return asked["type"] == "string" and asked.get("x-widget") in dict(WIDGETS)


class ResultTemplateForm:
    """The whole page: head, lines in order, extra fields; kept fields of other kinds stay."""

    def __init__(self, data: QueryDict | None, content: Mapping[str, Any]) -> None:
        self._former: Mapping[str, Any] = content["result_template"]
        extra = self._former.get("extra_fields", [])
        self._simple = [row for row in extra if is_simple(row)]
        self.others = [row for row in extra if not is_simple(row)]
        self.is_bound = data is not None
        head = {**self._former, "title": (self._former.get("title") or {}).get("vi", "")}
        self.head = HeadForm(data, initial=head)
        self.extra_fields = list(self._rows_of(data))
        self.lines = list(self._lines_of(data))

    def _lines_of(self, data: QueryDict | None) -> Iterator[LineForm]:
        body = self._former.get("body", [])
        count = _count(data, "lines") or len(body) + _BLANK_LINES
        for at in range(count):
            found = body[at] if at < len(body) else {"type": FIELD}
            initial = {
                "position": at + 1,
                "type": found["type"],
                "label": found.get("label", ""),
                "text": found.get("text") or found.get("value", ""),
            }
            yield LineForm(data, prefix=f"line-{at}", initial=initial)

    def _rows_of(self, data: QueryDict | None) -> Iterator[ExtraFieldForm]:
        count = _count(data, "extras") or len(self._simple) + _BLANK_FIELDS
        for at in range(count):
            initial = _initial(self._simple[at]) if at < len(self._simple) else {}
            yield ExtraFieldForm(data, prefix=f"extra-{at}", initial=initial)

    def is_valid(self, known: Mapping[str, str]) -> bool:
        """Check every form; lines may name the values known, and those of valid extra fields."""
        for line in self.lines:
            line.known = known
        forms_valid = [form.is_valid() for form in (self.head, *self.lines, *self.extra_fields)]
        codes = [row.cleaned_data.get("code") for row in self._written(self.extra_fields)]
        for row in self._written(self.extra_fields):
            if row.cleaned_data.get("code") and codes.count(row.cleaned_data["code"]) > 1:
                row.add_error("code", _("Đã có mục mang mã này. Hãy dùng mã khác."))
                return False
        return all(forms_valid)

    @staticmethod
    def _written(rows: Sequence[Any]) -> list[Any]:
        return [row for row in rows if not row.is_empty]

    def extra_rows(self) -> list[dict[str, Any]]:
        """Give the extra fields as sent, those that can be read, with those kept beside."""
        former = {row["code"]: row for row in self._simple}
        rows = [
            row.row(former.get(row.cleaned_data["code"], {}))
            for row in self._written(self.extra_fields)
            if row.is_valid()
        ]
        sent = {row["code"]: row for row in [*rows, *self.others]}
        before = [row["code"] for row in self._former.get("extra_fields", [])]
        kept = [sent.pop(code) for code in before if code in sent]
        return [*kept, *sent.values()]

    def template(self) -> dict[str, Any]:
        """Give the template as sent; what the page does not ask stays as it was."""
        head = self.head.cleaned_data
        lines = sorted(self._written(self.lines), key=lambda line: line.cleaned_data["position"])
        return {
            **self._former,
            "kind": head["kind"],
            "title": {"vi": head["title"]},
            "document_type_abbreviation": head["document_type_abbreviation"],
            "signer_role": head["signer_role"],
            "body": [line.line() for line in lines],
            "extra_fields": self.extra_rows(),
        }

    def error_links(self) -> list[ErrorLink]:
        """List what is wrong, each leading to its question."""
        return [
            ErrorLink(f"#{form[name].id_for_label}", f"{title}{form[name].label}: {error}")
            for title, form in self._named_forms()
            for name, errors in form.errors.items()
            for error in errors
        ]

    def _named_forms(self) -> Iterator[tuple[str, forms.Form]]:
        yield "", self.head
        for at, line in enumerate(self.lines, 1):
            yield _("Dòng %(n)s, ") % {"n": at}, line
        for at, row in enumerate(self.extra_fields, 1):
            yield _("Mục nhập thêm %(n)s, ") % {"n": at}, row


def _count(data: QueryDict | None, name: str) -> int:
    text = data.get(name, "") if data is not None else ""
    return min(int(text), 200) if str(text).isdecimal() else 0


def _initial(row: Mapping[str, Any]) -> dict[str, Any]:
    asked = row["property"]
    names = asked.get("x-title") or {"vi": asked["title"], "en": asked["title"]}
    return {
        "code": row["code"],
        "title_vi": names["vi"],
        "title_en": names["en"],
        "widget": asked["x-widget"],
        "max_length": asked.get("maxLength", 200),
        "is_required": row["is_required"],
    }
