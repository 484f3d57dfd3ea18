"""Forms of one page and one question of a procedure's form."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.procedures.forms.rows import CODE

# Widget of the content, its JSON type, its words.
WIDGETS = (
    ("text", "string", gettext_lazy("Một dòng chữ")),
    ("textarea", "string", gettext_lazy("Nhiều dòng chữ")),
    ("date", "string", gettext_lazy("Ngày")),
    ("radio", "string", gettext_lazy("Chọn một (hiện hết)")),
    ("select", "string", gettext_lazy("Chọn một (danh sách)")),
    ("checkbox", "boolean", gettext_lazy("Ô đánh dấu đồng ý")),
    ("number", "number", gettext_lazy("Số")),
    ("money", "integer", gettext_lazy("Số tiền (đồng)")),
    ("phone", "string", gettext_lazy("Số điện thoại")),
    ("email", "string", gettext_lazy("Thư điện tử")),
    ("identity_number", "string", gettext_lazy("Số định danh")),
    ("area", "string", gettext_lazy("Xã, phường")),
)
_TYPES = {widget: kind for widget, kind, _words in WIDGETS}
_OPTION = re.compile(r"^([A-Z][A-Z0-9_]*)\s*\|\s*([^|]+?)\s*\|\s*([^|]+?)$")
_CHOOSING = {"radio", "select"}
_KEPT = ("x-autofill", "x-autocomplete", "x-sensitive")
_NAME = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
_TWO_ROWS = {"rows": 2}


class PageForm(forms.Form):
    """Title, help and condition of a page."""

    code = forms.CharField(label=gettext_lazy("Mã trang"), max_length=80, validators=[CODE])
    title_vi = forms.CharField(label=gettext_lazy("Tên trang"), max_length=200)
    title_en = forms.CharField(label=gettext_lazy("Tên trang (tiếng Anh)"), max_length=200)
    help_vi = forms.CharField(label=gettext_lazy("Hướng dẫn"), required=False, max_length=1000)
    help_en = forms.CharField(
        label=gettext_lazy("Hướng dẫn (tiếng Anh)"), required=False, max_length=1000
    )
    show_if = forms.ChoiceField(
        label=gettext_lazy("Chỉ hiện khi"),
        required=False,
        help_text=gettext_lazy("Câu hỏi trên trang này chỉ bắt buộc khi trang được hiện."),
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        conditions: Sequence[tuple[str, str]],
        page: Mapping[str, Any] | None = None,
        taken: Sequence[str] = (),
    ) -> None:
        super().__init__(data, initial=_page_initial(page) if page else None)
        self._taken = taken
        always = ("", _("Luôn hiện"))
        self.fields["show_if"].choices = [always, *conditions]  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """Refuse the code of another page."""
        code: str = self.cleaned_data["code"]
        if code in self._taken:
            raise forms.ValidationError(_("Đã có mục mang mã này. Hãy dùng mã khác."))
        return code

    def page(self) -> dict[str, Any]:
        """Give the page in the content's shape, without its questions."""
        answers = self.cleaned_data
        return {
            "code": answers["code"],
            "title": {"vi": answers["title_vi"], "en": answers["title_en"]},
            "help": _words(answers["help_vi"], answers["help_en"]),
            "show_if": read_condition(answers["show_if"]),
        }


