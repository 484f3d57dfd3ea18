"""Health pages tell the truth: ready only when people can be served."""

from collections import namedtuple
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from tinhso.core import clock, health
from tinhso.core.models import OutboxMessage

Usage = namedtuple("Usage", "total used free")


def test_live_answers_without_database(client: Client) -> None:
    assert client.get("/health/live").json() == {"status": "ok"}


@pytest.mark.django_db
def test_ready_when_database_and_migrations_stand(client: Client) -> None:
    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json()["checks"]["database"]["state"] == "ok"
    assert answer.json()["checks"]["migrations"]["state"] == "ok"


@pytest.mark.django_db
def test_missing_migration_makes_it_not_ready(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_migrated", False)
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'core'")

    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert "not applied" in answer.json()["checks"]["migrations"]["detail"]


@pytest.mark.django_db(transaction=True)
def test_unreachable_database_makes_it_not_ready(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", {"connect_timeout": 1})

    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["checks"]["database"]["state"] == "failed"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "minutes_late", "finding"),
    [("PENDING", 60, "warning"), ("DEAD", 0, "warning"), ("PENDING", 0, "ok"), ("SENT", 60, "ok")],
)
def test_outbox_state_follows_what_waits(state: str, minutes_late: int, finding: str) -> None:
    moment = clock.now() - timedelta(minutes=minutes_late)
    OutboxMessage.objects.create(
        destination="partner", topic="news", idempotency_key="one", payload={}, state=state,
        next_attempt_at=moment, created_at=moment, sent_at=moment if state == "SENT" else None,
    )  # fmt: skip

    assert health.check_outbox().state == finding


@pytest.mark.parametrize(
    ("free_bytes", "state"),
    [(10 * 1024**2, "failed"), (1024**3, "warning"), (50 * 1024**3, "ok")],
)
def test_disk_state_follows_free_space(
    free_bytes: int,
    state: str,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
    tmp_path: Path,
) -> None:
    settings.MEDIA_ROOT = tmp_path / "not" / "made" / "yet"
    monkeypatch.setattr("tinhso.core.health.shutil.disk_usage", lambda _: Usage(0, 0, free_bytes))

    assert health.check_disk().state == state


def test_metrics_answer_a_collector_on_this_machine(client: Client) -> None:
    client.get("/health/live")

    assert b"tinhso_requests_total" in client.get("/metrics").content


@pytest.mark.parametrize(
    "origin", [{"REMOTE_ADDR": "203.0.113.9"}, {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}]
)
def test_metrics_refuse_the_outside_world(client: Client, origin: dict[str, str]) -> None:
    assert client.get("/metrics", **origin).status_code == 403  # type: ignore[arg-type]


def test_metrics_answer_whoever_knows_the_token(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = "collector-token"
    headers = {"Authorization": "Bearer collector-token"}

    answer = client.get("/metrics", REMOTE_ADDR="203.0.113.9", headers=headers)

    assert answer.status_code == 200
