"""From a document's structured content to what its page prints: plain data in, plain data out."""

from dataclasses import dataclass
from typing import Any

from tinhso.records.rules.kinds import DocumentKind, Layout, get_kind
from tinhso.records.rules.markup import Block, plain_text, read_blocks, read_runs
from tinhso.records.rules.parts import Parts, parts_of

Content = dict[str, Any]
_URGENCY_WORDS = ("", "Khẩn", "Thượng khẩn", "Hỏa tốc")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues: names as printed at the top, where, and who signs by which right."""

    agency_name: str
    parent_name: str
    place: str
    signer_name: str
    signer_title: str
    authority_lines: str
    signer_role: str


def empty_content(kind_code: str) -> Content:
    """Give the content of a document nobody has written yet."""
    parts = parts_of(kind_code)
    return {
        "abstract": "",
        "addressees": [],
        "bases": [],
        "body": "",
        "fields": {part.code: "" for part in parts.fields},
        "recipients": ["Như trên;"] if parts.has_addressees else [],
        "deliver_to": [],
        "annexes": [],
        "contact": "",
        "unit_symbol": "",
        "second_signer": {"name": "", "title": ""},
        "copies": 1,
    }


def page_content(
    kind_code: str, content: Content, head: Letterhead, *, urgency: int, notation_suffix: str
) -> dict[str, Any]:
    """Give what the template ``official`` prints (keys as in ``documents/typst/official.typ``)."""
    kind, parts = get_kind(kind_code), parts_of(kind_code)
    return {
        "agency_name": head.agency_name,
        "parent_agency_name": head.parent_name,
        "place": head.place,
        "notation_suffix": notation_suffix,
        "notation_blank": f"……/{notation_suffix}",
        "template": {"signer_role": head.signer_role},
        "signer": {
            "name": head.signer_name,
            "title": head.signer_title,
            "authority": head.authority_lines,
        },
        "title": document_title(kind, str(content.get("abstract", ""))),
        "layout": str(kind.layout),
        "heading": _heading(kind, content),
        "abstract": "" if kind.layout is Layout.LETTER else _capital(content.get("abstract", "")),
        "urgency": _URGENCY_WORDS[urgency],
        "addressees": _ended(
            content.get("addressees", []) if parts.has_addressees else [], is_alone_bare=True
        ),
        "bases": _ended(content.get("bases", []) if parts.has_bases else []),
        "decides": parts.decides,
        "blocks": body_blocks(kind_code, content),
        "second_signer": _second_signer(parts, content),
        "recipients": _with_archive(content, kind),
        "contact": content.get("contact", ""),
        "annexes": _annexes(content),
        "annex_of": kind.name,
    }


def document_title(kind: DocumentKind, abstract: str) -> str:
    """Give kind and abstract in one line: ``Quyết định về việc …``; letters have no kind."""
    if kind.layout is Layout.LETTER or not abstract:
        return abstract or kind.name
    return f"{kind.name} {abstract[0].lower()}{abstract[1:]}"


def body_blocks(kind_code: str, content: Content) -> list[Block]:
    """Give the blocks of the body: the kind's named fields, then what was written."""
    parts = parts_of(kind_code)
    values = content.get("fields", {})
    fields = [
        {"type": "field", "label": part.label, "runs": read_runs(str(values[part.code]))}
        for part in parts.fields
        if values.get(part.code)
    ]
    written = read_blocks(content.get("body", "")) if parts.has_body else []
    if kind_code == "BB" and fields:
        return [*fields[:-1], *written, fields[-1]]
    return [*fields, *written]


def searchable_text(kind_code: str, content: Content) -> str:
    """Give all the words of a document, for searching."""
    lines = [
        str(content.get("abstract", "")),
        *content.get("addressees", []),
        *content.get("bases", []),
        plain_text(body_blocks(kind_code, content)),
        *(f"{annex['title']}\n{annex['body']}" for annex in content.get("annexes", [])),
    ]
    return "\n".join(line for line in lines if line)


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _heading(kind: DocumentKind, content: Content) -> str:
    abstract = str(content.get("abstract", ""))
    if kind.layout is not Layout.LETTER:
        return kind.name
    return f"V/v {abstract[0].lower()}{abstract[1:]}" if abstract else "V/v ……"


def _ended(lines: list[str], *, is_alone_bare: bool = False) -> list[str]:
    """End each line with a semicolon, the last with a full stop (annex I, part I, II.6.a, 9.d)."""
    bare = [line.rstrip(" ;.,") for line in lines if line.strip()]
    if len(bare) == 1 and is_alone_bare:
        return bare
    return [f"{line}{';' if at < len(bare) else '.'}" for at, line in enumerate(bare, 1)]


def _with_archive(content: Content, kind: DocumentKind) -> list[str]:
    if kind.layout is Layout.GREETING:
        return []
    unit = content.get("unit_symbol", "")
    names = [line.rstrip(" ;.,") for line in content.get("recipients", []) if line.strip()]
    kept = [name for name in names if not name.lower().startswith("lưu")]
    archive = f"Lưu: VT{f', {unit}' if unit else ''}."
    return [*(f"{name};" for name in kept), archive]


def _second_signer(parts: Parts, content: Content) -> dict[str, str] | None:
    if not parts.second_signer:
        return None
    named = content.get("second_signer") or {}
    title = named.get("title") or parts.second_signer
    return {"name": named.get("name", ""), "title": title, "authority": ""}


def _annexes(content: Content) -> list[dict[str, Any]]:
    annexes = [annex for annex in content.get("annexes", []) if annex.get("title")]
    is_one = len(annexes) == 1
    return [
        {
            "label": "Phụ lục" if is_one else f"Phụ lục {_ROMAN[at]}",
            "title": annex["title"],
            "blocks": read_blocks(annex.get("body", "")),
        }
        for at, annex in enumerate(annexes[: len(_ROMAN)])
    ]
