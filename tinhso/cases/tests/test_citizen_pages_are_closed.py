"""Citizens' pages open to their owner alone."""

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.cases.models import Case
from tinhso.cases.tests.factories import Ward, make_ready_draft
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import make_citizen, sign_in
from tinhso.procedures.models import ProcedureVersion

pytestmark = pytest.mark.django_db


CASE_PAGES = (
    "case_detail",
    "case_filed",
    "case_supplement",
    "case_withdraw",
    "case_rate",
    "case_result",
)


@pytest.mark.parametrize("page", CASE_PAGES)
def test_another_citizen_finds_nothing(client: Client, case: Case, page: str) -> None:
    sign_in(client, make_citizen())
    url = reverse(f"cases:{page}", args=[case.token])

    assert client.get(url).status_code == 404


@pytest.mark.parametrize("page", CASE_PAGES)
def test_visitor_is_led_to_sign_in(client: Client, case: Case, page: str) -> None:
    response = client.get(reverse(f"cases:{page}", args=[case.token]))

    assert response["Location"].startswith(reverse("identity:sign_in"))


@pytest.mark.parametrize("page", CASE_PAGES)
def test_officer_may_not_open_citizens_pages(
    client: Client, case: Case, ward: Ward, page: str
) -> None:
    sign_in(client, ward.officers["CLERK"])

    assert client.get(reverse(f"cases:{page}", args=[case.token])).status_code == 403


@pytest.mark.parametrize(
    "page", ["draft_check", "draft_papers", "draft_place", "draft_resume", "draft_discard"]
)
def test_draft_is_found_by_nobody_else(
    client: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion, page: str
) -> None:
    url = reverse(f"cases:{page}", args=[make_ready_draft(account, version).token])

    visitor = client.get(url)
    sign_in(client, make_citizen())
    stranger = client.get(url)
    sign_in(client, ward.officers["CLERK"])
    officer = client.get(url)

    assert visitor["Location"].startswith(reverse("identity:sign_in"))
    assert (stranger.status_code, officer.status_code) == (404, 404)
