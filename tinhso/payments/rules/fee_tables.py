"""Reading fee tables from a procedure's content: plain data in, a checked table out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from tinhso.payments.rules.fees import (
    WHOLE,
    Condition,
    Exemption,
    FeeTable,
    Line,
    Period,
    Policy,
    Quantity,
    Rate,
    Row,
    Source,
    Tier,
)

Json = Mapping[str, Any]
COUNTER = "COUNTER"
CERTAINTIES = frozenset({"confirmed", "secondary", "to_confirm"})
_UNNAMED = {"vi": "Phí, lệ phí", "en": "Fee"}


class BadFeeTable(ValueError):
    """The data is no fee table; ``place`` says where, ``problem`` what is wrong (a code)."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.place = place
        self.problem = problem


def table_of(content: Json, exemptions: Iterable[Exemption] = ()) -> FeeTable:
    """Give the fee table of a procedure's content.

    A content without ``fee_table`` has one line with one row a way of filing, from its ``ways``
    and ``fees``; a way it does not name goes as at the counter.

    :raises BadFeeTable: the table in the content cannot be read.
    """
    given = content.get("fee_table")
    table = read_table(given) if given else _from_ways(content["ways"], content.get("fees", ()))
    return FeeTable(
        lines=table.lines,
        exemptions=(*table.exemptions, *exemptions),
        policy=table.policy,
        known_quantities=table.known_quantities,
    )


def _from_ways(ways: Sequence[Json], fees: Sequence[Json]) -> FeeTable:
    usual = next((way for way in ways if way["channel"] == COUNTER), None) or next(iter(ways), None)
    rows = tuple(
        Row(
            rate=Rate(fixed_vnd=way["fee_vnd"]),
            source=_source_of_amount(way["fee_vnd"], fees),
            when=Condition(channels=frozenset({way["channel"]})),
        )
        for way in ways
    )
    amount = usual["fee_vnd"] if usual else 0
    otherwise = Row(Rate(fixed_vnd=amount), _source_of_amount(amount, fees))
    name = fees[0]["name"] if fees else _UNNAMED
    return FeeTable((Line("fee", name, otherwise, rows),))


def _source_of_amount(amount_vnd: int, fees: Sequence[Json]) -> Source:
    for fee in (*(fee for fee in fees if fee["amount_vnd"] == amount_vnd), *fees):
        return Source(fee["basis"], fee["certainty"])
    return Source("", "to_confirm")


def read_table(data: Json) -> FeeTable:
    """Give the table of the pack's format (``fee_table`` of a procedure file).

    :raises BadFeeTable: it has no lines, an unknown policy or certainty, or a negative number.
    """
    lines = data.get("lines")
    if not isinstance(lines, list) or not lines:
        raise BadFeeTable("lines", "missing")
    read = tuple(_line(line, f"lines.{number}") for number, line in enumerate(lines))
    if len({line.code for line in read}) < len(read):
        raise BadFeeTable("lines", "code_twice")
    return FeeTable(
        lines=read,
        exemptions=tuple(
            read_exemption(each, f"exemptions.{number}")
            for number, each in enumerate(data.get("exemptions", []))
        ),
        policy=_policy(data.get("policy", Policy.SUM), "policy"),
        known_quantities={
            name: Quantity(
                str(each.get("answer", "")), _whole(each, "default", f"quantities.{name}")
            )
            for name, each in data.get("quantities", {}).items()
        },
    )


def _line(data: Json, place: str) -> Line:
    if "otherwise" not in data:
        raise BadFeeTable(f"{place}.otherwise", "missing")
    return Line(
        code=str(data["code"]),
        name=data["name"],
        otherwise=_row(data["otherwise"], f"{place}.otherwise"),
        rows=tuple(
            _row(row, f"{place}.rows.{number}") for number, row in enumerate(data.get("rows", []))
        ),
        policy=_policy(data.get("policy", Policy.FIRST_MATCH), f"{place}.policy"),
    )


def _row(data: Json, place: str) -> Row:
    return Row(
        rate=_rate(data.get("rate", {}), f"{place}.rate"),
        source=_source(data, place),
        when=_condition(data.get("when", {}), f"{place}.when"),
        note=data.get("note") or {},
    )


def _rate(data: Json, place: str) -> Rate:
    tiers = tuple(
        Tier(
            None if tier.get("up_to") is None else _whole(tier, "up_to", place),
            _whole(tier, "amount_vnd", place),
        )
        for tier in data.get("tiers", [])
    )
    limits = [tier.up_to for tier in tiers]
    if tiers and (limits[-1] is not None or None in limits[:-1]):
        raise BadFeeTable(f"{place}.tiers", "last_tier_must_be_open")
    return Rate(
        fixed_vnd=_whole(data, "fixed_vnd", place),
        unit=str(data.get("unit", "")),
        tiers=tiers,
        share_of=str(data.get("share_of", "")),
        share_per_100000=_whole(data, "share_per_100000", place),
        floor_vnd=_whole(data, "floor_vnd", place),
        cap_vnd=None if data.get("cap_vnd") is None else _whole(data, "cap_vnd", place),
        times=str(data.get("times", "")),
    )


def _condition(data: Json, place: str) -> Condition:
    return Condition(
        channels=frozenset(data.get("channels", [])),
        case_kinds=frozenset(data.get("case_kinds", [])),
        period=_period(data, place),
        at_least={name: _whole(data["at_least"], name, place) for name in data.get("at_least", {})},
        at_most={name: _whole(data["at_most"], name, place) for name in data.get("at_most", {})},
    )


def read_exemption(data: Json, place: str) -> Exemption:
    """Give an exemption of the pack's format.

    :raises BadFeeTable: its percent is not 0–100, or its source is unknown.
    """
    percent = _whole(data, "percent", place)
    if percent > WHOLE:
        raise BadFeeTable(f"{place}.percent", "over_100")
    return Exemption(
        code=str(data["code"]),
        name=data["name"],
        percent=percent,
        source=_source(data, place),
        kind=str(data.get("kind", "")),
        lines=frozenset(data.get("lines", [])),
        channels=frozenset(data.get("channels", [])),
        period=_period(data, place),
    )


def _source(data: Json, place: str) -> Source:
    certainty = str(data.get("certainty", ""))
    if certainty not in CERTAINTIES:
        raise BadFeeTable(f"{place}.certainty", "unknown")
    return Source(str(data.get("basis", "")), certainty)


def _period(data: Json, place: str) -> Period:
    try:
        first, last = (
            date.fromisoformat(data[name]) if data.get(name) else None
            for name in ("valid_from", "valid_to")
        )
    except (TypeError, ValueError) as error:
        raise BadFeeTable(f"{place}.valid_from", "no_date") from error
    return Period(first, last)


def _policy(name: str, place: str) -> Policy:
    try:
        return Policy(name)
    except ValueError as error:
        raise BadFeeTable(place, "unknown") from error


def _whole(data: Json, name: str, place: str) -> int:
    number = data.get(name, 0)
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        raise BadFeeTable(f"{place}.{name}", "no_whole_number")
    return number
