"""The decision table of fees in a content, changed line by line; what is given stays untouched."""

from collections.abc import Iterator, Mapping
from typing import Any

from tinhso.procedures.rules.channels import CHARGED, COUNTER
from tinhso.procedures.rules.editing import moved

Table = dict[str, Any]
Row = dict[str, Any]
#: Stands for the row of a line that applies when no other does.
OTHERWISE = -1
LINES, EXEMPTIONS = "lines", "exemptions"
_UNNAMED = {"vi": "Phí, lệ phí", "en": "Fee"}


def find_entry(table: Mapping[str, Any], part: str, code: str) -> Row | None:
    """Give a line or an exemption by its code, or ``None``."""
    return next((row for row in table.get(part, []) if row["code"] == code), None)


def with_entry(table: Mapping[str, Any], part: str, entry: Row, former: str = "") -> Table:
    """Put a line or an exemption in the place of the one of a former code, or behind all.

    Exemptions that name a line under its former code name it by its new one.
    """
    rows = table.get(part, [])
    if find_entry(table, part, former) is None:
        return {**table, part: [*rows, entry]}
    changed = {**table, part: [entry if row["code"] == former else row for row in rows]}
    is_renamed = part == LINES and former != entry["code"]
    return _with_line_renamed(changed, former, entry["code"]) if is_renamed else changed


def without_entry(table: Mapping[str, Any], part: str, code: str) -> Table:
    """Take a line or an exemption away."""
    return {**table, part: [row for row in table.get(part, []) if row["code"] != code]}


def with_entry_moved(table: Mapping[str, Any], part: str, code: str, by: int) -> Table:
    """Move a line or an exemption up (-1) or down (1).

    :raises StopIteration: there is none of that code.
    """
    rows = table.get(part, [])
    at = next(place for place, row in enumerate(rows) if row["code"] == code)
    return {**table, part: moved(rows, at, by)}


def exemptions_of_line(table: Mapping[str, Any], code: str) -> list[Row]:
    """Give the exemptions that name a line."""
    return [row for row in table.get(EXEMPTIONS, []) if code in row.get("lines", [])]


def fee_row(line: Mapping[str, Any], at: int) -> Row:
    """Give a row of a line by its position, or the one that applies otherwise.

    :raises IndexError: there is no row at the position.
    """
    row: Row = line["otherwise"] if at == OTHERWISE else line.get("rows", [])[at]
    return row


def with_fee_row(line: Mapping[str, Any], row: Row, at: int | None) -> Row:
    """Put a row at a position, at ``OTHERWISE``, or behind the others without one."""
    if at == OTHERWISE:
        return {**line, "otherwise": row}
    rows = list(line.get("rows", []))
    if at is None:
        rows.append(row)
    else:
        rows[at] = row
    return {**line, "rows": rows}


def without_fee_row(line: Mapping[str, Any], at: int) -> Row:
    """Take a row away; the last one leaves only what applies otherwise."""
    rows = [row for place, row in enumerate(line["rows"]) if place != at]
    rest = {name: value for name, value in line.items() if name != "rows"}
    return {**rest, "rows": rows} if rows else rest


def with_fee_row_moved(line: Mapping[str, Any], at: int, by: int) -> Row:
    """Move a row up (-1) or down (1): the order decides which of several counts."""
    return {**line, "rows": moved(line["rows"], at, by)}


def with_quantity(table: Mapping[str, Any], name: str, quantity: Row, former: str = "") -> Table:
    """Put a quantity under a name; rows that ask for it under a former name follow."""
    kept = {key: value for key, value in table.get("quantities", {}).items() if key != former}
    changed = {**table, "quantities": {**kept, name: quantity}}
    if not former or former == name:
        return changed
    return {
        **changed,
        LINES: [_with_rows(line, former, name) for line in table.get(LINES, [])],
    }


def without_quantity(table: Mapping[str, Any], name: str) -> Table:
    """Take a quantity away; the last one takes the part with it."""
    kept = {key: value for key, value in table.get("quantities", {}).items() if key != name}
    rest = {key: value for key, value in table.items() if key != "quantities"}
    return {**rest, "quantities": kept} if kept else rest


