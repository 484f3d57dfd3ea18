"""A NUL character, which no text of the database can hold, is refused in any address."""

import pytest
from django.test import Client

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
