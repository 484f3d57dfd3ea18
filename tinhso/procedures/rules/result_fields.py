"""Extra fields of a result template: one changed, renamed with its lines, or taken away."""

import re
from collections.abc import Mapping
from typing import Any

Template = Mapping[str, Any]


def find_field(template: Template, code: str) -> dict[str, Any] | None:
    """Give an extra field by its code, or ``None``."""
    return next((row for row in template.get("extra_fields", []) if row["code"] == code), None)


def with_field(template: Template, row: Mapping[str, Any], *, former: str) -> dict[str, Any]:
    """Put a field in the place of the one of a former code, or behind all when there is none.

    Lines that name it under its former code name it by its new one.
    """
    rows = template.get("extra_fields", [])
    if find_field(template, former) is None:
        return {**template, "extra_fields": [*rows, row]}
    changed = [row if other["code"] == former else other for other in rows]
    body = [_renamed(line, former, row["code"]) for line in template.get("body", [])]
    return {**template, "body": body, "extra_fields": changed}


def without_field(template: Template, code: str) -> dict[str, Any]:
    """Take a field away."""
    rows = [row for row in template.get("extra_fields", []) if row["code"] != code]
    return {**template, "extra_fields": rows}


def lines_naming(template: Template, code: str) -> list[int]:
    """Give which lines, counted from one, print a field."""
    named = _naming(code)
    return [
        number
        for number, line in enumerate(template.get("body", []), 1)
        if any(named.search(line.get(part, "")) for part in ("text", "value"))
    ]


def _renamed(line: Mapping[str, Any], former: str, code: str) -> dict[str, Any]:
    named, words = _naming(former), f"{{{{result.{code}}}}}"
    return {
        part: named.sub(lambda _found: words, text) if part in {"text", "value"} else text
        for part, text in line.items()
    }


def _naming(code: str) -> re.Pattern[str]:
    return re.compile(r"\{\{\s*result\." + re.escape(code) + r"\s*\}\}")
