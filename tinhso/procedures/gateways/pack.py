"""Reads procedures in the province pack's JSON format and checks them against its schema."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from django.conf import settings
from django.utils.translation import gettext as _

from tinhso.core.text import nfc
from tinhso.procedures.gateways.problems import problem_words
from tinhso.procedures.rules import Contradiction, Flaw, contradictions

Content = dict[str, Any]
_NOT_PROCEDURES = {"schema.json", "fields.json"}


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One procedure as read: where it stood, its content when readable, else what is wrong."""

    source: str
    content: Content | None
    problems: tuple[str, ...] = ()


def read_fields(folder: Path) -> list[Content]:
    """Give the fields of administration (lĩnh vực) of a pack."""
    rows: list[Content] = json.loads(nfc((folder / "fields.json").read_text(encoding="utf-8")))
    return rows


def read_pack(folder: Path) -> list[CatalogueEntry]:
    """Give every procedure file of a pack, in order of file name."""
    paths = sorted(path for path in folder.glob("*.json") if path.name not in _NOT_PROCEDURES)
    return [entry for path in paths for entry in read_json(path.name, path.read_bytes())]


def read_json(source: str, raw: bytes) -> list[CatalogueEntry]:
    """Give the procedures of a JSON file: one, or a list of them."""
    try:
        parsed = json.loads(nfc(raw.decode("utf-8-sig")))
    except ValueError as error:
        problem = _("Tệp không phải JSON hợp lệ: %(error)s") % {"error": error}
        return [CatalogueEntry(source, None, (problem,))]
    rows = parsed if isinstance(parsed, list) else [parsed]
    if isinstance(parsed, list):
        return [check(f"{source} [{at}]", row) for at, row in enumerate(rows, 1)]
    return [check(source, parsed)]


def check(source: str, content: Any) -> CatalogueEntry:
    """Give an entry with what the schema says is wrong, each problem with its place."""
    problems = tuple(
        f"{'/'.join(str(part) for part in error.instance_path) or '.'}: {problem_words(error)}"
        for error in _validator(settings.PROVINCE_PACK).iter_errors(content)
    )
    problems = problems or tuple(map(_words, contradictions(content)))
    return CatalogueEntry(source, None if problems else content, problems)


def _words(found: Contradiction) -> str:
    """Say a contradiction with its place, as the schema's problems are said."""
    texts = {
        Flaw.REPEATED: _("“%(code)s” xuất hiện hai lần."),
        Flaw.UNKNOWN_PAPER: _("không có giấy tờ “%(code)s” trong thành phần hồ sơ."),
        Flaw.UNKNOWN_QUESTION: _("không có câu hỏi “%(code)s”."),
        Flaw.UNASKED_QUESTION: _("câu hỏi “%(code)s” không nằm ở trang nào."),
        Flaw.ASKED_TWICE: _("câu hỏi “%(code)s” nằm ở hai chỗ."),
        Flaw.UNKNOWN_FEE: _("không có khoản thu “%(code)s” trong bảng phí."),
        Flaw.UNKNOWN_VARIANT: _("không có trường hợp “%(code)s”."),
        Flaw.UNKNOWN_QUANTITY: _("không có số lượng “%(code)s” trong bảng phí."),
        Flaw.CLOSED_LAST_TIER: _("bậc cuối của khoản “%(code)s” phải áp dụng cho phần còn lại."),
    }
    return f"{found.part}: {texts[found.flaw] % {'code': found.code}}"


def write_json(contents: list[Content]) -> bytes:
    """Give procedures as one JSON list that reads back the same."""
    return (json.dumps(contents, ensure_ascii=False, indent=2) + "\n").encode()


@cache
def _validator(pack: Path) -> jsonschema_rs.Draft202012Validator:
    schema = json.loads((pack / "procedures" / "schema.json").read_text(encoding="utf-8"))
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