def lines_asking(table: Mapping[str, Any], name: str) -> list[Row]:
    """Give the lines whose rows depend on a quantity."""
    return [
        line
        for line in table.get(LINES, [])
        if any(name in quantities_of_row(row) for row in rows_of_line(line))
    ]


def rows_of_line(line: Mapping[str, Any]) -> list[Row]:
    """Give every row of a line, the one that applies otherwise last."""
    return [*line.get("rows", []), line["otherwise"]]


def quantities_of_row(row: Mapping[str, Any]) -> set[str]:
    """Give the names of the quantities a row depends on."""
    rate, when = row["rate"], row.get("when", {})
    named = {rate[key] for key in ("unit", "share_of", "times") if rate.get(key)}
    return named | set(when.get("at_least", {})) | set(when.get("at_most", {}))


def table_from_ways(content: Mapping[str, Any]) -> Table:
    """Give the table that says what the ways of filing say: one line, a row where they differ.

    Sources are those of the fee of the same amount, else of the first; without fees they are to
    be confirmed. A way that is no channel of its own (the national portal, a helper) goes as
    another and makes no row. Mirrors what ``payments`` reckons without a table.
    """
    fees = content.get("fees") or []
    own = [
        row
        for variant in content.get("variants") or []
        if variant["ways"]
        for row in _rows_of_ways(variant["ways"], fees, [variant["code"]])
    ]
    rows = [*own, *_rows_of_ways(content["ways"], fees)]
    line = {
        "code": "fee",
        "name": fees[0]["name"] if fees else _UNNAMED,
        **({"rows": rows} if rows else {}),
        "otherwise": _flat(_usual_amount(content["ways"]), fees),
    }
    return {LINES: [line]}


def _rows_of_ways(
    ways: list[Row], fees: list[Row], case_kinds: list[str] | None = None
) -> Iterator[Row]:
    """Give a row a way that costs something else than the usual; of a variant, its usual last."""
    case = {"case_kinds": case_kinds} if case_kinds else {}
    usual = _usual_amount(ways)
    for way in ways:
        if way["channel"] in CHARGED and way["fee_vnd"] != usual:
            yield _flat(way["fee_vnd"], fees, {"channels": [way["channel"]], **case})
    if case:
        yield _flat(usual, fees, case)


def _usual_amount(ways: list[Row]) -> int:
    """Give what the counter takes, else the first way."""
    counter = [way["fee_vnd"] for way in ways if way["channel"] == COUNTER]
    amounts: list[int] = [*counter, *(way["fee_vnd"] for way in ways), 0]
    return amounts[0]


def _flat(amount_vnd: int, fees: list[Row], when: Row | None = None) -> Row:
    same = [fee for fee in fees if fee["amount_vnd"] == amount_vnd] or fees
    source = same[0] if same else {"basis": "", "certainty": "to_confirm"}
    return {
        **({"when": when} if when else {}),
        "rate": {"fixed_vnd": amount_vnd},
        "basis": source["basis"],
        "certainty": source["certainty"],
    }


def _with_line_renamed(table: Table, former: str, code: str) -> Table:
    exemptions = [
        {**row, "lines": [code if name == former else name for name in row["lines"]]}
        if "lines" in row
        else row
        for row in table.get(EXEMPTIONS, [])
    ]
    return {**table, EXEMPTIONS: exemptions} if exemptions else table


def _with_rows(line: Row, former: str, name: str) -> Row:
    changed = {**line, "otherwise": _renamed(line["otherwise"], former, name)}
    if "rows" in line:
        changed["rows"] = [_renamed(row, former, name) for row in line["rows"]]
    return changed


def _renamed(row: Row, former: str, name: str) -> Row:
    rate = {
        key: name if key in {"unit", "share_of", "times"} and value == former else value
        for key, value in row["rate"].items()
    }
    changed = {**row, "rate": rate}
    if "when" in row:
        changed["when"] = {
            key: {name if asked == former else asked: n for asked, n in value.items()}
            if key in {"at_least", "at_most"}
            else value
            for key, value in row["when"].items()
        }
    return changed
