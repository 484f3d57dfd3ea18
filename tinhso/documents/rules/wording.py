"""From the content of a document to the words a template prints: plain data in, plain data out."""

import re
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

_PLACEHOLDER = re.compile(r"\{\{\s*([a-z_]+(?:\.[a-z_0-9]+)*)\s*\}\}")
_COMMITTEE = "ủy ban nhân dân "
_RESULT_TITLES = {
    "certificate": "Giấy chứng nhận",
    "decision": "Quyết định",
    "extract": "Trích lục",
    "licence": "Giấy phép",
    "notice": "Thông báo",
}
_SLIP_TITLES = {
    "slip_01": ("Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Người tiếp nhận hồ sơ"),
    "slip_02": ("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "Người hướng dẫn"),
    "slip_03": ("Phiếu từ chối tiếp nhận giải quyết hồ sơ", "Người tiếp nhận hồ sơ"),
    "slip_04": ("Phiếu xin lỗi và hẹn lại ngày trả kết quả", "Người lập phiếu"),
    "slip_05": ("Thông báo dừng giải quyết hồ sơ", "Người lập thông báo"),
    "slip_06": ("Phiếu kiểm soát quá trình giải quyết hồ sơ", "Người lập phiếu"),
}
_COPY_TITLE = "Lời chứng thực bản sao điện tử"
#: Papers whose content is printed as it is: see ``payments.queries.papers`` and ``records.rules``.
_PLAIN_TEMPLATES = frozenset({"receipt", "closing", "official", "numbers"})
_MOMENTS = ("received_at", "due_at", "new_due_at", "answer_by")
_WORDS = (
    *("fee", "return_place", "legal_basis", "note", "look_up_secret"),
    *("spent", "limit", "steps_spent", "steps_limit"),
)


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, as printed: ``TM. ỦY BAN NHÂN DÂN`` / ``CHỦ TỊCH`` / name."""

    name: str
    title: str
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the content: issuer, number, day, signer and how to verify."""

    agency_name: str
    parent_name: str
    place: str
    number: str
    issued_on: date
    signer: Signer
    title: str = ""
    verification: dict[str, str] | None = None
    is_draft: bool = False


def template_data(template: str, content: dict[str, Any], frame: Frame) -> dict[str, Any]:
    """Give the data a Typst template prints, for ``result`` or a slip."""
    body = _body(template, content, frame)
    signer = replace(
        frame.signer, authority=_spelled_authority(frame.signer.authority, frame.agency_name)
    )
    if template in _SLIP_TITLES and not signer.title:
        signer = Signer(name=signer.name, title=_SLIP_TITLES[template][1])
    if template == "copy" and not signer.title:
        signer = Signer(name=signer.name, title="Người số hóa, đối chiếu")
    return {
        "agency": {
            "name": frame.agency_name,
            "lines": _agency_lines(frame.agency_name),
            "parent_lines": _parent_lines(frame.parent_name),
        },
        "number": frame.number,
        "place": frame.place,
        "issued_on": frame.issued_on.isoformat(),
        "signer": asdict(signer),
        "verification": frame.verification,
        "is_draft": frame.is_draft,
        **body,
        "title": body["title"] or frame.title,
    }


def _body(template: str, content: dict[str, Any], frame: Frame) -> dict[str, Any]:
    if template == "result":
        return _result(content, frame)
    if template == "official_copy":
        return _official_copy(content, frame)
    if template in _PLAIN_TEMPLATES:
        return {"title": "", **{key: content[key] for key in content.keys() - {"signer"}}}
    return _copy(content, frame) if template == "copy" else _slip(template, content)


def _copy(content: dict[str, Any], frame: Frame) -> dict[str, Any]:
    """Give what stands on the last page of a certified copy."""
    return {
        "title": _COPY_TITLE,
        "paper": frame.title,
        "page_count": len(content["page_files"]),
        "statement": content.get("statement", ""),
        "basis": content.get("basis", ""),
    }


def _official_copy(content: dict[str, Any], frame: Frame) -> dict[str, Any]:
    """Give what a copy by Decree 30/2020 (annex I, part of copies) says besides its pages."""
    return {
        "title": content["form_name"],
        "paper": content["source"],
        "page_count": len(content["page_files"]),
        "statement": content.get("statement", ""),
        "provenance": content.get("provenance", ""),
        "mark": f"{content['form_name']}; {frame.agency_name}" if content.get("is_scan") else "",
        "recipients": content.get("recipients", []),
    }


def _spelled_authority(authority: str, agency_name: str) -> str:
    """Write out on whose behalf somebody signs (Decree 30/2020 art. 13)."""
    is_committee = agency_name.lower().startswith(_COMMITTEE)
    if authority == "TM." and is_committee:
        return "TM. Ủy ban nhân dân"
    if authority == "KT.":
        return "KT. Chủ tịch" if is_committee else "KT. Giám đốc"
    if authority == "TUQ.":
        return "TUQ. Chủ tịch" if is_committee else "TUQ. Giám đốc"
    return authority


def _agency_lines(name: str) -> list[str]:
    if name.lower().startswith(_COMMITTEE):
        return [name[: len(_COMMITTEE)].strip(), name[len(_COMMITTEE) :]]
    return [name] if name else []


def _parent_lines(name: str) -> list[str]:
    if name.lower().startswith(_COMMITTEE):
        return [f"UBND {name[len(_COMMITTEE) :]}"]
    return [name] if name else []


def _slip(template: str, content: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": _SLIP_TITLES[template][0],
        "case_code": content.get("case_code", ""),
        "applicant": {
            "name": content.get("applicant_name", ""),
            "address": content.get("applicant_address", ""),
            "phone": content.get("applicant_phone", ""),
            "email": content.get("applicant_email", ""),
        },
        "procedure": content.get("procedure_name", ""),
        "papers": [_paper_line(paper) for paper in content.get("papers", [])],
        "reasons": [str(reason) for reason in content.get("reasons", [])],
        "due_reasons": [str(reason) for reason in content.get("due_reasons", [])],
        "control_rows": content.get("control_rows", []),
        "office": {
            "name": content.get("office_name") or content.get("agency_name", ""),
            "address": content.get("address", ""),
            "phone": content.get("phone", ""),
        },
        **{key: spoken_moment(content.get(key, "")) for key in _MOMENTS},
        "stopped_at": spoken_moment(content.get("stopped_at") or content.get("issued_on", "")),
        **{key: str(content.get(key) or "") for key in _WORDS},
    }


@dataclass(frozen=True, slots=True)
class RegisterBook:
    """An office's register: its head, its columns, and one tuple of texts a row.

    ``widths`` are shares of the page's width, one a column; register 07 (13 columns) and the
    register of outgoing documents (10) have widths of their own, others share alike without.
    """

    agency_name: str
    parent_name: str
    title: str
    period: str
    summary: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()


def register_data(book: RegisterBook) -> dict[str, Any]:
    """Give the data the template ``register_07`` prints."""
    return {
        "agency": {
            "name": book.agency_name,
            "lines": _agency_lines(book.agency_name),
            "parent_lines": _parent_lines(book.parent_name),
        },
        "title": book.title,
        "period": book.period,
        "summary": book.summary,
        "columns": list(book.columns),
        "widths": list(book.widths),
        "rows": [list(row) for row in book.rows],
    }


def _paper_line(paper: dict[str, Any]) -> str:
    parts = []
    if paper.get("originals"):
        parts.append(f"{int(paper['originals']):02d} bản chính")
    if paper.get("copies"):
        parts.append(f"{int(paper['copies']):02d} bản sao")
    return f"{paper['name']}: {', '.join(parts)}" if parts else str(paper["name"])


def spoken_moment(moment: str) -> str:
    """Write an ISO date or time the Vietnamese way; any other text stays as it is.

    >>> spoken_moment("2021-06-01T14:05:00+07:00")
    '14 giờ 05 ngày 01/06/2021'
    """
    try:
        read = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    day = f"{read:%d/%m/%Y}"
    return day if len(moment) == len("2021-06-01") else f"{read:%H giờ %M} ngày {day}"


def _result(content: dict[str, Any], frame: Frame) -> dict[str, Any]:
    template = content["template"]
    values = {
        "form": content.get("form", {}),
        "result": content.get("result", {}),
        "case": content.get("case", {}),
        "agency": {"name": frame.agency_name},
        "area": content.get("area", {}),
        "today": frame.issued_on.isoformat(),
    }
    title = template.get("title") or {}
    return {
        "kind": template.get("kind", "notice"),
        "title": title.get("vi") or _RESULT_TITLES.get(template.get("kind", ""), ""),
        "abstract": fill_placeholders((template.get("abstract") or {}).get("vi", ""), values),
        "body": [_body_item(item, values) for item in template.get("body", [])],
        "recipients": template.get("recipients", ["Người đề nghị;", "Lưu: VT."]),
    }


def _body_item(item: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    return {
        key: fill_placeholders(_vietnamese(text), values) if key in ("text", "value") else text
        for key, text in ({**item, "label": _vietnamese(item.get("label", ""))}).items()
    }


def _vietnamese(text: str | dict[str, str]) -> str:
    return text["vi"] if isinstance(text, dict) else text


def fill_placeholders(text: str, values: dict[str, Any]) -> str:
    """Replace ``{{form.name}}`` by its value; what is missing leaves nothing."""
    return _PLACEHOLDER.sub(lambda match: _shown(_look_up(match[1], values)), text).strip(" ,")


def _look_up(path: str, values: dict[str, Any]) -> object:
    found: Any = values
    for part in path.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    return spoken_moment(value) if isinstance(value, str) else str(value)
