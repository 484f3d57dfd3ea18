"""API callers use the same sessions as the pages, with the same protection."""

import json

import pytest
from django.test import Client, RequestFactory
from ninja.errors import HttpError

from tinhso.core.actors import PUBLIC, Actor, ActorKind
from tinhso.identity.api import CitizenAuth, OfficerAuth, SessionAuth
from tinhso.identity.tests.factories import PASSWORD, make_citizen, make_officer, sign_in
from tinhso.orgs.tests.factories import make_agency

pytestmark = pytest.mark.django_db
ADDRESS = "/api/session"
CITIZEN = Actor(kind=ActorKind.CITIZEN, person_id=1, account_id=1)
CLERK = Actor(kind=ActorKind.OFFICER, account_id=2, agency_ids=(3,), roles=frozenset({"CLERK"}))


def post(client: Client, username: str, password: str, **headers: str) -> object:
    body = json.dumps({"username": username, "password": password})
    return client.post(ADDRESS, body, content_type="application/json", headers=headers)


def authenticate(auth: SessionAuth, actor: Actor) -> Actor | None:
    request = RequestFactory().get("/")
    request.actor = actor  # type: ignore[attr-defined] # what the middleware does
    return auth.authenticate(request, None)


def test_nobody_is_the_public(client: Client) -> None:
    assert client.get(ADDRESS).json()["kind"] == "public"


def test_an_officer_signs_in_and_out() -> None:
    client = Client(enforce_csrf_checks=True)
    account = make_officer(agency := make_agency())
    token = client.get(ADDRESS).json()["csrf_token"]

    answer = post(client, account.username, PASSWORD, **{"X-CSRFToken": token})
    session = client.get(ADDRESS).json()
    gone = client.delete(ADDRESS, headers={"X-CSRFToken": session["csrf_token"]})

    assert answer.status_code == 200  # type: ignore[attr-defined] # a response
    assert session["agency_ids"] == [agency.id]
    assert session["roles"] == ["CLERK"]
    assert gone.status_code == 204
    assert client.get(ADDRESS).json()["kind"] == "public"


def test_a_wrong_password_is_401_and_a_lock_423(client: Client) -> None:
    account = make_officer(None)
    answers = [post(client, account.username, "sai") for _ in range(5)]

    assert [answer.status_code for answer in answers] == [401] * 4 + [423]  # type: ignore[attr-defined]
    assert answers[-1].json()["code"] == "account_locked"  # type: ignore[attr-defined]


def test_signing_in_and_out_needs_the_token() -> None:
    client = Client(enforce_csrf_checks=True)
    account = make_officer(make_agency())

    assert post(client, account.username, PASSWORD).status_code == 403  # type: ignore[attr-defined]
    sign_in(client, account)
    assert client.delete(ADDRESS).status_code == 403


def test_signing_out_without_session_is_401(client: Client) -> None:
    assert client.delete(ADDRESS).status_code == 401


def test_broken_json_is_400(client: Client) -> None:
    assert client.post(ADDRESS, "{", content_type="application/json").status_code == 400


def test_a_citizen_sees_their_assurance(client: Client) -> None:
    sign_in(client, make_citizen(assurance="1"))

    session = client.get(ADDRESS).json()

    assert (session["kind"], session["assurance"]) == ("citizen", "1")


@pytest.mark.parametrize(
    ("auth", "actor"),
    [(SessionAuth(), CLERK), (CitizenAuth(), CITIZEN), (OfficerAuth(), CLERK),
     (OfficerAuth("LEADER", "CLERK"), CLERK)],
)  # fmt: skip
def test_those_it_is_for_may_call(auth: SessionAuth, actor: Actor) -> None:
    assert authenticate(auth, actor) == actor


@pytest.mark.parametrize(
    ("auth", "actor"),
    [(CitizenAuth(), CLERK), (OfficerAuth(), CITIZEN), (OfficerAuth("LEADER"), CLERK)],
)
def test_others_who_are_signed_in_may_not_call(auth: SessionAuth, actor: Actor) -> None:
    with pytest.raises(HttpError) as refused:
        authenticate(auth, actor)

    assert refused.value.status_code == 403


@pytest.mark.parametrize("auth", [SessionAuth(), CitizenAuth(), OfficerAuth()])
def test_nobody_is_authenticated_as_nobody(auth: SessionAuth) -> None:
    assert authenticate(auth, PUBLIC) is None
