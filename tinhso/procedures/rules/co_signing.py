"""Who signs an application beside its applicant: people the form names, and others added."""

from collections.abc import Mapping
from typing import Any

Content = dict[str, Any]
Row = dict[str, Any]
PARTIES = "parties"
_NOBODY: Mapping[str, Any] = {
    PARTIES: [],
    "others": None,
    "basis": "",
    "certainty": "to_confirm",
}


def parties_of(content: Mapping[str, Any]) -> list[Row]:
    """Give the people the form names who sign too; often nobody."""
    rows: list[Row] = (content.get("co_signing") or _NOBODY)[PARTIES]
    return rows


def with_parties(content: Mapping[str, Any], rows: list[Row]) -> Content:
    """Give the content with other people to sign; a part without anybody is left out."""
    return _kept(content, {**(content.get("co_signing") or _NOBODY), PARTIES: rows})


def with_signing_terms(content: Mapping[str, Any], terms: Mapping[str, Any]) -> Content:
    """Give the content with other terms: ``others`` (or ``None``), ``basis``, ``certainty``."""
    return _kept(content, {**(content.get("co_signing") or _NOBODY), **terms})


def _kept(content: Mapping[str, Any], co_signing: Mapping[str, Any]) -> Content:
    rest = {name: part for name, part in content.items() if name != "co_signing"}
    if not co_signing[PARTIES] and co_signing["others"] is None:
        return rest
    return {**rest, "co_signing": dict(co_signing)}
