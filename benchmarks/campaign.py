"""The crash campaign: `make campaign`, `python -m benchmarks.campaign [writes [kills [stops]]]`.

Starts the platform as `make run` does, in a folder and on ports of its own, with signing keys and
two wards. Six writers let cases live through the JSON API and take fees in cash; whatever is not
answered is sent again with the same key. Meanwhile web (its master or one of its workers), worker,
relay and sequencer are killed with -9 at random moments, and the database is stopped at once.
In the end everything is counted against what was answered.
"""

import json
import random
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.campaign_strikes import Striker
from benchmarks.campaign_writers import Writer, Written
from tools.folders import ROOT, VENV_PYTHON
from tools.running_platform import Platform, platform_of_its_own

WRITES, KILLS, STOPS, WRITERS = 100_000, 60, 3, 6
#: A dead worker's job runs again after half a minute, found by a task that runs each minute.
SETTLE_SECONDS = 3_600.0
_LOOK_EVERY_SECONDS = 10
#: What the platform is given before: working days, and keys to sign with.
LOADS = "load_calendar init_pki"
#: Signed by the development authority, cosigned by nobody: no other program has to run.
SETTINGS = {"TINHSO_TRUST_URL": "", "TINHSO_LEDGER_WITNESSES": ""}
Counted = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is written and killed, and how long the work left over may take at the end."""

    writes: int = WRITES
    kills: int = KILLS
    stops: int = STOPS
    settle_seconds: float = SETTLE_SECONDS
    victims: tuple[str, ...] = ("web", "worker", "relay", "sequencer")


def main() -> None:
    """Run the campaign, print its figures as a table; end with an error when one is wrong."""
    given = [int(word) for word in sys.argv[1:4]]
    writes, kills, stops = [*given, *(WRITES, KILLS, STOPS)[len(given) :]]
    figures = run(Plan(writes, kills, stops))
    print("\n| figure | |\n|---|---|")
    for name, value in figures.items():
        print(f"| {name} | {value:,} |" if isinstance(value, int) else f"| {name} | {value} |")
    wrong = wrongs_of(figures)
    if wrong:
        raise SystemExit(f"wrong: {', '.join(wrong)}")


def wrongs_of(figures: Counted) -> list[str]:
    """Name the figures that must be zero and are not."""
    return [name for name, value in figures.items() if name.startswith("!") and value]


def run(plan: Plan) -> Counted:
    """Run the campaign on a platform of its own; give what was done and what was counted."""
    with platform_of_its_own(has_peers=False) as platform:
        platform.loads = LOADS
        platform.settings = dict(SETTINGS)
        platform.start()
        return run_on(platform, plan)


def run_on(platform: Platform, plan: Plan) -> Counted:
    """Run the campaign on a platform that runs; what has to be zero is named with ``!``."""
    cast = _inside(platform, "prepare", str(WRITERS))
    begun = time.monotonic()
    writers, striker = _strike_while_writing(platform, plan, cast)
    seconds = time.monotonic() - begun
    waited = _settle(platform, plan.settle_seconds)
    written = [case for writer in writers for case in writer.written]
    counted = _count(platform, written, is_settled=waited is not None)
    intact = _ledger_words(platform)
    return {
        "acknowledged writes": sum(writer.acknowledged for writer in writers),
        "cases filed": len(written),
        "answers that never came, sent again": sum(writer.sent_again for writer in writers),
        **{f"kills of {name}": number for name, number in sorted(striker.struck.items())},
        "minutes of writing": round(seconds / 60, 1),
        "minutes until all was worked off": round((waited or 0) / 60, 1),
        **counted,
        "ledger": intact,
        "!ledger not intact": int("The ledger is intact" not in intact),
    }


def _strike_while_writing(
    platform: Platform, plan: Plan, cast: Counted
) -> tuple[list[Writer], Striker]:
    port = int(platform.ports["8000"])
    share = -(-plan.writes // WRITERS)
    writers = [Writer(port, number, cast, share) for number in range(WRITERS)]
    is_over = threading.Event()
    striker = Striker(platform, plan.victims, random.Random(2021))
    moments = striker.moments(plan.writes, plan.kills, plan.stops)
    with ThreadPoolExecutor(WRITERS + 1) as pool:
        working = [pool.submit(writer.work) for writer in writers]
        killing = pool.submit(
            striker.strike_at, moments, lambda: sum(w.acknowledged for w in writers), is_over
        )
        try:
            for work in working:
                work.result()
        finally:
            is_over.set()
        killing.result()
    return writers, striker


def _settle(platform: Platform, most_seconds: float) -> float | None:
    """Wait until nothing is left to do; give how long it took, ``None`` when it took too long."""
    begun = time.monotonic()
    while time.monotonic() - begun < most_seconds:
        if not any(_inside(platform, "left").values()):
            return time.monotonic() - begun
        time.sleep(_LOOK_EVERY_SECONDS)
    return None


def _count(platform: Platform, written: list[Written], *, is_settled: bool) -> Counted:
    path = platform.folder / "written.json"
    rows = {case.token: [case.kinds, case.takes_cash] for case in written}
    path.write_text(json.dumps(rows), encoding="utf-8")
    return _inside(platform, "count", str(path), "settled" if is_settled else "unsettled")


def _ledger_words(platform: Platform) -> str:
    done = _run(platform, "manage.py", "verify_ledger", check=False)
    return " ".join(done.stdout.split("\n")[-3:]).strip() + done.stderr.strip()[-200:]


def _inside(platform: Platform, *words: str) -> Counted:
    said = _run(platform, "-m", "benchmarks.campaign_inside", *words).stdout
    found: Counted = json.loads(said.rpartition("SAID")[2])
    return found


def _run(platform: Platform, *words: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
    log = (Path(platform.folder) / "inside.log").open("a", encoding="utf-8")
    with log:
        environment = {**platform.environment, "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
        done = subprocess.run(
            [str(VENV_PYTHON), *words],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        log.write(done.stderr)
    if check and done.returncode:
        raise RuntimeError(f"{words} failed: {done.stderr[-2000:]}")
    return done


if __name__ == "__main__":
    main()
