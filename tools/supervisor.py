"""`make run`: prepares the platform, keeps its processes running, stops them in order.

Usage: python -m tools.supervisor [stop]
"""

import fcntl
import os
import shutil
import signal
import sys
import time
import urllib.request
from contextlib import suppress
from typing import IO

from tools import database, env_file
from tools.banner import print_banner
from tools.children import Child, say, starter, stop_all
from tools.console import Problem, run_tool, step
from tools.folders import VAR
from tools.peer_database import prepare_peer_database
from tools.postgres import Cluster, cluster_in, port_is_free
from tools.prepare import prepare
from tools.programs import METRICS_FOLDER, Program, is_demo, peer_programs, platform_programs
from tools.setup import check_disk

PID_FILE = VAR / "supervisor.pid"
LOOK_EVERY_SECONDS = 0.2
DISK_LOOK_EVERY_SECONDS = 60.0
DISK_NEEDED_BYTES = 200 * 1024**2


def main() -> None:
    """Run the platform, or stop the one that runs."""
    if sys.argv[1:] == ["stop"]:
        stop_other()
        return
    VAR.mkdir(parents=True, exist_ok=True)
    with PID_FILE.open("a+", encoding="ascii") as pid_file:
        take_turn(pid_file)
        Supervisor().run()


class Supervisor:
    """The running platform: its children, and whether it was asked to stop."""

    def __init__(self) -> None:
        self._children: list[Child] = []
        self._database: list[Child] = []
        self._stopping = False
        self._disk_looked_at = 0.0

    def run(self) -> None:
        """Prepare, start, watch until asked to stop, and stop."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        try:
            self._start()
            while not self._stopping:
                self._look()
                time.sleep(LOOK_EVERY_SECONDS)
        finally:
            print("\n» Đang dừng · Stopping …", flush=True)
            stop_all(self._children)
            stop_all(self._database, seconds=30)
            print("✓ Đã dừng · Stopped", flush=True)

    def _start(self) -> None:
        check_disk(DISK_NEEDED_BYTES)
        settings = env_file.make_secrets()
        programs = [*(peer_programs(settings) if is_demo() else ()), *platform_programs()]
        check_ports(programs)
        owner_url = self._start_database(settings)
        prepare(owner_url)
        self._start_programs(programs)
        if not self._stopping:
            print_banner()

    def _start_database(self, settings: dict[str, str]) -> str:
        given = os.environ.get("DATABASE_URL")
        if given:
            with step("Kiểm tra cơ sở dữ liệu · Checking the database"):
                database.prepare_given_server(given)
            return given
        cluster = cluster_in(VAR / "postgres")
        with step("Khởi động PostgreSQL · Starting PostgreSQL", alone=False):
            cluster.create_if_missing()
            cluster.stop()
            cluster.move_if_port_is_taken()
            child = Child("postgres", cluster.start_child, signal.SIGINT)
            self._database.append(child)
            child.start()
            self._wait_for_cluster(cluster, child)
            return remember_cluster(cluster, settings)

    def _wait_for_cluster(self, cluster: Cluster, child: Child) -> None:
        deadline = time.monotonic() + 60
        while not cluster.serves():
            child.keep_running()
            if time.monotonic() > deadline or self._stopping:
                raise Problem(
                    "PostgreSQL không khởi động được, xem các dòng « postgres » ở trên.",
                    "PostgreSQL did not start, see its lines above.",
                )
            time.sleep(LOOK_EVERY_SECONDS)

    def _start_programs(self, programs: list[Program]) -> None:
        shutil.rmtree(METRICS_FOLDER, ignore_errors=True)
        METRICS_FOLDER.mkdir(parents=True)
        with step("Khởi động dịch vụ · Starting services", alone=False):
            # Who answers people starts first and alone: the machine may be small.
            for group in (
                [program for program in programs if program.health],
                [program for program in programs if not program.health],
            ):
                for program in group:
                    child = Child(program.name, starter(program.command, program.environment))
                    self._children.append(child)
                    child.start()
                for program in group:
                    self._wait_until_well(program)

    def _wait_until_well(self, program: Program, seconds: float = 180) -> None:
        deadline = time.monotonic() + seconds
        while program.health and not self._stopping and not answers(program.health):
            self._look()
            if time.monotonic() > deadline:
                raise Problem(
                    f"Dịch vụ « {program.name} » không sẵn sàng sau {seconds:.0f} giây, "
                    "xem các dòng của nó ở trên.",
                    f"The service “{program.name}” was not ready in time, see its lines above.",
                )
            time.sleep(LOOK_EVERY_SECONDS)

    def _look(self) -> None:
        for child in (*self._database, *self._children):
            child.keep_running()
        if time.monotonic() - self._disk_looked_at > DISK_LOOK_EVERY_SECONDS:
            self._disk_looked_at = time.monotonic()
            try:
                check_disk(DISK_NEEDED_BYTES)
            except Problem as problem:
                say("disk", str(problem))

    def _ask_to_stop(self, *_: object) -> None:
        self._stopping = True


def remember_cluster(cluster: Cluster, settings: dict[str, str]) -> str:
    """Prepare the cluster's roles and keep their addresses; give the owner's."""
    passwords = settings["TINHSO_OWNER_PASSWORD"], settings["TINHSO_APP_PASSWORD"]
    database.prepare_cluster(cluster, *passwords)
    owner_url = cluster.address(database.OWNER, passwords[0])
    env_file.update(
        {
            "TINHSO_OWNER_URL": owner_url,
            "TINHSO_DATABASE_URL": cluster.address(database.APP, passwords[1]),
        }
    )
    if is_demo():
        address = prepare_peer_database(cluster, settings["TINHSO_ELECTRICITY_PASSWORD"])
        env_file.update({"TINHSO_PULL_DATABASES": f"electricity={address}"})
    return owner_url


def check_ports(programs: list[Program]) -> None:
    """Refuse to start while a stranger holds one of our ports."""
    for program in programs:
        for port in program.ports:
            if not port_is_free(port):
                raise Problem(
                    f"Cổng {port} (dịch vụ « {program.name} ») đang có chương trình khác dùng. "
                    "Hãy dừng chương trình đó, hoặc chọn cổng khác cho web: make run với "
                    "biến TINHSO_PORT=8080.",
                    f"Port {port} (service “{program.name}”) is taken by another program. "
                    "Stop it, or choose another web port: TINHSO_PORT=8080 make run.",
                )


def answers(address: str) -> bool:
    """Tell whether a health address on loopback answers 200."""
    with suppress(OSError), urllib.request.urlopen(address, timeout=3) as answer:  # noqa: S310
        return int(answer.status) == 200
    return False


def take_turn(pid_file: IO[str]) -> None:
    """Be the only supervisor of this folder; a lock, not a number, tells who lives."""
    try:
        fcntl.flock(pid_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        pid_file.seek(0)
        raise Problem(
            f"Tỉnh Số đang chạy (tiến trình {pid_file.read().strip()}). Dừng bằng: make stop",
            "Tỉnh Số already runs from this folder. Stop it with: make stop",
        ) from None
    pid_file.truncate(0)
    pid_file.write(str(os.getpid()))
    pid_file.flush()


def stop_other(seconds: float = 60) -> None:
    """Ask the running supervisor to stop and wait for it."""
    if not PID_FILE.exists():
        print("Không có gì đang chạy · Nothing runs")
        return
    with PID_FILE.open("r+", encoding="ascii") as pid_file:
        deadline = time.monotonic() + seconds
        asked = False
        while True:
            try:
                fcntl.flock(pid_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if not asked:
                    os.kill(int(pid_file.read().strip()), signal.SIGTERM)
                    asked = True
                if time.monotonic() > deadline:
                    raise Problem("Chưa dừng được.", "It did not stop in time.") from None
                time.sleep(LOOK_EVERY_SECONDS)
            else:
                print("✓ Đã dừng · Stopped" if asked else "Không có gì đang chạy · Nothing runs")
                return


if __name__ == "__main__":
    run_tool(main)
