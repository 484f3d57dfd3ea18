"""Fee tables: which row counts, what it gives, who is exempt, for every question."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.payments.rules.fee_tables import BadFeeTable, read_table, table_of
from tinhso.payments.rules.fees import FeeQuestion, assess

DAY = date(2021, 6, 1)
LAW = {"basis": "Thông tư 226/2016/TT-BTC, Điều 4", "certainty": "confirmed"}
NAME = {"vi": "Phí", "en": "Fee"}
PAGES = {
    "unit": "pages",
    "tiers": [{"up_to": 2, "amount_vnd": 2000}, {"up_to": None, "amount_vnd": 1000}],
    "cap_vnd": 200_000,
    "times": "copies",
}


def row(rate: dict[str, Any], **when: Any) -> dict[str, Any]:
    return {"rate": rate, "when": when, **LAW}


def table(otherwise: dict[str, Any], *rows: dict[str, Any], **more: Any) -> Any:
    line = {"code": "fee", "name": NAME, "otherwise": row(otherwise), "rows": list(rows)}
    line |= {key: more.pop(key) for key in ("policy",) if key in more}
    return read_table({"lines": [line], **more})


def ask(channel: str = "ONLINE", on: date = DAY, **quantities: int) -> FeeQuestion:
    return FeeQuestion(channel, on, quantities=quantities)


@pytest.mark.parametrize(
    ("pages", "copies", "amount"),
    [(1, 1, 2000), (2, 1, 4000), (3, 1, 5000), (5, 3, 21_000), (500, 2, 400_000), (0, 1, 0)],
)
def test_pages_are_counted_by_tier_and_capped_a_copy(pages: int, copies: int, amount: int) -> None:
    assert assess(table(PAGES), ask(pages=pages, copies=copies)).total_vnd == amount


@pytest.mark.parametrize(
    ("value", "amount"), [(0, 50_000), (100_000_000, 100_000), (999_999, 50_000), (10**12, 10**7)]
)
def test_share_of_a_value_keeps_to_its_floor_and_cap(value: int, amount: int) -> None:
    rate = {
        "share_of": "value_vnd",
        "share_per_100000": 100,
        "floor_vnd": 50_000,
        "cap_vnd": 10_000_000,
    }

    assert assess(table(rate), ask(value_vnd=value)).total_vnd == amount


def test_first_row_that_applies_counts() -> None:
    rows = [row({"fixed_vnd": 5}, channels=["ONLINE"]), row({"fixed_vnd": 7})]

    assert assess(table({"fixed_vnd": 9}, *rows), ask()).total_vnd == 5
    assert assess(table({"fixed_vnd": 9}, *rows), ask("COUNTER")).total_vnd == 7


def test_summing_line_adds_every_row_that_applies() -> None:
    rows = [row({"fixed_vnd": 5}, channels=["ONLINE"]), row({"fixed_vnd": 7})]

    assert assess(table({"fixed_vnd": 9}, *rows, policy="SUM"), ask()).total_vnd == 12


def test_rate_changes_on_its_day() -> None:
    old = row({"fixed_vnd": 5}, valid_to="2021-06-01")
    new = row({"fixed_vnd": 8}, valid_from="2021-06-01")
    found = table({"fixed_vnd": 0}, old, new)

    assert assess(found, ask(on=date(2021, 5, 31))).total_vnd == 5
    assert assess(found, ask(on=date(2021, 6, 1))).total_vnd == 8


def test_without_a_matching_row_the_last_rate_holds() -> None:
    found = assess(table({"fixed_vnd": 9}, row({"fixed_vnd": 1}, channels=["POST"])), ask())

    assert found.total_vnd == 9
    assert found.lines[0].rows[0].source.basis == LAW["basis"]


def exemption(percent: int, **more: Any) -> dict[str, Any]:
    return {"code": f"x-{percent}", "name": NAME, "percent": percent, **LAW, **more}


def test_person_pays_by_the_exemption_that_spares_most() -> None:
    spared = [exemption(50, kind="ELDERLY"), exemption(100, kind="POOR_HOUSEHOLD")]
    found = table({"fixed_vnd": 1001}, exemptions=spared)
    poor = FeeQuestion("ONLINE", DAY, frozenset({"ELDERLY", "POOR_HOUSEHOLD"}))
    old = FeeQuestion("ONLINE", DAY, frozenset({"ELDERLY"}))

    assert [assess(found, each).total_vnd for each in (poor, old, ask())] == [0, 500, 1001]
    assert assess(found, old).gross_vnd == 1001


def test_filing_online_is_free_from_the_day_a_resolution_says_so() -> None:
    free = exemption(100, channels=["ONLINE"], valid_from="2021-07-01")
    found = table({"fixed_vnd": 75_000}, exemptions=[free])

    assert assess(found, ask(on=date(2021, 6, 30))).total_vnd == 75_000
    assert assess(found, ask(on=date(2021, 7, 1))).total_vnd == 0
    assert assess(found, ask("COUNTER", on=date(2021, 7, 1))).total_vnd == 75_000


def test_exemption_keeps_to_its_lines() -> None:
    lines = [
        {"code": code, "name": NAME, "otherwise": row({"fixed_vnd": 10})} for code in ("a", "b")
    ]
    found = read_table({"lines": lines, "exemptions": [exemption(100, lines=["a"])]})

    assert [line.amount_vnd for line in assess(found, ask()).lines] == [0, 10]


def test_first_line_with_an_amount_counts_alone_when_the_table_says_so() -> None:
    lines = [
        {"code": "a", "name": NAME, "otherwise": row({})},
        {"code": "b", "name": NAME, "otherwise": row({"fixed_vnd": 10})},
        {"code": "c", "name": NAME, "otherwise": row({"fixed_vnd": 99})},
    ]

    assert assess(read_table({"lines": lines, "policy": "FIRST_MATCH"}), ask()).total_vnd == 10


def test_content_without_a_table_costs_what_its_ways_say() -> None:
    content = {
        "ways": [{"channel": "COUNTER", "fee_vnd": 9000}, {"channel": "ONLINE", "fee_vnd": 4000}],
        "fees": [{"name": NAME, "amount_vnd": 9000, **LAW}],
    }
    found = table_of(content)

    totals = [assess(found, ask(channel)).total_vnd for channel in ("ONLINE", "COUNTER", "POST")]
    assert totals == [4000, 9000, 9000]


@pytest.mark.parametrize(
    ("broken", "place"),
    [
        ({"lines": []}, "lines"),
        ({"lines": [{"code": "a", "name": NAME}]}, "lines.0.otherwise"),
        ({"lines": [{"code": "a", "name": NAME, "otherwise": {"rate": {"fixed_vnd": -1}, **LAW}}]},
         "lines.0.otherwise.rate.fixed_vnd"),
        ({"lines": [{"code": "a", "name": NAME, "otherwise": {"rate": {"fixed_vnd": 1.5}, **LAW}}]},
         "lines.0.otherwise.rate.fixed_vnd"),
        ({"lines": [{"code": "a", "name": NAME, "otherwise": {"rate": {}, "certainty": "sure"}}]},
         "lines.0.otherwise.certainty"),
        ({"lines": [{"code": "a", "name": NAME, "otherwise": row(
            {"unit": "pages", "tiers": [{"up_to": 2, "amount_vnd": 1}]})}]},
         "lines.0.otherwise.rate.tiers"),
        ({"policy": "X", "lines": [{"code": "a", "name": NAME, "otherwise": row({})}]}, "policy"),
        ({"lines": [{"code": "a", "name": NAME, "otherwise": row({})}],
          "exemptions": [exemption(101)]}, "exemptions.0.percent"),
        ({"lines": [{"code": "a", "name": NAME, "otherwise": row({}, valid_from="soon")}]},
         "lines.0.otherwise.when.valid_from"),
    ],
)  # fmt: skip
def test_broken_table_is_refused_with_its_place(broken: dict[str, Any], place: str) -> None:
    with pytest.raises(BadFeeTable) as refusal:
        read_table(broken)

    assert refusal.value.place == place


_AMOUNTS = st.integers(min_value=0, max_value=10**9)
_CHANNELS = st.sampled_from(["ONLINE", "COUNTER", "POST", "FAX"])
_KINDS = st.sampled_from(["POOR_HOUSEHOLD", "CHILD", "ELDERLY"])
_DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 1, 1))
_NAMES = st.sampled_from(["copies", "pages", "value_vnd"])


@st.composite
def _rates(draw: st.DrawFn) -> dict[str, Any]:
    rate: dict[str, Any] = {"fixed_vnd": draw(_AMOUNTS), "floor_vnd": draw(_AMOUNTS)}
    if draw(st.booleans()):
        ends = sorted(draw(st.sets(st.integers(1, 50), max_size=3)))
        tiers = [{"up_to": end, "amount_vnd": draw(_AMOUNTS)} for end in (*ends, None)]
        rate |= {"unit": draw(_NAMES), "tiers": tiers}
    if draw(st.booleans()):
        rate |= {"share_of": draw(_NAMES), "share_per_100000": draw(st.integers(0, 100_000))}
    rate["cap_vnd"] = draw(st.none() | _AMOUNTS)
    rate["times"] = draw(st.just("") | _NAMES)
    return rate


@st.composite
def _rows(draw: st.DrawFn) -> dict[str, Any]:
    return row(
        draw(_rates()),
        channels=draw(st.lists(_CHANNELS, unique=True, max_size=2)),
        valid_from=draw(st.none() | _DAYS.map(date.isoformat)),
        at_least={draw(_NAMES): draw(st.integers(0, 20))} if draw(st.booleans()) else {},
    )


@st.composite
def _tables(draw: st.DrawFn) -> dict[str, Any]:
    policies = st.sampled_from(["SUM", "FIRST_MATCH"])
    lines = [
        {
            "code": f"line-{number}",
            "name": NAME,
            "policy": draw(policies),
            "rows": draw(st.lists(_rows(), max_size=3)),
            "otherwise": row(draw(_rates())),
        }
        for number in range(draw(st.integers(1, 3)))
    ]
    exemptions = [
        exemption(draw(st.integers(0, 100)), kind=draw(st.just("") | _KINDS))
        for _ in range(draw(st.integers(0, 3)))
    ]
    return {"policy": draw(policies), "lines": lines, "exemptions": exemptions}


_QUESTIONS = st.builds(
    FeeQuestion,
    channel=_CHANNELS,
    on=_DAYS,
    kinds=st.frozensets(_KINDS),
    quantities=st.dictionaries(_NAMES, st.integers(-5, 10**6)),
)


@given(_tables(), _QUESTIONS)
def test_every_question_has_one_answer_that_is_never_negative(
    data: dict[str, Any], question: FeeQuestion
) -> None:
    found = assess(read_table(data), question)

    assert found == assess(read_table(data), question)
    assert found.lines
    assert all(0 <= line.amount_vnd <= line.gross_vnd for line in found.lines)
    assert all(line.rows and all(row.source.basis for row in line.rows) for line in found.lines)


@given(_tables(), _QUESTIONS)
def test_exemptions_never_make_it_dearer(data: dict[str, Any], question: FeeQuestion) -> None:
    spared = assess(read_table(data), question)
    unspared = assess(read_table({**data, "exemptions": []}), question)

    assert spared.total_vnd <= unspared.total_vnd == unspared.gross_vnd == spared.gross_vnd
