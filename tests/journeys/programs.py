"""Programs a journey needs: started with their words in a file, waited for, ended."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class SiteDidNotStart(Exception):
    """A program of the site ended or stayed silent; its log is in the message."""


def launch(
    folder: Path, name: str, command: Sequence[str], environment: dict[str, str]
) -> subprocess.Popen[bytes]:
    """Start a program that keeps running, its words going to a file."""
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def wait_until(url: str, log: Path, started: Sequence[subprocess.Popen[bytes]]) -> None:
    """Wait until an address answers, as long as no program ended.

    :raises SiteDidNotStart: with the last words of the log.
    """
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310
                return
        except OSError:
            if any(process.poll() is not None for process in started):
                break
            time.sleep(0.1)
    raise SiteDidNotStart(log.read_text(encoding="utf-8")[-4000:])


def manage(*command: str) -> tuple[str, ...]:
    """Give how a program of the project is run."""
    return (sys.executable, "manage.py", *command)


def web_command(port: int) -> tuple[str, ...]:
    """Give how the pages are served on a port."""
    return (
        str(Path(sys.executable).with_name("granian")), "--interface", "wsgi",
        "--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--blocking-threads", "3",
        "--no-ws", "--log-level", "warning", "config.wsgi:application",
    )  # fmt: skip


def end_group(process_id: int) -> None:
    """Ask a program and its children to end, then make them."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process_id, number)
        except ProcessLookupError:
            return
        for _ in range(50):
            if _has_ended(process_id):
                return
            time.sleep(0.1)


def _has_ended(process_id: int) -> bool:
    try:
        return os.waitpid(process_id, os.WNOHANG)[0] == process_id
    except ChildProcessError:
        return _is_gone_or_unburied(process_id)


def _is_gone_or_unburied(process_id: int) -> bool:
    """Tell whether a program another process started has ended: it may stay listed until buried."""
    try:
        state = Path(f"/proc/{process_id}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return True
    return state.rpartition(")")[2].split()[0] == "Z"
