"""The private PostgreSQL: recovers from a kill, keeps roles apart, finds a place under root."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tools import database, database_for_tests
from tools.console import Problem
from tools.postgres import Cluster, cluster_in

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """Give a folder that the unprivileged user of PostgreSQL may enter."""
    with tempfile.TemporaryDirectory(dir="/var/tmp", prefix="tinhso-postgres-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="module")
def cluster(place: Path) -> Iterator[Cluster]:
    """Give a prepared cluster that serves."""
    cluster = cluster_in(place / "postgres")
    cluster.create_if_missing()
    cluster.start_in_background()
    database.prepare_cluster(cluster, "owner", "app")
    yield cluster
    cluster.stop()


def _owner(cluster: Cluster) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(cluster.address(database.OWNER, "owner"), autocommit=True)


def _app(cluster: Cluster) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(cluster.address(database.APP, "app"), autocommit=True)


def test_what_was_committed_survives_a_kill(cluster: Cluster) -> None:
    with _owner(cluster) as connection:
        connection.execute("create table kept (n int)")
        connection.execute("insert into kept select generate_series(1, 1000)")
    pid = int((cluster.data / "postmaster.pid").read_text(encoding="ascii").split("\n")[0])

    os.kill(pid, signal.SIGKILL)
    cluster.start_in_background()

    with _owner(cluster) as connection:
        assert connection.execute("select count(*) from kept").fetchone() == (1000,)


def test_application_works_on_the_owners_tables_but_makes_none(cluster: Cluster) -> None:
    with _owner(cluster) as connection:
        connection.execute("create table shared (n serial)")

    with _app(cluster) as connection:
        connection.execute("insert into shared default values")
        assert connection.execute("select count(*) from shared").fetchone() == (1,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("create table own (n int)")


def test_row_security_holds_for_application_and_owner(cluster: Cluster) -> None:
    with _owner(cluster) as connection:
        connection.execute("create table locked (n int)")
        connection.execute("insert into locked values (1)")
        connection.execute("alter table locked enable row level security")
        connection.execute("alter table locked force row level security")

    for connect in (_owner, _app):
        with connect(cluster) as connection:
            assert connection.execute("select count(*) from locked").fetchone() == (0,)


def test_application_role_passes_and_owner_is_refused_as_application(cluster: Cluster) -> None:
    with _app(cluster) as connection:
        database.check_app_role(connection)

    with _owner(cluster) as connection, pytest.raises(Problem, match="too much power"):
        database.check_app_role(connection)


def test_owner_that_may_not_make_roles_is_told_what_to_ask_for(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TINHSO_DATABASE_URL", raising=False)

    with _owner(cluster) as connection, pytest.raises(Problem, match="create role tinhso_app"):
        database.prepare_app_role(connection, "app")


def test_old_server_is_refused(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "OLDEST_SERVER", 990000)

    with _owner(cluster) as connection, pytest.raises(Problem, match="too old"):
        database.check_server(connection)


def test_preparing_twice_changes_nothing(cluster: Cluster) -> None:
    database.prepare_cluster(cluster, "owner", "app")

    with _app(cluster) as connection:
        row = connection.execute("select 1 from pg_extension where extname = 'unaccent'")
        assert row.fetchone() == (1,)


def test_last_of_two_test_runs_stops_the_cluster(place: Path) -> None:
    first = database_for_tests.take(place / "for-tests")
    second = database_for_tests.take(place / "for-tests")

    first.give_back()
    assert second.cluster.serves()

    second.give_back()
    assert not second.cluster.serves()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as somebody else")
def test_private_folder_of_root_gets_a_stand_in(place: Path) -> None:
    private = place / "private"
    private.mkdir(mode=0o700)

    cluster = cluster_in(private / "postgres")
    try:
        cluster.create_if_missing()
        cluster.start_in_background()
        assert cluster.serves()
        assert not cluster.folder.is_relative_to(place)
    finally:
        cluster.stop()
        shutil.rmtree(cluster.folder)
