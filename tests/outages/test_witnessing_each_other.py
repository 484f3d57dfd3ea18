"""Two running installations, each with its own database, sign each other's growing ledgers.

One that forgot what it had shown, or tells another history since, gets no signature any more.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx
import pytest

from tests.journeys.databases import copy_database, drop_database
from tests.journeys.programs import ROOT
from tinhso_verify import notes
from tools import migrated_template
from tools.postgres import free_port

_ADDRESS = "TINHSO_TEST_DATABASE_URL"


@dataclass
class Installation:
    """A running installation: where it answers, its database, the process."""

    url: str
    database: str
    environment: dict[str, str]
    process: "subprocess.Popen[str] | None" = None

    def start(self) -> None:
        """Start its process; ``tell`` waits until it serves."""
        port = urlsplit(self.url).port
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.outages.installation", str(port)],
            cwd=ROOT, env={**os.environ, **self.environment}, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def kill(self) -> None:
        """End it without warning."""
        assert self.process is not None
        self.process.kill()
        self.process.communicate()

    def tell(self, verb: str, *words: object) -> Any:
        """Have it do something; gives what came of it."""
        assert self.process is not None
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([verb, *words]) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def copy(self, name: str) -> None:
        """Keep a copy of its database."""
        self.tell("leave")
        copy_database(self.database, name)

    def go_back_to(self, name: str) -> None:
        """Put a kept copy in its database's place."""
        self.tell("leave")
        copy_database(name, self.database)

    def witnessed(self) -> str:
        """Read the newest checkpoint a witness signed, as everybody does."""
        return httpx.get(f"{self.url}/log/witnessed").raise_for_status().text


def installed(name: str) -> Installation:
    database = f"{os.environ[migrated_template.NAME]}_{name}_{os.getpid()}"
    copy_database(os.environ[migrated_template.NAME], database)
    url = f"http://127.0.0.1:{free_port()}"
    address = urlsplit(os.environ[_ADDRESS])._replace(path=f"/{database}")
    environment = {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        _ADDRESS: urlunsplit(address),
        "TEST_DB_SUFFIX": f"{name}-{os.getpid()}",
        "TINHSO_SITE_URL": url,
        "TINHSO_LEDGER_ORIGIN": f"{name}.example/so-cai",
    }
    found = Installation(url, database, environment)
    found.start()
    return found


@pytest.fixture
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Installation]]:
    pair = [installed(name) for name in ("bac", "nam")]
    yield pair
    for one in pair:
        one.kill()
        drop_database(one.database)
        drop_database(f"{one.database}_copy")


def introduce(one: Installation, other: Installation) -> str:
    """Let one show its ledger to the other; gives the other's witness key."""
    told = other.tell("witness", one.tell("log_key"))
    one.tell("trust", [told])
    return str(told).partition("#")[2]


@pytest.mark.slow
def test_each_signs_what_the_other_s_ledger_grew_by_and_no_other_history(
    both: list[Installation],
) -> None:
    bac, nam = both
    for one in both:
        assert one.tell("grow", 5) == 5
    keys = [introduce(bac, nam), introduce(nam, bac)]

    for count in (20, 7):
        assert [one.tell("ask") for one in both] == [[1, [""]], [1, [""]]]
        assert [one.tell("grow", count) for one in both] == [count, count]
    for one, key in zip(both, keys, strict=True):
        note = one.witnessed()
        log = notes.read_key(one.tell("log_key"))
        assert notes.open_checkpoint(note, log).size == 25
        assert notes.cosigned_at(note, notes.read_key(key)) > 0

    bac.copy(f"{bac.database}_copy")
    bac.tell("grow", 4)
    assert bac.tell("ask") == [1, [""]]

    bac.go_back_to(f"{bac.database}_copy")
    assert bac.tell("ask") == [0, ["REFUSED"]], "shorter than was shown"
    bac.tell("grow", 40)
    assert bac.tell("ask") == [0, ["REFUSED"]], "another history since"
    assert "Từ chối xác nhận" in httpx.get(f"{bac.url}/so-cai/").text
