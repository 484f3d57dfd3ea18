"""Says in plain words what is wrong with an answer and what to do."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from jsonschema_rs import ValidationError

from tinhso.core.money import format_vnd
from tinhso.ui.schema_forms.questions import Question

_CHOSEN = {"radio", "select", "area"}


def missing_message(question: Question) -> str:
    """Ask for an answer that is not there."""
    if question.type == "boolean":
        return _("Đánh dấu vào ô: %(label)s") % {"label": question.label}
    if question.label.endswith("?"):
        return _("Trả lời câu: %(label)s") % {"label": question.label}
    label = _lower_first(question.label)
    if question.widget in _CHOSEN:
        return _("Chọn %(label)s") % {"label": label}
    return _("Nhập %(label)s") % {"label": label}


def area_message() -> str:
    """Ask for a place that is in the list."""
    return _("Chọn một nơi có trong danh sách.")


def unreadable_message() -> str:
    """Ask for a text without characters nobody can see."""
    return _("Có ký tự không đọc được. Hãy xoá và gõ lại.")


def wrong_message(question: Question, error: ValidationError) -> str:
    """Say what is wrong with the answer, in the schema's own words where it has them."""
    explain = _EXPLANATIONS.get(error.kind.name, _general)
    return explain(question)


def _lower_first(text: str) -> str:
    is_acronym = len(text) > 1 and text[1].isupper()
    return text if is_acronym else text[:1].lower() + text[1:]


def _general(question: Question) -> str:
    if question.widget in _CHOSEN:
        return question.message or _("Chọn một câu trả lời trong danh sách.")
    return question.message or _("Kiểm tra lại: %(label)s") % {"label": question.label}


def _type(question: Question) -> str:
    if question.type in {"integer", "number"}:
        return question.message or _("Nhập bằng chữ số, ví dụ 3.")
    return _general(question)


def _format(question: Question) -> str:
    if question.schema.get("format") == "date":
        return _("Nhập một ngày có thật, ví dụ 27 3 2020.")
    return question.message or _("Nhập đúng địa chỉ thư điện tử, ví dụ hoa@example.vn.")


def _length(question: Question) -> str:
    if question.schema.get("format") == "date":
        return _format(question)
    if question.message:
        return question.message
    limits = {
        "label": question.label,
        "least": question.schema.get("minLength", 0),
        "most": question.schema.get("maxLength", 0),
    }
    return _("%(label)s: viết từ %(least)s đến %(most)s ký tự.") % limits


def _range(question: Question) -> str:
    if question.message:
        return question.message
    least, most = question.schema.get("minimum"), question.schema.get("maximum")
    words = {"least": _written(question, least), "most": _written(question, most)}
    if least is not None and most is not None:
        return _("Nhập số từ %(least)s đến %(most)s.") % words
    if most is not None:
        return _("Nhập số không quá %(most)s.") % words
    return _("Nhập số từ %(least)s trở lên.") % words


def _written(question: Question, limit: float | None) -> str:
    if limit is None:
        return ""
    return format_vnd(int(limit)) if question.widget == "money" else str(limit)


_EXPLANATIONS: dict[str, Callable[[Question], str]] = {
    "required": missing_message,
    "const": missing_message,
    "type": _type,
    "format": _format,
    "minLength": _length,
    "maxLength": _length,
    "minimum": _range,
    "maximum": _range,
}
