"""Two versions side by side: what was added, removed, changed or moved, part by part."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from tinhso.procedures.api import (
    Change,
    Difference,
    ProcedureVersion,
    differences,
    find_draft_of,
    find_version_number,
    list_versions,
)
from tinhso.procedures.views.editor.desk import editor_page
from tinhso.procedures.views.editor.fee_differences import fee_lines
from tinhso.procedures.views.editor.parts import choices_of, part_titles
from tinhso.procedures.views.presentation import words

_TONES = {
    Change.ADDED: "success",
    Change.REMOVED: "danger",
    Change.CHANGED: "warning",
    Change.MOVED: "info",
}


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One line of a side: the value's label and text, and whether the other side differs."""

    label: str
    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class SaidDifference:
    """One difference as shown: its part, what it is about, both sides."""

    part: str
    name: str
    change: str
    tone: str
    before: list[SaidLine]
    after: list[SaidLine]


@require_safe
@editor_page
def comparison(request: HttpRequest, slug: str) -> HttpResponse:
    """Compare two versions by number; without numbers the newest one with the one before."""
    versions = [version for version in (find_draft_of(slug), *list_versions(slug)) if version]
    if not versions:
        raise Http404
    numbers = [version.number for version in versions]
    to = _number(request, "den", numbers, numbers[0])
    before_number = _number(request, "tu", numbers, max((n for n in numbers if n < to), default=to))
    before, after = find_version_number(slug, before_number), find_version_number(slug, to)
    if before is None or after is None:
        raise Http404
    context = {
        "procedure": after.procedure,
        "before": before,
        "after": after,
        "versions": versions,
        "differences": said_differences(before, after),
    }
    return render(request, "procedures/admin/comparison.html", context)


def said_differences(before: ProcedureVersion, after: ProcedureVersion) -> list[SaidDifference]:
    """Say every difference between two versions."""
    said = _SaidValues(after.content)
    contents = (before.content, after.content)
    return [_said(found, said, contents) for found in differences(*contents)]


class _SaidValues:
    """What people read for the values of columns that hold codes or days."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._options = {path: dict(options) for path, options in choices_of(content).items()}

    def __call__(self, path: str, text: str) -> str:
        """Give the words of a value as its lines were written, one a line."""
        options = self._options.get(path) or self._options.get(path.rsplit(".", 1)[-1], {})
        return "\n".join(_day(options.get(line, line)) for line in text.split("\n"))


def _day(text: str) -> str:
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)
    return f"{found[3]}/{found[2]}/{found[1]}" if found else text


def _number(request: HttpRequest, name: str, known: list[int], usual: int) -> int:
    text = request.GET.get(name, "")
    if not text:
        return usual
    if not text.isdecimal() or int(text) not in known:
        raise Http404
    return int(text)


def _said(
    found: Difference, said: _SaidValues, contents: tuple[Mapping[str, Any], Mapping[str, Any]]
) -> SaidDifference:
    names = {
        Change.ADDED: pgettext("difference", "Thêm"),
        Change.REMOVED: pgettext("difference", "Bỏ"),
        Change.CHANGED: pgettext("difference", "Sửa"),
        Change.MOVED: pgettext("difference", "Đổi thứ tự"),
    }
    sides = [
        dict(told)
        if (told := fee_lines(found.part, side, content)) is not None
        else {path: said(path, text) for path, text in _lines(side)}
        for side, content in zip((found.before, found.after), contents, strict=True)
    ]
    return SaidDifference(
        part=part_titles().get(found.part, found.part),
        name=_name(found),
        change=names[found.change],
        tone=_TONES[found.change],
        before=_side(found, sides[0], sides[1]),
        after=_side(found, sides[1], sides[0]),
    )


def _side(found: Difference, own: dict[str, str], other: dict[str, str]) -> list[SaidLine]:
    """Give the lines of a side: of a changed row only those that differ."""
    labels = _labels()
    return [
        SaidLine(labels.get(label) or _line_words(label), text, differs=other.get(label) != text)
        for label, text in own.items()
        if found.change is not Change.CHANGED or other.get(label) != text
    ]


def _line_words(label: str) -> str:
    """Say which line of a result template a label means; other labels stay as they are."""
    found = re.fullmatch(r"body (\d+)\.(\w+)", label)
    return _("Dòng %(n)s") % {"n": found[1]} if found else label


def _name(found: Difference) -> str:
    """Give what names a row: its words, else its code."""
    row = found.after or found.before
    if not found.key or not isinstance(row, Mapping):
        return found.key
    said = row.get("x-title") or row.get("name") or row.get("title")
    return words(said) if isinstance(said, Mapping) else f"{said or ''} {found.key}".strip()


def _lines(value: Any, label: str = "") -> Iterator[tuple[str, str]]:
    """Give a value as labelled lines, as deep as it goes."""
    if value is None or value in ([], {}):
        return
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _lines(inner, f"{label}.{name}" if label else name)
    elif isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
        for number, item in enumerate(value, 1):
            yield from _lines(item, f"{label} {number}".strip())
    else:
        yield label, _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def _labels() -> dict[str, str]:
    named = {
        "name": _("Tên"),
        "x-title": _("Câu hỏi"),
        "title": _("Tên"),
        "help": _("Hướng dẫn"),
        "x-help": _("Hướng dẫn"),
        "note": _("Ghi chú"),
        "others.name": _("Ai cùng ký"),
        "others.help": _("Hướng dẫn"),
    }
    labels = {
        "vi": _("Tiếng Việt"),
        "en": _("Tiếng Anh"),
        "code": _("Mã"),
        "agency": _("Cơ quan công bố"),
        "form_file": _("Tệp mẫu"),
        "channel": _("Cách thức thực hiện"),
        "hours": _("Số giờ"),
        "name_field": _("Câu hỏi về họ tên"),
        "identity_field": _("Câu hỏi về số định danh"),
        "in_person": _("Phải có mặt"),
        "others.in_person": _("Phải có mặt"),
        "others.most": _("Nhiều nhất bao nhiêu người"),
        "others.code": _("Mã người cùng ký"),
        "role": _("Vai trò"),
        "is_required": _("Bắt buộc"),
        "originals": _("Bản chính"),
        "copies": _("Bản sao"),
        "accept": _("Loại tệp"),
        "fee_vnd": _("Phí, lệ phí (đồng)"),
        "amount_vnd": _("Số tiền (đồng)"),
        "time_limit.amount": _("Thời hạn"),
        "time_limit.unit": _("Đơn vị"),
        "number": _("Số hiệu"),
        "issued_on": _("Ngày ban hành"),
        "certainty": _("Độ chắc chắn"),
        "basis": _("Căn cứ"),
        "fields": _("Câu hỏi"),
        "x-widget": _("Loại câu trả lời"),
    }
    for path, word in named.items():
        labels[f"{path}.vi"] = word
        labels[f"{path}.en"] = _("%(name)s (tiếng Anh)") % {"name": word}
    return labels
