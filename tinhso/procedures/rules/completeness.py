"""Which of the parts the law asks for a procedure lacks, and which parts two versions differ in."""

from collections.abc import Callable, Mapping
from typing import Any

Content = Mapping[str, Any]
ANNOUNCEMENT = "announced_by"


def _has_papers(content: Content) -> bool:
    return bool(content.get("papers")) and bool(content.get("sets_of_papers"))


def _has_time_limit(content: Content) -> bool:
    ways = content.get("ways") or []
    amounts = [(way.get("time_limit") or {}).get("amount") for way in ways]
    return bool(amounts) and None not in amounts


def _has_deciding_agency(content: Content) -> bool:
    agency = content.get("deciding_agency") or {}
    if agency.get("kind") == "DEPARTMENT" and not agency.get("department_short_name"):
        return False
    return bool(agency.get("kind")) and bool(agency.get("tier"))


def _has_form(content: Content) -> bool:
    return bool((content.get("form") or {}).get("properties"))


def _is_there(part: str) -> Callable[[Content], bool]:
    return lambda content: bool(content.get(part))


def _is_said(part: str) -> Callable[[Content], bool]:
    return lambda content: bool((content.get(part) or {}).get("vi"))


# Decree 63/2010/NĐ-CP article 8.2. Conditions and fees exist only where the law sets them: an
# author who knows they are missing says so in the content's own ``missing_parts``.
_CHECKS: dict[str, Callable[[Content], bool]] = {
    "steps_text": _is_there("steps_text"),
    "ways": _is_there("ways"),
    "papers": _has_papers,
    "time_limit": _has_time_limit,
    "subjects": _is_said("subjects"),
    "deciding_agency": _has_deciding_agency,
    "form": _has_form,
    "result": _is_said("result"),
}


def missing_parts(content: Content) -> list[str]:
    """Give the legally required parts a procedure lacks, those its author named included.

    Decree 63/2010/NĐ-CP article 8.2; index 766, criterion 1.3. The decision that announced the
    procedure is none of its parts: `is_announced`.
    """
    found = [part for part, is_there in _CHECKS.items() if not is_there(content)]
    declared = [part for part in content.get("missing_parts") or [] if part not in found]
    return [part for part in found + declared if part != ANNOUNCEMENT]


def is_announced(content: Content) -> bool:
    """Tell whether the decision that announced a procedure is known, by its number.

    Announcing is a matter of Decree 63/2010/NĐ-CP articles 13-15, not of the content's parts.
    """
    return bool((content.get(ANNOUNCEMENT) or {}).get("number"))


def changed_parts(before: Content, after: Content) -> list[str]:
    """Give the names of the parts in which two contents differ, in the order of the newer one."""
    names = [*after, *(name for name in before if name not in after)]
    return [name for name in names if before.get(name) != after.get(name)]
