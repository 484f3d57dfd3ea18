"""Rows of a content, added, changed, moved and removed; the content given is never touched."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tinhso.procedures.rules.co_signing import PARTIES, parties_of, with_parties

Content = dict[str, Any]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where rows stand in a content: a part of the procedure, or of one of its variants."""

    part: str
    variant: str = ""


def rows_at(content: Mapping[str, Any], place: Place) -> list[Row]:
    """Give the rows at a place; none where the part is absent.

    :raises KeyError: the content has no such variant.
    """
    if place.part == PARTIES:
        return parties_of(content)
    if not place.variant:
        rows: list[Row] = content.get(place.part) or []
        return rows
    own: list[Row] = _variant(content, place.variant)[place.part]
    return own


def with_row(content: Content, place: Place, row: Row, at: int | None = None) -> Content:
    """Give the content with a row changed, or added at the end without a position.

    :raises IndexError: there is no row at the position.
    """
    rows = list(rows_at(content, place))
    if at is None:
        rows.append(row)
    else:
        rows[at] = {**rows[at], **row}
    return _with_rows(content, place, rows)


def without_row(content: Content, place: Place, at: int) -> Content:
    """Give the content without a row.

    :raises IndexError: there is no row at the position.
    """
    rows = list(rows_at(content, place))
    del rows[at]
    return _with_rows(content, place, rows)


def with_row_moved(content: Content, place: Place, at: int, by: int) -> Content:
    """Give the content with a row moved up (-1) or down (1); at the edge it stays.

    :raises IndexError: there is no row at the position.
    """
    return _with_rows(content, place, moved(rows_at(content, place), at, by))


def moved(rows: list[Any], at: int, by: int) -> list[Any]:
    """Give a list with one item moved by some places; at the edge it stays.

    :raises IndexError: there is no item at the position.
    """
    result = list(rows)
    item = result.pop(at)
    result.insert(min(max(at + by, 0), len(result)), item)
    return result


def _with_rows(content: Content, place: Place, rows: list[Row]) -> Content:
    changed = copy.deepcopy(content)
    if place.part == PARTIES:
        return with_parties(changed, rows)
    if place.variant:
        _variant(changed, place.variant)[place.part] = rows
    elif rows or place.part != "variants":
        changed[place.part] = rows
    else:
        # A procedure without variants says nothing of them.
        changed.pop("variants", None)
    return changed


def _variant(content: Mapping[str, Any], code: str) -> Row:
    found: Row | None = next(
        (row for row in content.get("variants") or [] if row["code"] == code), None
    )
    if found is None:
        raise KeyError(code)
    return found
