"""The supervisor says what is wrong before it starts anything, and runs once per folder."""

import os
import socket
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from tools import setup
from tools.console import Problem
from tools.folders import ROOT
from tools.postgres import free_port
from tools.programs import Program
from tools.supervisor import check_ports, take_turn

Usage = namedtuple("Usage", "total used free")


def _supervisor(var: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tools.supervisor"],
        cwd=ROOT,
        env={**os.environ, "TINHSO_VAR_DIR": str(var), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_taken_port_is_named_with_its_service() -> None:
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        port = stranger.getsockname()[1]

        with pytest.raises(Problem, match=f"Port {port} .*“web”"):
            check_ports([Program("web", [], ports=(port,))])


def test_free_port_passes() -> None:
    check_ports([Program("web", [], ports=(free_port(),))])


def test_second_supervisor_is_told_about_the_first(tmp_path: Path) -> None:
    path = tmp_path / "supervisor.pid"
    with path.open("a+") as first, path.open("a+") as second:
        take_turn(first)

        with pytest.raises(Problem, match=str(os.getpid())):
            take_turn(second)


def test_number_left_by_a_killed_supervisor_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "supervisor.pid"
    path.write_text("1")

    with path.open("a+") as pid_file:
        take_turn(pid_file)

    assert path.read_text() == str(os.getpid())


def test_full_disk_is_said_before_anything_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.setup.shutil.disk_usage", lambda _: Usage(0, 0, 5 * 1024**2))

    with pytest.raises(Problem, match="5 MB left"):
        setup.check_disk()


def test_wrong_python_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.setup.sys.version_info", (3, 9, 2, "final", 0))

    with pytest.raises(Problem, match=r"Python 3\.11 is needed, this is 3\.9"):
        setup.check_machine()


def test_missing_node_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(Problem, match="Node.js is missing"):
        setup.check_node()


def test_unreachable_database_is_said_with_its_address_but_not_its_password(
    tmp_path: Path,
) -> None:
    url = f"postgresql://owner:very-secret@127.0.0.1:{free_port()}/tinhso"
    # Ports of a run that may be going on beside the tests are none of this test's business.
    done = _supervisor(
        tmp_path,
        DATABASE_URL=url,
        TINHSO_PORT=str(free_port()),
        TINHSO_LIVE_PORT=str(free_port()),
        TINHSO_PEERS_FILE=os.devnull,
    )

    assert done.returncode == 1
    assert "Cannot reach the database 127.0.0.1" in done.stderr
    assert "very-secret" not in done.stderr + done.stdout
