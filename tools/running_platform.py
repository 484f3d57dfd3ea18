"""`make run` in a folder of its own, on ports of its own, for whoever kills its children."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from tools.folders import ROOT, VAR
from tools.postgres import free_ports
from tools.supervisor import answers

PLATFORM = ("postgres", "web", "live", "worker", "relay", "sequencer", "voice")
IS_RUNNING = "đang chạy · is running"


class PlatformFailed(Exception):
    """The platform ended, or did not become what was waited for; says what it printed."""


@dataclass
class Platform:
    """A supervisor at work in a folder of its own, on ports of its own."""

    folder: Path
    ports: dict[str, int]
    loads: str = "load_calendar"
    settings: dict[str, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    process: "subprocess.Popen[str] | None" = None

    @property
    def environment(self) -> dict[str, str]:
        """Give the environment that keeps it apart from whatever else runs here."""
        kept = {name: text for name, text in os.environ.items() if not name.startswith("TINHSO_")}
        kept.pop("DATABASE_URL", None)
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        return {
            **kept,
            "TINHSO_VAR_DIR": str(self.folder / "var"),
            "TINHSO_PORT": str(self.ports["8000"]),
            "TINHSO_LOADS": self.loads,
            "TINHSO_PEERS_FILE": str(self.folder / "peers.toml"),
            "TINHSO_OIDC_ISSUER": f"http://localhost:{self.ports['8010']}",
            "TINHSO_SMTP_PORT": str(self.ports["8025"]),
            **self.settings,
        }

    @property
    def peers(self) -> list[str]:
        """Name the outside systems it starts."""
        written = (self.folder / "peers.toml").read_text(encoding="utf-8")
        return re.findall(r'(?m)^name = "(.+)"$', written)

    def start(self) -> None:
        """Start it and wait until it says that it runs."""
        self.said.clear()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tools.supervisor"], cwd=ROOT, env=self.environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        arguments = (cast("IO[str]", self.process.stdout),)
        threading.Thread(target=self._listen, args=arguments, daemon=True).start()
        self.until(lambda: any(IS_RUNNING in line for line in self.said), seconds=600)

    def stop(self) -> int:
        """Ask it to stop; give its status."""
        process = self._running()
        process.send_signal(signal.SIGTERM)
        return process.wait(60)

    def children(self) -> list[int]:
        """List its children's process ids."""
        pid = self._running().pid
        words = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        return [int(word) for word in words]

    def kill(self, names: list[str]) -> set[int]:
        """Kill children without warning, found by a word of their command; give their ids."""
        words = {
            "worker": "procrastinate",
            "relay": "run_outbox_relay",
            "sequencer": "run_sequencer",
            "web": "config.wsgi",
            "live": "config.asgi",
            "mail": "peers.mail",
        }
        wanted = [words.get(name, name.replace("-", "_")).encode() for name in names]
        found = {
            pid
            for pid in self.children()
            if any(word in Path(f"/proc/{pid}/cmdline").read_bytes() for word in wanted)
        }
        if len(found) != len(names):
            raise PlatformFailed(f"{names}: only {len(found)} of them run")
        for pid in found:
            os.kill(pid, signal.SIGKILL)
        return found

    def is_whole_without(self, killed: set[int], count: int) -> bool:
        """Tell whether others stand in place of the killed, and people can be served."""
        children = self.children()
        return killed.isdisjoint(children) and len(children) == count and self.is_ready()

    def is_ready(self) -> bool:
        """Tell whether people can be served."""
        return answers(f"http://127.0.0.1:{self.ports['8000']}/health/ready")

    def until(self, true: Callable[[], object], seconds: float = 180) -> None:
        """Wait for something to become true."""
        deadline = time.monotonic() + seconds
        while not true():
            if self._running().poll() is not None or time.monotonic() > deadline:
                raise PlatformFailed("".join(self.said))
            time.sleep(0.1)

    def _running(self) -> "subprocess.Popen[str]":
        if self.process is None:
            raise PlatformFailed("it was never started")
        return self.process

    def _listen(self, stream: IO[str]) -> None:
        self.said.extend(stream)


@contextmanager
def platform_of_its_own(*, has_peers: bool = True) -> Iterator[Platform]:
    """Give a platform that is stopped, or killed, in the end; without peers it starts sooner."""
    with tempfile.TemporaryDirectory(dir="/var/tmp", prefix="tinhso-run-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        peers = (ROOT / "peers" / "peers.toml").read_text(encoding="utf-8")
        wanted = {"8000", *re.findall(r"\b80\d\d\b", peers)}
        ports = dict(zip(wanted, free_ports(len(wanted)), strict=True))
        moved = re.sub("|".join(ports), lambda found: str(ports[found.group()]), peers)
        (folder / "peers.toml").write_text(moved if has_peers else "", encoding="utf-8")
        (folder / "var").mkdir()
        (folder / "var" / "static").symlink_to(VAR / "static")
        platform = Platform(folder, ports)
        try:
            yield platform
        finally:
            if platform.process is not None and platform.process.poll() is None:
                platform.stop()
