"""The JSON API of the line: one receipt a key, refusals as problems, an agency's own list."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tinhso.contact.models import Contact
from tinhso.contact.tests.factories import CENTRE, POTHOLE, ROADS, WARD, Line
from tinhso.identity.tests.factories import make_citizen, sign_in

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 20
SAID = {
    "kind": "FIELD_REPORT",
    "text": POTHOLE,
    "category": "duong-hu-hong",
    "area_code": "25195",
}


def post(client: Client, key: str = "khoa-1", **values: object) -> tuple[int, dict[str, str]]:
    answer = client.post(
        "/api/contacts",
        json.dumps({**SAID, **values}),
        content_type="application/json",
        headers={"Idempotency-Key": key},
    )
    return answer.status_code, answer.json()


def test_same_key_gives_the_same_receipt(client: Client) -> None:
    Line()
    citizen = make_citizen()
    sign_in(client, citizen)

    (status, first), (_again, second) = post(client), post(client)

    assert status == 201
    assert first == second
    assert Contact.objects.get().person == citizen.person


def test_bad_input_and_strangers_get_problems(client: Client) -> None:
    line = Line()
    assert post(client)[0] == 401
    sign_in(client, line.account(WARD))
    assert post(client)[1]["code"] == "not_authorised"
    sign_in(client, line.account(CENTRE))

    assert post(client, text="ngắn")[1]["code"] == "contact_text_missing"
    assert post(client, kind="PRANK")[0] == 422
    assert post(client, area_code="00000")[1]["code"] == "contact_place_missing"
    assert not Contact.objects.exists()


def test_agency_reads_its_own_twenty(client: Client) -> None:
    line = Line()
    sign_in(client, line.account(CENTRE))
    for number in range(22):
        post(client, key=f"k{number}")

    sign_in(client, line.account(WARD))
    page = client.get("/api/contacts").json()
    rest = client.get("/api/contacts", {"cursor": page["next_cursor"]}).json()
    sign_in(client, line.account(ROADS))
    others = client.get("/api/contacts").json()

    assert (len(page["items"]), len(rest["items"])) == (20, 2)
    assert others["items"] == []


def test_opening_takes_few_statements_every_time(client: Client) -> None:
    Line()
    sign_in(client, make_citizen())
    post(client)

    with CaptureQueriesContext(connection) as asked:
        post(client, key="khoa-2")

    assert len(asked) <= MOST_STATEMENTS, [one["sql"][:80] for one in asked.captured_queries]


def test_list_takes_the_same_statements_however_many(client: Client) -> None:
    line = Line()
    sign_in(client, line.account(CENTRE))
    counts = []
    for number in range(4):
        post(client, key=f"k{number}")
    for more in (0, 18):
        for number in range(more):
            post(client, key=f"m{number}")
        officer = Client()
        sign_in(officer, line.account(WARD))
        for path in ("/api/contacts", "/can-bo/1022/"):
            officer.get(path)
            with CaptureQueriesContext(connection) as asked:
                officer.get(path)
            counts.append(len(asked))

    assert counts[:2] == counts[2:]
