"""Numbers fetched from a real second database: by turns, with lineage, refused where it must."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.test import Client
from psycopg import sql
from pytest_django.fixtures import Settings

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import make_officer, sign_in
from tinhso.indicators.gateways.databases import DatabaseSilent, TooManyRows, read_rows
from tinhso.indicators.models import Batch, Fact, Source
from tinhso.indicators.operations.pulling import (
    BadPull,
    Pull,
    due_sources,
    fetch,
    keep_pulled,
    plan_pull,
)
from tinhso.indicators.queries import Freshness, freshness_of
from tinhso.indicators.tests.factories import AT, LATER, Land

pytestmark = pytest.mark.django_db
TABLES = Path(__file__).resolve().parents[3] / "peers/electricity/tables.sql"
HERE = "/can-bo/nguon-so-lieu/DB.ELECTRICITY/"
STATEMENT = (
    "select 'ENE.OUTAGES' as indicator, ma_huyen as area, to_char(thang, 'MM/YYYY') as period,\n"
    "so_lan as numerator from dien_luc.mat_dien where ma_huyen in ('689', '690')"
)


@pytest.fixture(scope="module")
def address(django_db_setup: None) -> Iterator[str]:
    own = connection.settings_dict
    name = f"{own['NAME']}_electricity"
    server = f"postgresql://{own['USER']}:{own['PASSWORD']}@{own['HOST']}:{own['PORT'] or 5432}"
    drop = sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
    with psycopg.connect(f"{server}/postgres", autocommit=True) as maintenance:
        maintenance.execute(drop)
        maintenance.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        with psycopg.connect(f"{server}/{name}", autocommit=True) as peer:
            peer.execute(TABLES.read_text("utf-8").encode())
        yield f"{server}/{name}"
        maintenance.execute(drop)


@pytest.fixture
def land(address: str, settings: Settings) -> Land:
    settings.PULL_DATABASES = {"electricity": address}
    land = Land()
    land.indicator("ENE.OUTAGES", level="DISTRICT")
    Source.objects.create(
        code="DB.ELECTRICITY", name="Điện lực", kind="DATABASE", agency=land.department,
        connection="electricity", statement=STATEMENT, pull_minutes=60, fresh_hours=48,
    )  # fmt: skip
    return land


def source() -> Source:
    return Source.objects.get(code="DB.ELECTRICITY")


def pulled(*, minutes: int = 0) -> Batch | None:
    with acting_as(SYSTEM):
        at = AT + timedelta(minutes=minutes)
        fetched = fetch(source=source())
        return keep_pulled(source_id=source().pk, fetched=fetched, today=at.date(), at=at)


def test_a_pull_brings_facts_that_say_what_they_were_read_by(land: Land) -> None:
    batch = pulled()

    assert batch is not None
    assert (batch.row_count, batch.state) == (48, "PARTLY")
    assert batch.taken_count == 24
    assert batch.mapping["statement"] == STATEMENT
    assert set(batch.quarantined.values_list("code", flat=True)) == {"NO_AREA"}
    assert Fact.objects.filter(batch=batch, area=land.district).count() == 24
    assert freshness_of(source(), LATER) is Freshness.LATE
    assert freshness_of(source(), AT) is Freshness.FRESH


def test_a_turn_is_taken_once_and_comes_again_when_it_is_due(land: Land) -> None:
    assert due_sources(at=AT) == [source().pk]
    first = pulled()
    assert due_sources(at=AT + timedelta(minutes=59)) == []
    assert due_sources(at=AT + timedelta(minutes=60)) == [source().pk]

    again = pulled(minutes=60)

    assert first is not None
    assert again is not None
    assert (again.taken_count, again.same_count) == (0, 24)
    with acting_as(SYSTEM):
        late = keep_pulled(source_id=source().pk, fetched=fetch(source=source()),
                           today=AT.date(), at=AT)  # fmt: skip
    assert late is not None
    assert Fact.objects.count() == 24


def test_a_database_that_fails_is_told_and_asked_again_in_its_turn(
    land: Land, settings: Settings
) -> None:
    pulled()
    settings.PULL_DATABASES = {"electricity": "postgresql://nobody:x@127.0.0.1:1/none"}

    assert pulled(minutes=60) is None

    assert "127.0.0.1" in source().last_error
    assert source().received_at == AT
    assert due_sources(at=AT + timedelta(minutes=120)) == [source().pk]
    settings.PULL_DATABASES = {}
    assert due_sources(at=AT + timedelta(minutes=120)) == []


@pytest.mark.parametrize(
    "statement",
    ["delete from dien_luc.mat_dien", "update dien_luc.mat_dien set so_lan = 0 returning 1",
     "select nothing from nowhere"],
)  # fmt: skip
def test_the_connection_only_reads(land: Land, statement: str) -> None:
    with pytest.raises(DatabaseSilent):
        read_rows("electricity", statement)

    assert len(read_rows("electricity", STATEMENT)) == 48


def test_too_many_rows_or_too_few_columns_are_refused(land: Land) -> None:
    with pytest.raises(TooManyRows):
        read_rows("electricity", STATEMENT, most=47)
    Source.objects.update(statement="select 1 as indicator, 2 as numerator")

    assert pulled() is None

    assert source().last_error == "Câu lệnh thiếu cột: area, period."


@pytest.mark.parametrize(
    ("connection_name", "statement", "minutes"),
    [("other", STATEMENT, 60), ("electricity", "select 1; select 2", 60),
     ("electricity", "delete from x", 60), ("electricity", "", 60),
     ("electricity", STATEMENT, -1)],
)  # fmt: skip
def test_a_wrong_plan_is_refused(
    land: Land, connection_name: str, statement: str, minutes: int
) -> None:
    with acting_as(SYSTEM), pytest.raises(BadPull):
        plan_pull(
            source=source(), pull=Pull(connection_name, statement, minutes), actor=SYSTEM, at=AT
        )

    assert source().statement == STATEMENT


def test_a_steward_plans_pulls_and_sees_what_failed(client: Client, land: Land) -> None:
    sign_in(client, make_officer(land.department, "DATA_STEWARD"))
    given = {
        "pull-connection": "electricity", "pull-statement": f"{STATEMENT};", "pull-minutes": "15",
    }  # fmt: skip
    assert client.post(f"{HERE}lay/ke-hoach/", given).status_code == 302
    assert (source().statement, source().pull_minutes) == (STATEMENT, 15)
    refused = client.post(f"{HERE}lay/ke-hoach/", {**given, "pull-statement": "drop table x"})
    assert refused.status_code == 422
    assert "một câu lệnh SELECT" in refused.content.decode()

    batch = client.post(f"{HERE}lay/", follow=True).content.decode()

    assert "bằng câu lệnh" in batch
    assert "48 dòng: 24 mới hoặc thay đổi" in batch
    Source.objects.update(statement="select 1 / 0 as indicator")
    failed = client.post(f"{HERE}lay/", follow=True).content.decode()
    assert "Lần lấy gần nhất không thành công" in failed
    assert "Lỗi khi lấy số liệu" in client.get("/can-bo/nguon-so-lieu/").content.decode()


def test_others_pull_nothing(client: Client, land: Land) -> None:
    sign_in(client, make_officer(land.other, "DATA_STEWARD"))

    assert client.post(f"{HERE}lay/").status_code == 404
    assert client.post(f"{HERE}lay/ke-hoach/").status_code == 404
    sign_in(client, make_officer(land.department, "SPECIALIST"))
    assert client.post(f"{HERE}lay/").status_code == 403
