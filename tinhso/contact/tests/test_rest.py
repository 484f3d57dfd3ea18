"""The JSON API of the line: one receipt a key, refusals as problems, an agency's own list."""

import json

import pytest
from django.test import Client

from tinhso.contact.models import Contact
from tinhso.contact.tests.factories import CENTRE, POTHOLE, ROADS, WARD, Line
from tinhso.identity.tests.factories import make_citizen, sign_in

pytestmark = pytest.mark.django_db
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
