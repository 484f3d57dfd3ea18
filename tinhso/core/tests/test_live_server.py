"""The live process: refuses strangers, streams changes, survives its database and its own death."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import psycopg
import pytest
from django.db import connection

from tinhso.core.live import CHANNEL, write_token
from tinhso.core.live.ear import database_address
from tinhso.core.live.server import LiveApplication
from tools.folders import ROOT
from tools.postgres import free_port

SITE = "http://localhost:8000"
Messages = list[Mapping[str, Any]]


def ask(app: LiveApplication, path: str, *, query: str = "", **headers: str) -> Messages:
    """Give what the application answers to a visitor who leaves at once."""
    scope = {
        "type": "http",
        "method": headers.pop("method", "GET"),
        "path": path,
        "query_string": query.encode(),
        "headers": [(n.replace("_", "-").encode(), v.encode()) for n, v in headers.items()],
        "client": ("10.0.0.9", 4000),
    }
    sent: Messages = []

    async def receive() -> Mapping[str, Any]:
        await asyncio.sleep(0.05)
        return {"type": "http.disconnect"}

    async def send(message: Mapping[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent


def body(sent: Messages) -> str:
    return b"".join(message.get("body", b"") for message in sent).decode()


def token(minutes_ago: int = 0, topic: str = "test:1") -> str:
    at = datetime.now(UTC) - timedelta(minutes=minutes_ago)
    return urlencode({"token": write_token([topic], at=at)})


@pytest.fixture
def app() -> LiveApplication:
    return LiveApplication()


def test_page_without_token_is_refused(app: LiveApplication) -> None:
    assert ask(app, "/live/events")[0]["status"] == 401


def test_page_with_an_old_token_is_refused(app: LiveApplication) -> None:
    assert ask(app, "/live/events", query=token(minutes_ago=16))[0]["status"] == 401


def test_page_of_another_site_is_refused(app: LiveApplication) -> None:
    sent = ask(app, "/live/events", query=token(), origin="https://evil.example")

    assert sent[0]["status"] == 403
    assert b"access-control-allow-origin" not in dict(sent[0]["headers"])


def test_page_of_this_site_is_streamed_to(app: LiveApplication) -> None:
    sent = ask(app, "/live/events", query=token(), origin=SITE)

    headers = dict(sent[0]["headers"])
    assert sent[0]["status"] == 200
    assert headers[b"content-type"].startswith(b"text/event-stream")
    assert headers[b"access-control-allow-origin"] == SITE.encode()
    assert "event: changed\ndata: test:1" in body(sent)
    assert app.hub.listener_count == 0


def test_full_house_says_so(app: LiveApplication, settings: Any) -> None:
    settings.LIVE_MOST_CONNECTIONS = 0

    assert ask(LiveApplication(), "/live/events", query=token())[0]["status"] == 503


@pytest.mark.parametrize(
    ("method", "path", "status"), [("POST", "/live/events", 405), ("GET", "/", 404)]
)
def test_nothing_else_is_served(app: LiveApplication, method: str, path: str, status: int) -> None:
    assert ask(app, path, method=method)[0]["status"] == status


def test_health_fails_while_the_database_is_not_heard(app: LiveApplication) -> None:
    sent = ask(app, "/live/health")

    assert sent[0]["status"] == 503
    assert json.loads(body(sent)) == {"status": "failed", "listening": False, "connections": 0}


def test_stream_ends_with_its_token_and_asks_for_a_new_one(app: LiveApplication) -> None:
    almost = datetime.now(UTC) - timedelta(minutes=14, seconds=59)
    query = urlencode({"token": write_token(["test:1"], at=almost)})
    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "path": "/live/events",
        "headers": [],
        "query_string": query.encode(),
        "client": None,
    }
    sent: Messages = []

    async def receive() -> Mapping[str, Any]:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: Mapping[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))

    assert body(sent).endswith("event: renew\ndata: 1\n\n")


@contextmanager
def running_live(port: int, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start the real process on the test's database."""
    command = [
        str(Path(sys.executable).with_name("granian")), "--interface", "asgi", "--port", str(port),
        "--workers", "1", "--no-ws", "--log-level", "error", "config.asgi:application",
    ]  # fmt: skip
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    environment["TINHSO_LIVE_DATABASE_URL"] = database_address()
    with (folder / "live.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 - our own program
            command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )
    try:
        _wait_until_well(port)
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_until_well(port: int) -> None:
    for _ in range(600):
        try:
            if httpx.get(f"http://127.0.0.1:{port}/live/health", trust_env=False).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise AssertionError("the live process does not start")


def tell(topic: str) -> None:
    """Announce as another process would: committed at once."""
    with psycopg.connect(database_address(), autocommit=True) as other:
        other.execute("select pg_notify(%s, %s)", [CHANNEL, topic])


def lines_until(lines: Iterator[str], wanted: str) -> list[str]:
    """Read a stream up to a line."""
    read = []
    for line in lines:
        read.append(line)
        if line == wanted:
            return read
    raise AssertionError(f"the stream ended without {wanted!r}: {read}")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_change_reaches_the_page_through_death_and_lost_database(tmp_path: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}/live/events?{token()}"
    client = httpx.Client(trust_env=False, timeout=30)

    with running_live(port, tmp_path), client.stream("GET", address) as stream:
        assert stream.status_code == 200
        lines = stream.iter_lines()
        first = lines_until(lines, "data: test:1")
        tell("test:other")
        tell("test:1")
        lines_until(lines, "data: test:1")
        with connection.cursor() as cursor:
            cursor.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where query = %s and pid <> pg_backend_pid()",
                [f"listen {CHANNEL}"],
            )
            assert cursor.fetchall() == [(True,)]
        lines_until(lines, "data: test:1")
        last_id = next(line for line in reversed(first) if line.startswith("id: "))[4:]
    with running_live(port, tmp_path):
        tell("test:1")
        with client.stream("GET", address, headers={"Last-Event-ID": last_id}) as stream:
            lines_until(stream.iter_lines(), "data: test:1")
