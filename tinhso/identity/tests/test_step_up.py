"""Proving oneself again before signing and export; sessions seen and ended from anywhere."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.core import clock
from tinhso.core.errors import ProofNeeded
from tinhso.identity.api import require_proof
from tinhso.identity.models import SignedInSession
from tinhso.identity.tests.factories import (
    PASSWORD,
    actor_of_account,
    make_citizen,
    make_officer,
    sign_in,
)
from tinhso.identity.tests.test_second_factor import (
    DOOR,
    SECURITY,
    add_app,
    code_now,
    make_signer,
)
from tinhso.orgs.tests.factories import make_agency

pytestmark = pytest.mark.django_db
LIST = "/can-bo/ho-so/"
PROVE, SESSIONS = "/tai-khoan/xac-nhan/", "/tai-khoan/phien/"


def grow_old(client: Client) -> None:
    """Let the last proof be of long ago."""
    session = client.session
    session["proved_at"] = 1.0
    session.save()


@pytest.fixture
def export() -> str:
    return reverse("cases:worklist") + "?xuat=csv"


def test_a_fresh_sign_in_counts_as_proof(client: Client, export: str) -> None:
    account = make_officer(make_agency(), "CLERK")
    add_app(account)
    sign_in(client, account)

    assert client.get(export).status_code == 200


def test_an_old_proof_leads_to_the_page_and_back(client: Client, export: str) -> None:
    account = make_officer(make_agency(), "CLERK")
    add_app(account)
    sign_in(client, account)
    grow_old(client)

    away = client.get(export, headers={"Referer": f"http://testserver{LIST}?tim=a"})
    assert away["Location"].startswith(PROVE)
    assert client.get(away["Location"]).status_code == 200
    proved = client.post(away["Location"], {"code": code_now()})

    page = client.get(proved["Location"]).content.decode()
    assert f'content="0; url={export}"' in page
    assert f'href="{LIST}?tim=a"' in page
    assert client.get(export).status_code == 200


def test_before_a_page_the_proof_leads_straight_back(client: Client) -> None:
    account = make_signer()
    add_app(account)
    sign_in(client, account)
    grow_old(client)

    away = client.get(f"{SECURITY}ung-dung/")
    back = client.post(away["Location"], {"code": code_now()})

    assert back["Location"] == f"{SECURITY}ung-dung/"


@pytest.mark.parametrize("before", ["//evil.example/", "https://evil.example/", "javascript:x"])
def test_the_page_of_a_file_leads_to_no_other_site(client: Client, before: str) -> None:
    sign_in(client, make_signer())

    page = client.get(PROVE, {"next": "/can-bo/", "tep-tu": before}).content.decode()
    away = client.get(PROVE, {"next": before, "tep-tu": "/"})

    assert 'content="0; url=/can-bo/"' in page
    assert f'href="{before}' not in page
    assert away["Location"] == SECURITY


@pytest.mark.parametrize("resume", ["discard", "leave"])
def test_what_was_sent_is_thrown_away_without_a_dead_end(client: Client, resume: str) -> None:
    account = make_signer()
    factor = add_app(account)
    sign_in(client, account)
    grow_old(client)
    address = f"{SECURITY}{factor.pk}/xoa/"
    away = client.post(address, {})
    client.post(away["Location"], {"code": code_now()})
    offered = client.get(address).content.decode()

    left = client.post(address, {"resume": resume})

    assert 'value="leave"' in offered
    assert client.get(left["Location"]).status_code == (405 if resume == "discard" else 200)
    assert account.factors.count() == 1


@pytest.mark.parametrize("answers", [{"code": "000000"}, {"password": PASSWORD}, {}])
def test_a_wrong_proof_leads_nowhere(client: Client, export: str, answers: dict[str, str]) -> None:
    account = make_officer(make_agency(), "CLERK")
    add_app(account)
    sign_in(client, account)
    grow_old(client)

    assert client.post(PROVE, answers).status_code == 400
    assert client.get(export).status_code == 302


def test_a_wrong_password_is_called_so(client: Client) -> None:
    account = make_officer(make_agency(), "CLERK")
    sign_in(client, account)
    grow_old(client)

    refused = client.post(PROVE, {"password": "không phải"})

    assert refused.status_code == 400
    assert "Mật khẩu chưa đúng" in refused.content.decode()


def test_what_was_sent_is_kept_over_the_proof(client: Client) -> None:
    account = make_signer()
    factor = add_app(account)
    add_app(account)
    sign_in(client, account)
    grow_old(client)
    address = f"{SECURITY}{factor.pk}/xoa/"

    away = client.post(address, {"vi-du": "giữ lại"})
    client.post(away["Location"], {"code": code_now()})
    sent = client.post(address, {"resume": "send"})

    assert sent.status_code == 302
    assert account.factors.count() == 1


def test_without_a_factor_the_password_proves(client: Client, settings: Any, export: str) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    sign_in(client, make_officer(make_agency(), "CLERK"))
    grow_old(client)
    assert client.get(export).status_code == 302

    assert client.post(PROVE, {"password": "sai"}).status_code == 400
    assert client.post(PROVE, {"password": PASSWORD}).status_code == 302

    assert client.get(export).status_code == 200


def test_a_demonstrations_officers_are_not_asked(
    client: Client, settings: Any, export: str
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    sign_in(client, make_officer(make_agency(), "CLERK", is_demo=True))
    grow_old(client)

    assert client.get(export).status_code == 200


def test_an_operation_refuses_whoever_needs_a_proof() -> None:
    from dataclasses import replace

    actor = actor_of_account(make_signer())
    require_proof(actor)

    with pytest.raises(ProofNeeded):
        require_proof(replace(actor, needs_proof=True))


def test_a_page_away_is_not_led_to(client: Client) -> None:
    account = make_signer()
    add_app(account)
    sign_in(client, account)

    back = client.post(PROVE + "?next=//evil.example", {"code": code_now()})

    assert back["Location"] == SECURITY


def enter(account: Any, browser: str) -> Client:
    client = Client(headers={"User-Agent": browser})
    client.post(DOOR, {"username": account.username, "password": PASSWORD})
    return client


def test_a_session_is_seen_and_ended_from_another() -> None:
    account = make_officer(make_agency())
    here, there = enter(account, "máy bàn"), enter(account, "điện thoại lạ")
    page = here.get(SESSIONS).content.decode()
    assert "điện thoại lạ" in page
    stranger = SignedInSession.objects.get(browser="điện thoại lạ")

    here.post(f"{SESSIONS}dang-xuat/", {"session": stranger.pk})

    assert there.get("/tai-khoan/").status_code == 302
    assert here.get("/tai-khoan/").status_code == 200
    assert "điện thoại lạ" not in here.get(SESSIONS).content.decode()


def test_all_other_sessions_end_at_once() -> None:
    account = make_officer(make_agency())
    here = enter(account, "a")
    others = [enter(account, "b"), enter(account, "c")]

    here.post(f"{SESSIONS}dang-xuat/")

    assert [other.get("/tai-khoan/").status_code for other in others] == [302, 302]
    assert here.get("/tai-khoan/").status_code == 200


def test_somebody_elses_session_stays() -> None:
    victim = enter(make_officer(make_agency()), "a")
    session = SignedInSession.objects.get()
    other = enter(make_signer(), "b")

    other.post(f"{SESSIONS}dang-xuat/", {"session": session.pk})

    assert victim.get("/tai-khoan/").status_code == 200


@pytest.mark.parametrize("wanted", ["x", "-1", "9" * 30, "١"])
def test_a_session_that_is_none_gives_404(client: Client, wanted: str) -> None:
    sign_in(client, make_citizen())

    assert client.post(f"{SESSIONS}dang-xuat/", {"session": wanted}).status_code == 404


def test_the_key_of_a_session_is_stored_sealed() -> None:
    from django.db import connection

    enter(make_officer(make_agency()), "a")
    with connection.cursor() as cursor:
        cursor.execute("select session_key from identity_signedinsession")
        assert cursor.fetchone()[0].startswith("s1.")
    assert SignedInSession.objects.get().begun_at <= clock.now()
