"""A NUL character, which no text of the database can hold, comes to no view."""

import json

import pytest
from django.test import Client, RequestFactory

from tests.architecture.addresses import list_addresses
from tinhso.core.plain_text import clean_form

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    ["/api/procedures?query=a%00b", "/api/procedures?query=x&field=%00", "/api/areas/%00",
     "/api/agencies?query=%00", "/api/agencies?x%00=1"],
)  # fmt: skip
def test_an_address_with_a_nul_is_refused_as_a_problem(client: Client, address: str) -> None:
    answer = client.get(address)

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["code"] == "bad_request"


@pytest.mark.parametrize(
    "changed",
    [{"username": "a\0b"}, {"password": "\0"}, {"more": {"deep": ["\0"]}}, {"\0": 1}],
)
def test_a_body_with_a_nul_is_refused_as_a_problem(
    client: Client, changed: dict[str, object]
) -> None:
    body = json.dumps({"username": "a", "password": "b", **changed})

    answer = client.post("/api/session", body, content_type="application/json")

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["code"] == "bad_request"


def test_every_page_refuses_an_address_with_a_nul_kindly(client: Client) -> None:
    pages = [one.path for one in list_addresses() if not one.names_rows]
    pages = [path for path in pages if not path.startswith("/api/")]

    answers = {path: client.get(f"{path}?q=%00") for path in pages}

    assert len(answers) > 100
    assert {path for path, answer in answers.items() if answer.status_code != 400} == set()
    assert "Hệ thống chưa đọc được yêu cầu này" in answers["/"].content.decode()
    client.cookies["tinhso_language"] = "en"
    english = client.get("/?q=%00").content.decode()
    assert "Hệ thống" not in english
    assert client.get("/ho-so/a%00b/").status_code == 400


def test_a_form_loses_it_and_nothing_else(client: Client) -> None:
    answer = client.post("/dang-nhap/can-bo/", {"username": "khong\0co", "password": "\0x"})

    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'value="khongco"' in page


def test_several_answers_and_names_are_cleaned() -> None:
    sent = {"a\0": ["1\0", "2"], "b": "", "c": "giữ\r\nnguyên"}
    request = RequestFactory().post("/", sent)

    clean_form(request)

    assert dict(request.POST.lists()) == {"a": ["1", "2"], "b": [""], "c": ["giữ\r\nnguyên"]}
