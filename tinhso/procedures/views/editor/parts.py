"""The parts of a content as the editor shows them: their address, columns and choices."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tinhso.core.clock import today
from tinhso.procedures.api import Place, list_fields, rows_at
from tinhso.procedures.gateways.columns import (
    PARTY_COLUMNS,
    PROCEDURE_COLUMNS,
    ROW_SHEETS,
    VARIANTS,
    Column,
)
from tinhso.procedures.models import Field
from tinhso.procedures.rules import CHANNELS, PARTS
from tinhso.procedures.views.diagram import role_names
from tinhso.procedures.views.presentation import channel_names, tier_names, words

_SLUGS = {
    "steps_text": "trinh-tu",
    "ways": "cach-nop",
    "papers": "giay-to",
    "fees": "phi",
    "legal_basis": "can-cu",
    "process": "quy-trinh",
    "variants": "truong-hop",
}
#: Columns of rows, by the part's address.
ROW_PARTS: Mapping[str, tuple[str, tuple[Column, ...]]] = {
    **{_SLUGS[sheet.part]: (sheet.part, sheet.columns) for sheet in (*ROW_SHEETS, VARIANTS)},
    "cung-ky": ("parties", PARTY_COLUMNS),
}
_VALUE_PATHS = {
    "thong-tin-chung": (
        "name.vi", "name.en", "summary.vi", "summary.en", "everyday_words", "field", "tier",
        "service_level", "partial_reason.vi", "partial_reason.en", "cut_off", "sets_of_papers",
    ),
    "doi-tuong-ket-qua": (
        "subjects.vi", "subjects.en", "conditions.vi", "conditions.en", "deciding_agency.kind",
        "deciding_agency.tier", "deciding_agency.department_short_name", "result.vi", "result.en",
        "missing_parts",
    ),
}  # fmt: skip
#: Columns of single values, by the address of their page.
VALUE_PARTS: Mapping[str, tuple[Column, ...]] = {
    slug: tuple(column for column in PROCEDURE_COLUMNS if column.path in paths)
    for slug, paths in _VALUE_PATHS.items()
}
#: Parts a variant may have of its own.
VARIANT_PARTS = ("cach-nop", "quy-trinh")
FORM_PART, FEE_PART, RESULT_PART = "bieu-mau", "bang-phi", "mau-ket-qua"


@dataclass(frozen=True, slots=True)
class PartLink:
    """One part on the draft's page: what it is, how much it holds, whether it lacks."""

    slug: str
    title: str
    holds: str
    lacks: bool
    url: str


def part_titles() -> dict[str, str]:
    """Give the words for each part of a content."""
    return {
        "name": _("Tên thủ tục"),
        "summary": _("Mô tả"),
        "everyday_words": _("Cách gọi thường ngày"),
        "field": _("Lĩnh vực"),
        "tier": _("Cấp giải quyết"),
        "steps_text": _("Trình tự thực hiện"),
        "ways": _("Cách thức thực hiện"),
        "time_limit": _("Thời hạn giải quyết"),
        "cut_off": _("Giờ chốt nhận"),
        "papers": _("Thành phần hồ sơ"),
        "sets_of_papers": _("Số bộ hồ sơ"),
        "process": _("Quy trình nội bộ"),
        "variants": pgettext("many", "Trường hợp"),
        "subjects": _("Đối tượng thực hiện"),
        "deciding_agency": _("Cơ quan giải quyết"),
        "form": _("Mẫu đơn, tờ khai"),
        "pages": _("Trang của tờ khai"),
        "questions": _("Câu hỏi của tờ khai"),
        "result": _("Kết quả"),
        "conditions": _("Yêu cầu, điều kiện"),
        "fees": pgettext("many", "Phí, lệ phí"),
        "fee_table": _("Bảng phí"),
        "fee_exemptions": _("Miễn, giảm phí"),
        "fee_quantities": _("Số lượng để tính phí"),
        "fee_policy": _("Tổng số tiền"),
        "payment": _("Cách nộp phí"),
        "co_signing": _("Người cùng ký"),
        "parties": _("Người cùng ký"),
        "legal_basis": _("Căn cứ pháp lý"),
        "service_level": _("Mức dịch vụ"),
        "partial_reason": _("Lý do chỉ một phần"),
        "announced_by": _("Quyết định công bố"),
        "missing_parts": _("Bộ phận còn thiếu"),
        "result_template": _("Mẫu kết quả"),
        "code": _("Mã thủ tục"),
        "slug": _("Đường dẫn"),
        "valid_from": _("Áp dụng từ ngày"),
        "valid_to": _("Đến trước ngày"),
    }


def page_title(slug: str) -> str:
    """Give the title of a part's page."""
    titles = part_titles()
    if slug in ROW_PARTS:
        return titles[ROW_PARTS[slug][0]]
    return {
        "thong-tin-chung": _("Thông tin chung"),
        "doi-tuong-ket-qua": _("Đối tượng, cơ quan, kết quả"),
        FORM_PART: titles["form"],
        FEE_PART: titles["fee_table"],
        RESULT_PART: titles["result_template"],
    }[slug]


