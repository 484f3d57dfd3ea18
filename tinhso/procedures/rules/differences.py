"""What two contents differ in, part by part and row by row, as a person compares them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Content = Mapping[str, Any]


class Change(StrEnum):
    """How a row differs."""

    ADDED = "ADDED"
    REMOVED = "REMOVED"
    CHANGED = "CHANGED"
    MOVED = "MOVED"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: its part, the row's key within it (empty: the part itself), both values."""

    part: str
    key: str
    change: Change
    before: Any
    after: Any


# Rows of these parts are told apart by one of their values.
_KEYS = {
    "ways": "channel",
    "papers": "code",
    "fees": "code",
    "legal_basis": "number",
    "process": "code",
    "variants": "code",
}
#: In the order the law names the parts (Decree 63/2010/NĐ-CP article 8.2).
PARTS = (
    "name", "summary", "everyday_words", "field", "tier", "steps_text", "ways", "cut_off", "papers",
    "sets_of_papers", "process", "variants", "subjects", "deciding_agency", "form", "result",
    "conditions", "fees", "legal_basis", "service_level", "partial_reason", "announced_by",
    "missing_parts", "result_template", "code", "slug", "valid_from", "valid_to",
)  # fmt: skip


def differences(before: Content, after: Content) -> list[Difference]:
    """Give every difference in the order the law names the parts."""
    names = [*PARTS, *sorted((set(before) | set(after)) - set(PARTS) - {"complete"})]
    return [found for part in names for found in _of_part(part, before.get(part), after.get(part))]


def _of_part(part: str, before: Any, after: Any) -> Iterator[Difference]:
    if before == after:
        return
    if part == "form":
        yield from _of_form(before, after)
    elif part == "fee_table":
        yield from _of_fee_table(before or {}, after or {})
    elif part == "co_signing":
        yield from _of_co_signing(before or {}, after or {})
    elif part in _KEYS:
        key = _KEYS[part]
        yield from _of_rows(part, _by_key(before or [], key), _by_key(after or [], key))
    elif part == "steps_text":
        yield from _of_rows(part, _numbered(before), _numbered(after))
    else:
        yield Difference(part, "", _kind(before, after), before, after)


def _of_form(before: Content, after: Content) -> Iterator[Difference]:
    yield from _of_rows(
        "pages", _by_key(before["x-pages"], "code"), _by_key(after["x-pages"], "code")
    )
    yield from _of_rows("questions", _asked(before), _asked(after))


def _of_fee_table(before: Content, after: Content) -> Iterator[Difference]:
    """Give the lines, exemptions and quantities that differ, and how lines make a sum."""
    for name, part in (("lines", "fee_table"), ("exemptions", "fee_exemptions")):
        sides = [_by_key(side.get(name, []), "code") for side in (before, after)]
        yield from _of_rows(part, *sides)
    sides = [side.get("quantities", {}) for side in (before, after)]
    yield from _of_rows("fee_quantities", *sides)
    policies = [side.get("policy", "SUM") for side in (before, after)]
    if policies[0] != policies[1]:
        yield Difference("fee_policy", "", Change.CHANGED, *policies)


def _of_co_signing(before: Content, after: Content) -> Iterator[Difference]:
    """Give the people to sign who differ, then what holds for all of them."""
    sides = [_by_key(side.get("parties", []), "code") for side in (before, after)]
    yield from _of_rows("co_signing", *sides)
    terms = [{k: v for k, v in side.items() if k != "parties"} for side in (before, after)]
    if terms[0] != terms[1]:
        yield Difference("co_signing", "", _kind(terms[0] or None, terms[1] or None), *terms)


def _asked(form: Content) -> dict[str, Any]:
    required = set(form["required"])
    for rule in form.get("allOf") or []:
        required |= set(rule["then"].get("required", []))
    names = [name for page in form["x-pages"] for name in page["fields"]]
    return {
        name: {**form["properties"][name], "is_required": name in required}
        for name in names
        if name in form["properties"]
    }


def _of_rows(part: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Difference]:
    for key, row in before.items():
        if key not in after:
            yield Difference(part, key, Change.REMOVED, row, None)
        elif row != after[key]:
            yield Difference(part, key, Change.CHANGED, row, after[key])
    for key, row in after.items():
        if key not in before:
            yield Difference(part, key, Change.ADDED, None, row)
    kept_before = [key for key in before if key in after]
    kept_after = [key for key in after if key in before]
    if kept_before != kept_after:
        yield Difference(part, "", Change.MOVED, kept_before, kept_after)


def _kind(before: Any, after: Any) -> Change:
    if before in (None, [], ""):
        return Change.ADDED
    return Change.REMOVED if after in (None, [], "") else Change.CHANGED


def _by_key(rows: list[dict[str, Any]], key: str) -> dict[str, Any]:
    return {str(row[key]): row for row in rows}


def _numbered(rows: list[Any] | None) -> dict[str, Any]:
    return {str(number): row for number, row in enumerate(rows or [], 1)}
