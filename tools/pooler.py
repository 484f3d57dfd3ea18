"""PgBouncer in transaction mode before a database, for tests: clients share a few connections."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tools.postgres import free_port

PROGRAM = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
#: The database's name towards the pool's clients.
DATABASE = "pooled"


@contextmanager
def pooler(folder: Path, where: Mapping[str, object], *, most: int) -> Iterator[int]:
    """Run a PgBouncer; gives its port.

    :param folder: where its settings and its log stand.
    :param where: the database, as Django's settings name it.
    :param most: connections to the database; its clients may be more.
    """
    port, configuration = free_port(), folder / "pgbouncer.ini"
    configuration.write_text(
        "[databases]\n"
        f"{DATABASE} = host={where['HOST']} port={where['PORT']} dbname={where['NAME']}"
        f" user={where['USER']} password={where['PASSWORD']}\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nauth_type = any\n"
        f"pool_mode = transaction\ndefault_pool_size = {most}\nunix_socket_dir =\n",
        encoding="utf-8",
    )
    for part in (folder, *folder.parents[:2]):
        part.chmod(0o755)
    # PgBouncer refuses to run as root.
    user = ["-u", "nobody"] if os.getuid() == 0 else []
    log = (folder / "log").open("wb")
    command = [str(PROGRAM), *user, str(configuration)]
    process = subprocess.Popen(command, stderr=log, stdout=log)
    try:
        _wait_for(process, f"postgresql://anyone@127.0.0.1:{port}/{DATABASE}", folder / "log")
        yield port
    finally:
        process.terminate()
        process.wait(timeout=10)
        log.close()


@contextmanager
def new_connections_pooled(folder: Path, where: dict[str, object], *, most: int) -> Iterator[None]:
    """Let connections opened from now on, in other threads, go through a pool.

    :param where: the settings of Django's connections, which all threads share.
    """
    kept = dict(where)
    try:
        with pooler(folder, where, most=most) as port:
            where.update(HOST="127.0.0.1", PORT=str(port), NAME=DATABASE, PREPARED=False)
            yield
    finally:
        where.clear()
        where.update(kept)


def _wait_for(process: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    for _ in range(100):
        try:
            psycopg.connect(address, connect_timeout=2).close()
        except psycopg.OperationalError as error:
            if process.poll() is not None:
                raise RuntimeError(log.read_text(encoding="utf-8")) from error
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(log.read_text(encoding="utf-8"))
