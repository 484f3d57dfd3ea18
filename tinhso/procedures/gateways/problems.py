"""What the schema says is wrong with a content, in the reader's language."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def problem_words(error: Any) -> str:
    """Say one problem of a validator of ``jsonschema_rs``; a rare kind in the validator's words."""
    kind = error.kind
    say = _SAYERS.get(kind.name)
    return say(kind.as_dict()) if say else str(error.message)


def _least_items(about: Mapping[str, Any]) -> str:
    n = about["limit"]
    return ngettext("cần ít nhất %(n)s mục.", "cần ít nhất %(n)s mục.", n) % {"n": n}


def _most_items(about: Mapping[str, Any]) -> str:
    n = about["limit"]
    if n == 0:
        return _("phải để trống.")
    return ngettext("nhiều nhất %(n)s mục.", "nhiều nhất %(n)s mục.", n) % {"n": n}


def _least_letters(about: Mapping[str, Any]) -> str:
    n = about["limit"]
    if n == 1:
        return _("còn để trống.")
    return ngettext("cần ít nhất %(n)s chữ.", "cần ít nhất %(n)s chữ.", n) % {"n": n}


def _most_letters(about: Mapping[str, Any]) -> str:
    n = about["limit"]
    return ngettext("dài quá %(n)s chữ.", "dài quá %(n)s chữ.", n) % {"n": n}


_SAYERS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "minItems": _least_items,
    "minProperties": _least_items,
    "maxItems": _most_items,
    "minLength": _least_letters,
    "maxLength": _most_letters,
    "minimum": lambda about: _("phải từ %(n)s trở lên.") % {"n": about["limit"]},
    "maximum": lambda about: _("nhiều nhất là %(n)s.") % {"n": about["limit"]},
    "required": lambda about: _("thiếu “%(name)s”.") % {"name": about["property"]},
    "additionalProperties": lambda about: (
        _("không có chỗ cho “%(names)s”.") % {"names": ", ".join(about["unexpected"])}
    ),
    "enum": lambda about: (
        _("chỉ nhận: %(options)s.") % {"options": ", ".join(map(str, about["options"]))}
    ),
    "pattern": lambda about: _("không đúng mẫu %(pattern)s.") % {"pattern": about["pattern"]},
    "uniqueItems": lambda _about: _("có mục lặp lại."),
    "format": lambda _about: _("không đúng dạng, ví dụ ngày ghi 2021-07-01."),
    "type": lambda _about: _("ghi sai loại giá trị."),
}
