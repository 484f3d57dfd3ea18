"""Parts of a fee table as the comparison of two versions shows them: labels and words."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from tinhso.procedures.rules import fee_tables
from tinhso.procedures.views.fee_words import (
    FeeNames,
    condition_words,
    fee_names,
    less_words,
    rate_words,
    terms_words,
    whom_words,
)
from tinhso.procedures.views.presentation import words

Lines = list[tuple[str, str]]


def fee_lines(part: str, value: Any, content: Mapping[str, Any]) -> Lines | None:
    """Say one side of a difference in a fee part; ``None`` where it is no such part."""
    if part not in _SAYERS or value is None or isinstance(value, list):
        return None
    names = fee_names(content, content.get("fee_table") or {})
    return _SAYERS[part](value, names)


def _line(line: Mapping[str, Any], names: FeeNames) -> Lines:
    said = [(_("Tên"), words(line["name"]))]
    if line.get("policy") == "SUM":
        said.append((_("Khi nhiều dòng cùng đúng"), _("Cộng mọi dòng đúng")))
    for number, row in enumerate(fee_tables.rows_of_line(line), 1):
        when = "; ".join(condition_words(row.get("when", {}), names)) or _("Còn lại")
        told = [rate_words(row["rate"], names), words(row.get("note")), row["basis"]]
        said.append((f"{number}. {when}", "\n".join(text for text in told if text)))
    return said


def _exemption(row: Mapping[str, Any], names: FeeNames) -> Lines:
    lines = ", ".join(names.lines.get(code, code) for code in row.get("lines", []))
    return [
        (_("Tên"), words(row["name"])),
        (_("Ai, khi nào"), whom_words(row, names)),
        (_("Khoản"), lines or _("Mọi khoản")),
        (_("Mức giảm"), less_words(row["percent"])),
        (_("Căn cứ"), row["basis"]),
    ]


def _quantity(quantity: Mapping[str, Any], _names: FeeNames) -> Lines:
    return [
        (_("Tên"), words(quantity.get("name"))),
        (_("Lấy từ"), quantity["answer"] or _("Cán bộ thẩm định xác định")),
        (_("Khi chưa biết"), str(quantity["default"])),
    ]


def _policy(policy: str, _names: FeeNames) -> Lines:
    is_sum = policy == "SUM"
    return [("", _("Cộng mọi khoản") if is_sum else _("Chỉ thu khoản đầu tiên có tiền"))]


def _payment(terms: Mapping[str, Any], _names: FeeNames) -> Lines:
    return [("", terms_words(terms))]


_SAYERS: Mapping[str, Callable[[Any, FeeNames], Lines]] = {
    "fee_table": _line,
    "fee_exemptions": _exemption,
    "fee_quantities": _quantity,
    "fee_policy": _policy,
    "payment": _payment,
}
