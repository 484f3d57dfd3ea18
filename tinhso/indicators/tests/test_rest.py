"""The JSON API: catalogue, metric query, rows of a source with its own credential; refusals."""

import json
from typing import Any

import pytest
from django.test import Client

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.indicators.models import Fact, Source
from tinhso.indicators.operations import issue_credential
from tinhso.indicators.tests.factories import AT, Land

pytestmark = pytest.mark.django_db
API = "/api/indicators"
ROW = {"indicator": "POP.BIRTHS", "area": "25195", "period": "C2026M1", "numerator": "12"}


@pytest.fixture
def land() -> Land:
    land = Land()
    births = land.indicator()
    land.indicator("POP.INNER", sensitivity="INTERNAL")
    land.record(land.fact(births, "C2025M12", 10))
    return land


@pytest.fixture
def credential(land: Land) -> str:
    station = Source.objects.create(
        code="HTTP.X", name="Trạm", kind="HTTP", agency=land.department,
        quality=[{"rule": "RANGE", "least": "0", "most": "500"}],
    )  # fmt: skip
    with acting_as(SYSTEM):
        return issue_credential(source=station, actor=SYSTEM, at=AT)


def send(
    client: Client, credential: str, rows: object, key: str = "k1", code: str = "HTTP.X"
) -> Any:
    return client.post(
        f"{API}/sources/{code}/batches", json.dumps({"rows": rows}), "application/json",
        headers={"Authorization": f"Bearer {credential}", "Idempotency-Key": key},
    )  # fmt: skip


def test_anybody_reads_the_public_catalogue(client: Client, land: Land) -> None:
    page = client.get(API).json()

    assert [row["code"] for row in page["items"]] == ["POP.BIRTHS"]
    assert client.get(f"{API}/POP.BIRTHS").json()["over_time"] == "SUM"
    assert client.get(f"{API}/POP.INNER").status_code == 404


def test_numbers_are_asked_by_codes(client: Client, land: Land) -> None:
    query = "indicators=POP.BIRTHS,POP.INNER&periods=C2025M12&level=COMMUNE&areas=25195"
    answer = client.get(f"{API}/values?{query}").json()

    assert [(row["area"], row["value"], row["state"]) for row in answer["items"]] == [
        ("25195", "10", "OK"), ("25195", None, "MISSING"),
    ]  # fmt: skip
    assert answer["engines"] == ["sums"]


@pytest.mark.parametrize(
    "query", ["", "indicators=A&periods=X", "indicators=A&periods=C2026M1&level=X"]
)
def test_a_bad_question_is_a_problem(client: Client, land: Land, query: str) -> None:
    answer = client.get(f"{API}/values?{query}")

    assert answer.status_code in {409, 422}
    assert answer["Content-Type"] == "application/problem+json"


def test_a_source_sends_rows_and_learns_which_were_put_aside(
    client: Client, credential: str
) -> None:
    first = send(client, credential, [ROW, {**ROW, "area": "25198", "numerator": "900"}])
    again = send(client, credential, [ROW])

    assert first.status_code == 201
    assert first.json()["refused"] == [{"row": 2, "part": "", "code": "RANGE", "given": ""}]
    assert again.json()["token"] == first.json()["token"]
    assert Fact.objects.filter(kind="OBSERVED").count() == 1


def test_strangers_and_other_sources_are_refused(client: Client, credential: str) -> None:
    assert send(client, "wrong", [ROW]).status_code == 401
    assert send(client, credential, [ROW], code="FILE.REPORTS").status_code == 404
    assert send(client, credential, []).status_code == 422
    assert send(client, credential, [ROW] * 2001).status_code == 422
    assert not Fact.objects.filter(kind="OBSERVED").exists()
