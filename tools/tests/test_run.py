"""`make run` for real: everything starts, survives kill -9 of any child, and stops cleanly.

Started again, it is written to by six programs while web, relay, sequencer and database die: the
crash campaign, small. In full it is `make campaign`.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.campaign import LOADS, SETTINGS, Plan, run_on, wrongs_of
from tools.folders import ROOT
from tools.postgres import port_is_free
from tools.running_platform import PLATFORM, Platform, platform_of_its_own

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc"),
]


@pytest.fixture
def platform() -> Iterator[Platform]:
    """Give a platform that is stopped, or killed, in the end."""
    with platform_of_its_own() as started:
        started.loads, started.settings = LOADS, dict(SETTINGS)
        yield started


def _is_gone(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except FileNotFoundError:
        return True
    return stat.rpartition(")")[2].split()[0] == "Z"


def _assert_nothing_acknowledged_is_lost(platform: Platform) -> None:
    victims = ("web", "relay", "sequencer")
    plan = Plan(writes=240, kills=6, stops=1, settle_seconds=1, victims=victims)

    figures = run_on(platform, plan)

    assert wrongs_of(figures) == []
    assert figures["acknowledged writes"] >= plan.writes
    assert sum(number for name, number in figures.items() if name.startswith("kills")) >= 4


def test_platform_survives_kills_and_stops_cleanly(platform: Platform) -> None:
    platform.start()
    first = platform.children()
    platform.until(platform.is_ready)
    assert len(first) == len(PLATFORM) + len(platform.peers)

    for names in (["postgres"], ["web"], [*PLATFORM[2:], *platform.peers]):
        killed = platform.kill(names)
        platform.until(lambda: platform.is_whole_without(killed, len(first)))  # noqa: B023
    last = platform.children()

    assert not set(first) & set(last)
    second = subprocess.run(
        [sys.executable, "-m", "tools.supervisor"], cwd=ROOT, env=platform.environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "already runs" in second.stderr
    assert platform.stop() == 0
    assert all(_is_gone(pid) for pid in last)
    assert all(port_is_free(port) for port in platform.ports.values())

    platform.start()
    assert not [line for line in platform.said if "Nạp dữ liệu" in line], "nothing is loaded twice"
    _assert_nothing_acknowledged_is_lost(platform)
    assert platform.stop() == 0
