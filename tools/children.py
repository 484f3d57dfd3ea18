"""Children of the supervisor: started, watched, started again after a fall, stopped in order."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, Any, cast

from tools.processes import die_with_parent

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, PROVEN_AFTER_SECONDS = 0.5, 15.0, 30.0
Start = Callable[..., "subprocess.Popen[bytes]"]
_terminal = threading.Lock()


def say(name: str, line: str) -> None:
    """Print one line of a child under its name."""
    with _terminal:
        print(f"{name:<11} │ {line}", flush=True)


def starter(command: list[str], environment: Mapping[str, str]) -> Start:
    """Give the function that starts a plain child process in a group of its own."""

    def start(**options: Any) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            command,
            env={**os.environ, **environment},
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGTERM),
            **options,
        )

    return start


@dataclass
class Child:
    """One process the supervisor keeps running."""

    name: str
    start_process: Start
    stop_signal: signal.Signals = signal.SIGTERM
    process: "subprocess.Popen[bytes] | None" = None
    restarts: int = 0
    _pause: float = FIRST_PAUSE_SECONDS
    _started: float = field(default=0.0)
    _due: float = field(default=0.0)

    def start(self) -> None:
        """Start the process and print what it says."""
        self.process = self.start_process(
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        self._started = time.monotonic()
        self._due = 0.0
        arguments = (self.name, cast("IO[bytes]", self.process.stdout))
        threading.Thread(target=_print_lines, args=arguments, daemon=True).start()

    def keep_running(self) -> None:
        """Start the process again when it has ended, after a pause that grows with each fall."""
        if self.process is None or self.process.poll() is None:
            return
        now = time.monotonic()
        if not self._due:
            if now - self._started > PROVEN_AFTER_SECONDS:
                self._pause = FIRST_PAUSE_SECONDS
            self._end_leftovers()
            say(self.name, f"ended ({_reason(self.process.returncode)}), again in {self._pause} s")
            self._due = now + self._pause
            self._pause = min(self._pause * 2, LONGEST_PAUSE_SECONDS)
        elif now >= self._due:
            self.restarts += 1
            self.start()

    def ask_to_stop(self) -> None:
        """Send the polite signal."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(self.stop_signal)

    def wait_or_kill(self, deadline: float) -> None:
        """Wait until the deadline (monotonic), then end the process and what it started."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            say(self.name, "does not stop: killed")
        self._end_leftovers()
        self.process.wait()

    def _end_leftovers(self) -> None:
        # The child leads its own group: whatever it left behind (web workers) goes with it.
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


def stop_all(children: list[Child], seconds: float = 15) -> None:
    """Ask all to stop at once, then wait for each; who takes too long is killed."""
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + seconds
    for child in children:
        child.wait_or_kill(deadline)


def _print_lines(name: str, stream: IO[bytes]) -> None:
    for line in stream:
        say(name, line.decode(errors="replace").rstrip())


def _reason(status: int) -> str:
    if status >= 0:
        return f"status {status}"
    return signal.Signals(-status).name if -status in set(signal.Signals) else str(status)


if not sys.platform.startswith(("linux", "darwin")):
    raise SystemExit("Linux or macOS is needed.")
