"""Cases within a procedure (trường hợp): what differs for the one the applicant is in."""

from collections.abc import Mapping
from typing import Any

Content = Mapping[str, Any]
Row = dict[str, Any]


def find_variant(content: Content, code: str) -> Row | None:
    """Give the variant with a code, or ``None``."""
    rows = content.get("variants") or []
    return next((row for row in rows if row["code"] == code), None)


def ways_for(content: Content, code: str = "") -> list[Row]:
    """Give the ways of filing of a variant: its own where it has any, else the procedure's."""
    variant = find_variant(content, code)
    ways: list[Row] = (variant["ways"] if variant else None) or content["ways"]
    return ways


def process_for(content: Content, code: str = "") -> list[Row]:
    """Give the internal process of a variant: its own where it has any, else the procedure's."""
    variant = find_variant(content, code)
    rows: list[Row] = (variant["process"] if variant else None) or content["process"]
    return rows


def papers_for(content: Content, code: str = "") -> list[Row]:
    """Give the papers of a variant in the procedure's order, each required or not as it says.

    Without a variant all papers are given, required or not as the procedure says.
    """
    papers: list[Row] = content["papers"]
    variant = find_variant(content, code)
    if variant is None:
        return papers
    required, optional = set(variant["required_papers"]), set(variant["optional_papers"])
    return [
        {**paper, "is_required": paper["code"] in required}
        for paper in papers
        if paper["code"] in required | optional
    ]
