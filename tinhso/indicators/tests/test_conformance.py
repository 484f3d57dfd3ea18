"""Every engine gives the same sums: those of plain Python over the rows."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.indicators.gateways import answer
from tinhso.indicators.models import Fact
from tinhso.indicators.rules import AreaLevel, periods
from tinhso.indicators.rules.metrics import MetricQuery, SumRow
from tinhso.indicators.tests.conformance import (
    World,
    engine_named,
    engine_names,
    in_sums,
    plain_answer,
)
from tinhso.indicators.tests.factories import AT, LATER

pytestmark = pytest.mark.django_db
REQUESTS = int(os.environ.get("TINHSO_CONFORMANCE_REQUESTS", "40"))
#: Starting a job costs Spark more than these few rows do.
MOST_REQUESTS = {"spark": 60}
_report: dict[str, dict[str, int]] = {}


@pytest.fixture(scope="module", autouse=True)
def _write_report() -> Iterator[None]:
    yield
    if path := os.environ.get("TINHSO_CONFORMANCE_REPORT"):
        Path(path).write_text(json.dumps(_report), encoding="utf-8")


@pytest.fixture
def world() -> World:
    with acting_as(SYSTEM):
        return World()


def _ordered(rows: list[SumRow]) -> list[SumRow]:
    return sorted(rows, key=lambda r: (r.indicator_id, r.target_id, r.slot_id, r.breakdown))


@pytest.mark.parametrize("name", engine_names())
def test_engines_add_up_like_plain_python(name: str, world: World) -> None:
    engine = engine_named(name, world)
    asked = groups = 0
    with acting_as(SYSTEM):
        facts = list(Fact.objects.all())
        for request in world.requests(min(REQUESTS, MOST_REQUESTS.get(name, REQUESTS))):
            if name == "sums" and not in_sums(request, world):
                continue
            expected = _ordered(plain_answer(request, facts))
            assert _ordered(engine.add_up(request)) == expected, request
            asked, groups = asked + 1, groups + len(expected)

    assert groups > asked > 4
    _report[name] = {"requests": asked, "groups": groups}


@pytest.mark.parametrize("name", [name for name in engine_names() if name != "facts"])
def test_answers_are_the_same_whichever_engine_added_up(name: str, world: World) -> None:
    codes = ("C2026M2", "C2026Q1", "A2026M2", "C2026H1", "D20260115", "W202603")
    asked = codes[:4] if name == "sums" else codes
    questions = [
        MetricQuery(
            indicators=("X.0", "X.3", "X.DAY"),
            periods=tuple(periods.from_code(code).id for code in asked),
            level=level, by_breakdown=by_breakdown, as_of=as_of,
        )
        for as_of in ((None,) if name == "sums" else (None, AT, LATER))
        for level in (AreaLevel.PROVINCE, AreaLevel.COMMUNE)
        for by_breakdown in (False, True)
    ]  # fmt: skip
    with acting_as(SYSTEM):
        for question in questions:
            wanted = answer(_by("facts", question), SYSTEM)
            found = answer(_by(name, question), SYSTEM)

            assert found.cells == wanted.cells
            assert found.engines == (name,)
            assert any(cell.value is not None for cell in found.cells)


def _by(engine: str, question: MetricQuery) -> MetricQuery:
    return replace(question, engine=engine)
