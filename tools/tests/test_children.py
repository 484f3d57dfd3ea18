"""The supervisor's children: started again after a kill, ended with what they started."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools.children import Child, starter, stop_all
from tools.folders import ROOT

SLEEPER = [sys.executable, "-c", "import time; print('ready', flush=True); time.sleep(600)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    "print('ready', flush=True); time.sleep(600)",
]
PARENT_OF_ONE = [
    sys.executable,
    "-c",
    "import subprocess, sys, time\n"
    "print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']).pid, "
    "flush=True); time.sleep(600)",
]
ORPHAN_MAKER = (
    "import time\nfrom tools.children import Child, starter\n"
    "child = Child('sleeper', starter(['sleep', '600'], {}))\nchild.start()\n"
    "print('pid', child.process.pid, flush=True)\ntime.sleep(600)"
)


def _until(true: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def _is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.fixture
def running() -> Iterator[Callable[[list[str]], Child]]:
    """Give a function that starts children; all are ended afterwards."""
    children: list[Child] = []

    def run(command: list[str]) -> Child:
        child = Child("probe", starter(command, {}))
        children.append(child)
        child.start()
        return child

    yield run
    stop_all(children, seconds=0)


def _pid(child: Child) -> int:
    assert child.process is not None
    return child.process.pid


def test_killed_child_is_started_again(running: Callable[[list[str]], Child]) -> None:
    child = running(SLEEPER)
    first = _pid(child)

    os.kill(first, signal.SIGKILL)

    def started_again() -> bool:
        child.keep_running()
        return _pid(child) != first

    _until(started_again)
    assert child.restarts == 1
    assert _is_alive(_pid(child))


def test_child_that_keeps_falling_is_tried_more_and_more_slowly(
    running: Callable[[list[str]], Child], capsys: pytest.CaptureFixture[str]
) -> None:
    child = running([sys.executable, "-c", "raise SystemExit(3)"])

    def fell_twice() -> bool:
        child.keep_running()
        return child.restarts == 2

    _until(fell_twice)

    said = capsys.readouterr().out
    assert "ended (status 3), again in 0.5 s" in said
    assert "again in 1.0 s" in said


def test_child_that_ignores_the_polite_signal_is_killed(
    running: Callable[[list[str]], Child], capfd: pytest.CaptureFixture[str]
) -> None:
    child = running(STUBBORN)
    said: list[str] = []

    def is_ready() -> bool:
        said.append(capfd.readouterr().out)
        return "ready" in "".join(said)

    _until(is_ready)
    stop_all([child], seconds=0.3)

    assert not _is_alive(_pid(child))


def test_what_a_killed_child_started_ends_with_it(
    running: Callable[[list[str]], Child], capfd: pytest.CaptureFixture[str]
) -> None:
    child = running(PARENT_OF_ONE)
    said: list[str] = []

    def grandchild() -> int:
        said.append(capfd.readouterr().out)
        words = "".join(said).split()
        return next((int(word) for word in words if word.isdigit()), 0)

    _until(grandchild)
    pid = grandchild()
    assert _is_alive(pid)

    os.kill(_pid(child), signal.SIGKILL)

    def is_gone() -> bool:
        child.keep_running()
        return not _is_alive(pid)

    _until(is_gone)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux")
def test_children_of_a_killed_supervisor_end() -> None:
    supervisor = subprocess.Popen(
        [sys.executable, "-c", ORPHAN_MAKER], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert supervisor.stdout is not None
    pid = int(supervisor.stdout.readline().split()[1])
    assert _is_alive(pid)

    supervisor.kill()
    supervisor.wait()

    _until(lambda: not _is_alive(pid))