def part_links(
    procedure_slug: str, content: Mapping[str, Any], missing: Sequence[str]
) -> list[PartLink]:
    """Give every part of a draft in the order the law names them."""
    counts = {slug: len(rows_at(content, Place(part))) for slug, (part, _c) in ROW_PARTS.items()}
    counts[RESULT_PART] = len(content["result_template"]["body"])
    counts[FORM_PART] = len(content["form"]["properties"])
    order = [
        "thong-tin-chung", "trinh-tu", "cach-nop", "giay-to", "quy-trinh", "truong-hop",
        "doi-tuong-ket-qua", FORM_PART, "cung-ky", "phi", FEE_PART, RESULT_PART,
        "can-cu",
    ]  # fmt: skip
    return [
        PartLink(
            slug,
            page_title(slug),
            _holds(counts.get(slug)),
            _lacks(slug, missing),
            _url(procedure_slug, slug),
        )
        for slug in order
    ]


def _url(procedure_slug: str, part: str) -> str:
    if part == FORM_PART:
        return reverse("procedures:form", args=[procedure_slug])
    if part == FEE_PART:
        return reverse("procedures:fee_table", args=[procedure_slug])
    if part == RESULT_PART:
        return reverse("procedures:result_template", args=[procedure_slug])
    name = "procedures:values" if part in VALUE_PARTS else "procedures:part"
    return reverse(name, args=[procedure_slug, part])


def _holds(count: int | None) -> str:
    return "" if count is None else _("%(n)s mục") % {"n": count}


def _lacks(slug: str, missing: Sequence[str]) -> bool:
    parts = {
        "cach-nop": {"ways", "time_limit"},
        "doi-tuong-ket-qua": {"subjects", "deciding_agency", "result", "conditions"},
        FORM_PART: {"form"},
    }
    own = parts.get(slug) or ({ROW_PARTS[slug][0]} if slug in ROW_PARTS else set())
    return not own.isdisjoint(missing)


def options_of_new() -> dict[str, list[tuple[str, str]]]:
    """Give the options asked for when a procedure is begun."""
    choices = choices_of({"papers": []})
    return {
        "certainty": choices["certainty"],
        "field": [("", _("Chọn một lĩnh vực")), *choices["field"]],
        "tier": choices["tier"],
        "kind": choices["deciding_agency.kind"],
    }


def said_problems(problems: Iterable[str]) -> list[str]:
    """Say the problems of a content in the order of its parts, each once."""
    order = {part: at for at, part in enumerate(PARTS)}
    places = sorted(problems, key=lambda problem: order.get(_part_of(problem), len(order)))
    return list(dict.fromkeys(map(said_problem, places)))


def _part_of(problem: str) -> str:
    return problem.partition(": ")[0].split("/")[0]


def said_problem(problem: str) -> str:
    """Say a problem of a content (``papers/2/name/vi: …``) by the title of its part."""
    place, _colon, words_of_it = problem.partition(": ")
    part, *inner = place.split("/")
    title = part_titles().get(part, part)
    row = next((int(step) + 1 for step in inner if step.isdecimal()), None)
    if row is not None:
        title = _("%(part)s, mục %(n)s") % {"part": title, "n": row}
    language = {"vi": _("tiếng Việt"), "en": _("tiếng Anh")}.get(inner[-1] if inner else "")
    return f"{title} ({language}): {words_of_it}" if language else f"{title}: {words_of_it}"


def choices_of(content: Mapping[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """Give the options of every column that offers some, by path."""
    papers = [(paper["code"], words(paper["name"])) for paper in content["papers"]]
    tiers = list(tier_names().items())
    questions = content.get("form", {}).get("properties", {})
    asked = [
        (name, words(question["x-title"]))
        for name, question in questions.items()
        if question["type"] == "string" and "x-options" not in question
    ]
    return {
        "channel": [(code, channel_names()[code]) for code in CHANNELS],
        "time_limit.unit": [
            ("WORKING_DAY", _("Ngày làm việc")),
            ("WORKING_HOUR", _("Giờ làm việc")),
            ("CALENDAR_DAY", _("Ngày (cả ngày nghỉ)")),
        ],
        "role": list(role_names().items()),
        "certainty": [
            ("confirmed", _("Đã xác minh")),
            ("secondary", _("Theo nguồn thứ cấp")),
            ("to_confirm", _("Đang chờ xác minh")),
        ],
        "accept": [("image/jpeg", "JPEG"), ("image/png", "PNG"), ("application/pdf", "PDF")],
        "name_field": asked,
        "identity_field": asked,
        "required_papers": papers,
        "optional_papers": papers,
        "tier": tiers,
        "deciding_agency.tier": tiers,
        "deciding_agency.kind": [
            ("PEOPLES_COMMITTEE", _("Ủy ban nhân dân")),
            ("DEPARTMENT", _("Sở, ban, ngành")),
        ],
        "service_level": [("FULL", _("Toàn trình")), ("PARTIAL", _("Một phần"))],
        "field": [(row.code, _field_name(row)) for row in list_fields(today())],
        "missing_parts": [
            (part, title)
            for part, title in part_titles().items()
            if part in {"conditions", "fees", "form", "papers", "steps_text", "time_limit"}
        ],
    }


def _field_name(field: Field) -> str:
    return field.name_en if get_language() == "en" else field.name
