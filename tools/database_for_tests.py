"""The cluster of the tests: shared by all runs of this project at a time, stopped by the last."""

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path

from tools import database, migrated_template
from tools.folders import VAR
from tools.postgres import Cluster, cluster_in

PASSWORD = "test-only"  # noqa: S105


@dataclass(frozen=True)
class Lease:
    """One test run's use of the cluster."""

    cluster: Cluster
    lock: int

    @property
    def address(self) -> str:
        """Give the address the tests' settings take."""
        return self.cluster.address(database.OWNER, PASSWORD)

    def template(self) -> str:
        """Give the migrated database this run's databases are copied from."""
        return migrated_template.ready(self.address, self.cluster.folder)

    def give_back(self) -> None:
        """Stop the cluster unless another run still uses it."""
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        else:
            self.cluster.stop()
        finally:
            os.close(self.lock)


def take(folder: Path | None = None) -> Lease:
    """Start the tests' cluster unless it runs; it trades safety for speed."""
    folder = folder or VAR / "test-postgres"
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    starting = os.open(folder / "starting", os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(starting, fcntl.LOCK_EX)
    try:
        fcntl.flock(lock, fcntl.LOCK_SH)
        cluster = cluster_in(folder, lossy=True)
        cluster.create_if_missing()
        cluster.start_in_background()
        database.prepare_cluster(cluster, PASSWORD, PASSWORD)
    finally:
        os.close(starting)
    return Lease(cluster, lock)