class QuestionForm(forms.Form):
    """Everything about one question."""

    name = forms.RegexField(
        regex=_NAME,
        label=gettext_lazy("Mã câu hỏi"),
        max_length=60,
        help_text=gettext_lazy("Chữ thường không dấu, nối bằng gạch dưới, ví dụ plot_number."),
        error_messages={
            "invalid": gettext_lazy("Mã chỉ gồm chữ thường không dấu, chữ số và gạch dưới.")
        },
    )
    widget = forms.ChoiceField(
        label=gettext_lazy("Loại câu trả lời"),
        choices=[(code, words) for code, _t, words in WIDGETS],
    )
    title_vi = forms.CharField(label=gettext_lazy("Câu hỏi"), max_length=400)
    title_en = forms.CharField(label=gettext_lazy("Câu hỏi (tiếng Anh)"), max_length=400)
    help_vi = forms.CharField(label=gettext_lazy("Hướng dẫn"), required=False, max_length=1000)
    help_en = forms.CharField(
        label=gettext_lazy("Hướng dẫn (tiếng Anh)"), required=False, max_length=1000
    )
    is_required = forms.BooleanField(label=gettext_lazy("Bắt buộc trả lời"), required=False)
    options = forms.CharField(
        label=gettext_lazy("Các lựa chọn"),
        required=False,
        help_text=gettext_lazy("Mỗi dòng một lựa chọn: MA | tiếng Việt | tiếng Anh."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    shortest = forms.IntegerField(
        label=gettext_lazy("Ít nhất bao nhiêu chữ"), required=False, min_value=0, max_value=2000
    )
    longest = forms.IntegerField(
        label=gettext_lazy("Nhiều nhất bao nhiêu chữ"), required=False, min_value=1, max_value=2000
    )
    lowest = forms.FloatField(label=gettext_lazy("Số nhỏ nhất"), required=False)
    highest = forms.FloatField(label=gettext_lazy("Số lớn nhất"), required=False)
    pattern = forms.CharField(
        label=gettext_lazy("Mẫu (biểu thức chính quy)"), required=False, max_length=300
    )
    message_vi = forms.CharField(
        label=gettext_lazy("Lời báo khi sai"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs=_TWO_ROWS),
    )
    message_en = forms.CharField(
        label=gettext_lazy("Lời báo khi sai (tiếng Anh)"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs=_TWO_ROWS),
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        name: str = "",
        question: Mapping[str, Any] | None = None,
        is_required: bool = False,
        taken: Sequence[str] = (),
    ) -> None:
        initial = _question_initial(name, question, is_required) if question else None
        super().__init__(data, initial=initial)
        self._taken, self._question = taken, question or {}

    def clean_name(self) -> str:
        """Refuse the name of another question."""
        name: str = self.cleaned_data["name"]
        if name in self._taken:
            raise forms.ValidationError(_("Đã có câu hỏi mang mã này. Hãy dùng mã khác."))
        return name

    def clean_options(self) -> list[dict[str, str]]:
        """Read one option a line."""
        found = []
        for line in str(self.cleaned_data["options"]).splitlines():
            match = _OPTION.match(line.strip())
            if line.strip() and match is None:
                raise forms.ValidationError(
                    _("Dòng “%(line)s” chưa đúng: ghi MA | tiếng Việt | tiếng Anh.")
                    % {"line": line.strip()}
                )
            if match:
                found.append({"value": match[1], "vi": match[2], "en": match[3]})
        return found

    def clean_pattern(self) -> str:
        """Refuse what is no regular expression."""
        pattern: str = self.cleaned_data["pattern"]
        try:
            re.compile(pattern)
        except re.error as error:
            raise forms.ValidationError(_("Mẫu này không đọc được. Hãy kiểm tra lại.")) from error
        return pattern

    def clean(self) -> dict[str, Any]:
        """Ask for options of a choice, and for a message beside a pattern."""
        answers = self.cleaned_data
        if answers.get("widget") in _CHOOSING and len(answers.get("options") or []) < 2:
            self.add_error("options", _("Ghi ít nhất hai lựa chọn."))
        if answers.get("pattern") and not (answers.get("message_vi") and answers.get("message_en")):
            self.add_error(
                "message_vi", _("Có mẫu thì phải có lời báo khi sai, bằng hai thứ tiếng.")
            )
        return answers

    def question(self) -> dict[str, Any]:
        """Give the question in the content's shape."""
        answers = self.cleaned_data
        widget = answers["widget"]
        kept = {name: self._question[name] for name in _KEPT if name in self._question}
        # A whole number stays one: both are written with the widget "number".
        kind = self._question.get("type") if widget == "number" else None
        message = _words(answers["message_vi"], answers["message_en"])
        return {
            "type": kind if kind in {"integer", "number"} else _TYPES[widget],
            "title": answers["title_vi"],
            "x-title": {"vi": answers["title_vi"], "en": answers["title_en"]},
            "x-help": _words(answers["help_vi"], answers["help_en"]),
            "x-widget": widget,
            **kept,
            **({"x-message": message} if message else {}),
            **_limits(widget, answers),
        }


def read_condition(text: str) -> dict[str, str | bool] | None:
    """Give the condition written ``name=VALUE``; a box that is ticked is ``name=true``."""
    name, separator, value = text.partition("=")
    if not separator:
        return None
    return {"field": name, "equals": True if value == "true" else value}


def write_condition(show_if: Mapping[str, Any] | None) -> str:
    """Write a condition as its choice."""
    if not show_if:
        return ""
    value = "true" if show_if["equals"] is True else show_if["equals"]
    return f"{show_if['field']}={value}"


def _limits(widget: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    if widget in _CHOOSING:
        values = [option["value"] for option in answers["options"]]
        return {"enum": values, "x-options": answers["options"]}
    if widget == "checkbox":
        return {"const": True}
    if widget in {"number", "money"}:
        bounds = {"minimum": answers["lowest"], "maximum": answers["highest"]}
        return {
            name: int(value) if value == int(value) else value
            for name, value in bounds.items()
            if value is not None
        }
    shortest = answers["shortest"] if answers["shortest"] is not None else 1
    limits = {"minLength": shortest, "maxLength": max(answers["longest"] or 200, shortest)}
    if widget == "date":
        limits = {"minLength": 10, "maxLength": 10}
    formats = {"date": "date", "email": "email"}
    return {
        **limits,
        **({"format": formats[widget]} if widget in formats else {}),
        **({"pattern": answers["pattern"]} if answers["pattern"] else {}),
    }


def _words(vietnamese: str, english: str) -> dict[str, str] | None:
    return {"vi": vietnamese, "en": english or vietnamese} if vietnamese else None


def _page_initial(page: Mapping[str, Any]) -> dict[str, str]:
    texts = page["help"] or {"vi": "", "en": ""}
    return {
        "code": page["code"],
        "title_vi": page["title"]["vi"],
        "title_en": page["title"]["en"],
        "help_vi": texts["vi"],
        "help_en": texts["en"],
        "show_if": write_condition(page["show_if"]),
    }


def _question_initial(name: str, question: Mapping[str, Any], is_required: bool) -> dict[str, Any]:
    nothing = {"vi": "", "en": ""}
    texts = {part: question.get(f"x-{part}") or nothing for part in ("title", "help", "message")}
    options = question.get("x-options", [])
    return {
        "name": name,
        "widget": question["x-widget"],
        "is_required": is_required,
        "options": "\n".join(f"{row['value']} | {row['vi']} | {row['en']}" for row in options),
        "shortest": question.get("minLength"),
        "longest": question.get("maxLength"),
        "lowest": question.get("minimum"),
        "highest": question.get("maximum"),
        "pattern": question.get("pattern", ""),
        **{f"{part}_{language}": texts[part][language] for part in texts for language in nothing},
    }
