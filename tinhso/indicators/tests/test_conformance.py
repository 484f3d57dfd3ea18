"""Every engine gives the same sums: those of plain Python over the rows."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import Settings

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.indicators.gateways import answer
from tinhso.indicators.gateways.choosing import drop_tables_but
from tinhso.indicators.gateways.engines import EngineAway
from tinhso.indicators.models import Fact
from tinhso.indicators.rules import AreaLevel, periods
from tinhso.indicators.rules.metrics import MetricQuery, SumRow
from tinhso.indicators.tests.conformance import (
    EXTRA_PACKAGES,
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
MOST_REQUESTS = {"spark": 25}
_report: dict[str, dict[str, int]] = {}


@pytest.fixture(scope="module", autouse=True)
def _write_report() -> Iterator[None]:
    yield
    if path := os.environ.get("TINHSO_CONFORMANCE_REPORT"):
        Path(path).write_text(json.dumps(_report), encoding="utf-8")


@pytest.fixture(scope="module")
def clickhouse() -> Iterator[str]:
    """Run ClickHouse's peer for the tests of this file; gives its address."""
    command = [sys.executable, "-m", "peers.clickhouse"]
    names = {"PYTHONPATH": EXTRA_PACKAGES, "CLICKHOUSE_PORT": "0"}
    with subprocess.Popen(  # noqa: S603
        command,
        cwd=settings.BASE_DIR,
        env={**os.environ, **names},
        stdout=subprocess.PIPE,
        text=True,
    ) as peer:
        assert peer.stdout is not None
        port = peer.stdout.readline().rpartition(":")[2].strip()
        yield f"http://tinhso:demo@127.0.0.1:{port}/tinhso"
        peer.terminate()


@pytest.fixture(params=engine_names())
def name(request: pytest.FixtureRequest, settings: Settings) -> str:
    """Name an engine; what it talks to is running."""
    if request.param == "clickhouse":
        settings.CLICKHOUSE_URL = request.getfixturevalue("clickhouse")
    return str(request.param)


@pytest.fixture
def world() -> World:
    with acting_as(SYSTEM):
        return World()


def _ordered(rows: list[SumRow]) -> list[SumRow]:
    return sorted(rows, key=lambda r: (r.indicator_id, r.target_id, r.slot_id, r.breakdown))


def test_engines_add_up_like_plain_python(name: str, world: World) -> None:
    engine = engine_named(name, world)
    asked = groups = small = 0
    with acting_as(SYSTEM):
        facts = list(Fact.objects.all())
        for request in world.requests(min(REQUESTS, MOST_REQUESTS.get(name, REQUESTS))):
            if name == "sums" and not in_sums(request, world):
                continue
            expected = _ordered(plain_answer(request, facts))
            assert _ordered(engine.add_up(request)) == expected, request
            asked, groups = asked + 1, groups + len(expected)

            small += sum(row.is_small for row in expected)

    assert groups > asked > 4
    assert small > 4
    _report[name] = {"requests": asked, "groups": groups}


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


@pytest.mark.skipif("clickhouse" not in engine_names(), reason="no ClickHouse to be away")
def test_facts_stand_in_for_a_server_that_is_away(
    world: World, clickhouse: str, settings: Settings
) -> None:
    settings.INDICATORS_ENGINE, settings.CLICKHOUSE_URL = "clickhouse", clickhouse
    question = MetricQuery(("X.0",), (periods.from_code("C2026Q1").id,), as_of=LATER)
    with acting_as(SYSTEM):
        there = answer(question, SYSTEM)
        settings.CLICKHOUSE_URL = "http://tinhso:demo@127.0.0.1:9/tinhso"
        away = answer(question, SYSTEM)

        with pytest.raises(EngineAway):
            answer(_by("clickhouse", question), SYSTEM)
    assert (there.engines, away.engines) == (("clickhouse",), ("facts",))
    assert there.cells == away.cells


@pytest.mark.skipif("clickhouse" not in engine_names(), reason="no ClickHouse to forget")
def test_tables_of_old_files_go_with_the_files(
    world: World, clickhouse: str, settings: Settings
) -> None:
    settings.CLICKHOUSE_URL = clickhouse
    with acting_as(SYSTEM):
        answer(_by("clickhouse", MetricQuery(("X.0",), (periods.from_code("C2026M1").id,))), SYSTEM)
        kept = [file.name for file in world.files()]

        gone = drop_tables_but(kept[1:]), drop_tables_but(kept[1:])
    assert gone[0] > 0
    assert gone[1] == 0


def _by(engine: str, question: MetricQuery) -> MetricQuery:
    return replace(question, engine=engine)
