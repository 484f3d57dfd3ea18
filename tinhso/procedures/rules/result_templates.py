"""Result templates: which values their lines may name, what is wrong, what a preview shows."""

import re
from collections.abc import Mapping
from typing import Any

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_BRACES = re.compile(r"\{\{|\}\}")
#: Values every result has besides answers, with an example of each.
STANDING_VALUES: Mapping[str, str] = {
    "agency.name": "Ủy ban nhân dân phường Tân Phú",
    "area.name": "Phường Tân Phú",
    "case.code": "H10.32.01-210601-0001",
    "case.applicant_name": "Nguyễn Thị Hoa",
    "today": "2021-06-02",
}
Template = Mapping[str, Any]


def known_values(content: Mapping[str, Any], template: Template) -> dict[str, str]:
    """Give what lines may name (``form.x``, ``result.y`` …) with its Vietnamese name."""
    asked = content["form"]["properties"]
    extra = {row["code"]: row["property"] for row in template.get("extra_fields", ())}
    return {
        **{f"form.{name}": _name(name, question) for name, question in asked.items()},
        **{f"result.{name}": _name(name, question) for name, question in extra.items()},
        **dict.fromkeys(STANDING_VALUES, ""),
    }


def _name(code: str, question: Mapping[str, Any]) -> str:
    return str((question.get("x-title") or {}).get("vi") or question.get("title") or code)


def unknown_values(text: str, known: Mapping[str, str]) -> list[str]:
    """Give what a line names and nobody can fill in, in order."""
    return [name for name in PLACEHOLDER.findall(text) if name not in known]


def has_stray_braces(text: str) -> bool:
    """Tell whether braces stand alone: the line would print them."""
    return bool(_BRACES.search(PLACEHOLDER.sub("", text)))


def sample_content(content: Mapping[str, Any], template: Template) -> dict[str, Any]:
    """Give a result's content in which each answer is its own name, for a preview."""
    shown = {path: f"‹{words}›" for path, words in known_values(content, template).items()}
    return {
        "template": template,
        "form": _below(shown, "form."),
        "result": _below(shown, "result."),
        "case": _below(STANDING_VALUES, "case."),
        "area": _below(STANDING_VALUES, "area."),
        "agency": {"name": STANDING_VALUES["agency.name"], "parent_name": "", "place": "Tân Phú"},
        "issued_on": STANDING_VALUES["today"],
        "signer": {
            "name": "Phạm Văn Mẫu",
            "title": "Chủ tịch",
            "authority": "TM.",
            "agency_name": STANDING_VALUES["agency.name"],
        },
    }


def _below(values: Mapping[str, str], prefix: str) -> dict[str, str]:
    found = values.items()
    return {path.removeprefix(prefix): text for path, text in found if path.startswith(prefix)}
