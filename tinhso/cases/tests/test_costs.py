"""What a filing asks of the database: the same statements, however much is there already."""

import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tinhso.cases.models import Draft
from tinhso.cases.tests.factories import Ward, make_case, make_ready_draft
from tinhso.cases.tests.test_rest import filing
from tinhso.identity.models import CitizenAccount
from tinhso.procedures.models import ProcedureVersion

pytestmark = pytest.mark.django_db
WRITTEN_A_FILING = 26
READ_A_PAGE = 7


def asked(act: Callable[[], object]) -> int:
    """Count what is asked of tables, without savepoints and row security's settings."""
    with CaptureQueriesContext(connection) as queries:
        act()
    words = (query["sql"].lower().lstrip() for query in queries.captured_queries)
    return sum(not sql.startswith(("savepoint", "release", "select set_config")) for sql in words)


def test_filing_through_the_api_costs_the_same_among_many(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    def file(key: str) -> None:
        response = citizen.post(
            "/api/cases",
            json.dumps(filing(account)),
            content_type="application/json",
            headers={"Idempotency-Key": key},
        )
        assert response.status_code == 201

    file("first")
    few = asked(lambda: file("second"))
    for _number in range(3):
        make_case(account, version)

    # What is remembered for some seconds may be read again in one of them.
    many = min(asked(lambda key=key: file(key)) for key in ("third", "fourth"))  # type: ignore[misc]
    assert many <= few <= WRITTEN_A_FILING


def test_pages_of_an_application_cost_the_same_among_many(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_ready_draft(account, version)
    stops = ("cases:draft_place", "cases:draft_papers", "cases:draft_check")
    pages = [reverse(stop, args=[draft.token]) for stop in stops]
    for page in pages:
        citizen.get(page)
    few = [asked(lambda page=page: citizen.get(page)) for page in pages]  # type: ignore[misc]
    for _number in range(3):
        make_case(account, version)

    many = [asked(lambda page=page: citizen.get(page)) for page in pages]  # type: ignore[misc]
    assert sum(many) <= sum(few) + 1
    assert max(few) <= READ_A_PAGE


def test_filing_a_draft_costs_the_same_among_many(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    def file(draft: Draft) -> int:
        url = reverse("cases:draft_check", args=[draft.token])
        return asked(lambda: citizen.post(url, {"declaration": "on"}))

    file(make_ready_draft(account, version))
    few = file(make_ready_draft(account, version))
    for _number in range(3):
        make_case(account, version)

    many = min(file(make_ready_draft(account, version)) for _number in range(2))
    assert many <= few <= WRITTEN_A_FILING
