"""Runs the peer until told to stop: ``python -m peers.clickhouse`` (package ``chdb`` needed)."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from peers.clickhouse.server import ClickHouseServer
from peers.running import stay_until_told


def main() -> None:
    """Run in the foreground; TERM and INT end it. Tables last as long as it does."""
    with TemporaryDirectory() as folder:
        server = ClickHouseServer(
            int(os.environ.get("CLICKHOUSE_PORT", "8123")),
            Path(folder),
            password=os.environ.get("CLICKHOUSE_PASSWORD", "demo"),
        )
        server.start()
        stay_until_told(server, f"clickhouse ready: http://localhost:{server.port}")


if __name__ == "__main__":
    main()
