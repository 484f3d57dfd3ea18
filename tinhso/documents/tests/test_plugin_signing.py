"""A token on the signer's own machine: a program fetches digests and hands signatures in."""

import base64
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from peers.trust.server import TrustServer
from tinhso.core import clock
from tinhso.core.actors import Actor
from tinhso.documents.api import Document, sign_as_person
from tinhso.documents.gateways import trust_services
from tinhso.documents.models import DocumentState, RequestState, SigningRequest
from tinhso.documents.operations import ask_to_confirm, drive_session, link_plugin_key
from tinhso.documents.tests.factories import AT, Office
from tinhso.documents.tests.test_remote_signing import last_number, newest
from tinhso.documents.tests.tokens import Token
from tinhso.identity.models import OfficerAccount
from tinhso.identity.tests.factories import actor_of_account, make_officer, sign_in

API = "/api/documents/signing-requests"


@pytest.fixture(autouse=True)
def _at_the_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(seconds=30))


@pytest.fixture
def account(office: Office) -> OfficerAccount:
    return make_officer(office.agency, "LEADER")


@pytest.fixture
def leader(account: OfficerAccount) -> Actor:
    return actor_of_account(account)


@pytest.fixture
def token(trust: TrustServer, leader: Actor, office: Office) -> Token:
    made = Token(trust, leader.name, office.agency.name)
    link_plugin_key(certificate_pem=made.pem, actor=leader, at=AT)
    return made


@pytest.fixture
def waiting(office: Office, leader: Actor, token: Token) -> SigningRequest:
    document = sign_as_person(document=office.draft(subject="paper:1"), actor=leader, at=AT)
    return document.signing_request


def hand_in(client: Client, request: SigningRequest, **body: str) -> Any:
    return client.post(f"{API}/{request.token}/signature", body, "application/json")


def test_program_fetches_a_digest_and_hands_a_signature_in(
    client: Client, account: OfficerAccount, waiting: SigningRequest, token: Token
) -> None:
    sign_in(client, account)
    (asked,) = client.get(API).json()

    answer = hand_in(client, waiting, signature=token.sign(asked["to_be_signed"]))

    assert answer.json()["state"] == "SIGNED"
    assert client.get(API).json() == []
    assert Document.objects.get(pk=waiting.document_id).state == DocumentState.SIGNED


def test_whole_cms_is_taken(
    client: Client, account: OfficerAccount, waiting: SigningRequest, token: Token
) -> None:
    sign_in(client, account)
    asked = client.get(f"{API}/{waiting.token}").json()

    answer = hand_in(client, waiting, cms=token.cms(asked["document_digest"]))

    assert (answer.status_code, answer.json()["state"]) == (200, "SIGNED")
    assert newest(waiting.document).endswith(b"%%EOF\n")


def test_signature_over_something_else_changes_nothing(
    client: Client, account: OfficerAccount, waiting: SigningRequest, token: Token
) -> None:
    sign_in(client, account)
    other = base64.b64encode(bytes(32)).decode()

    answers = [
        hand_in(client, waiting, signature=token.sign(other)),
        hand_in(client, waiting, cms=token.cms(other)),
        hand_in(client, waiting, cms=token.sign(other)),
    ]

    assert [one.json()["code"] for one in answers] == ["signature_wrong"] * 3
    waiting.refresh_from_db()
    assert waiting.state == RequestState.WAITING


def test_cms_of_another_certificate_is_refused(
    client: Client,
    account: OfficerAccount,
    waiting: SigningRequest,
    trust: TrustServer,
    office: Office,
) -> None:
    sign_in(client, account)
    stranger = Token(trust, "Người Khác", office.agency.name)
    asked = client.get(f"{API}/{waiting.token}").json()

    answer = hand_in(client, waiting, cms=stranger.cms(asked["document_digest"]))

    assert answer.json()["code"] == "certificate_wrong"


def test_signature_is_taken_once(
    client: Client, account: OfficerAccount, waiting: SigningRequest, token: Token
) -> None:
    sign_in(client, account)
    asked = client.get(f"{API}/{waiting.token}").json()
    signature = token.sign(asked["to_be_signed"])

    codes = [hand_in(client, waiting, signature=signature).status_code for _ in range(2)]

    assert codes[0] == 200
    assert codes[1] in (400, 409)
    assert Document.objects.get(pk=waiting.document_id).signatures.count() == 1


def test_signature_that_is_no_base64_is_refused_with_words(
    client: Client, account: OfficerAccount, waiting: SigningRequest
) -> None:
    sign_in(client, account)

    assert hand_in(client, waiting, signature="không phải").status_code == 422


def test_too_late_is_refused(
    client: Client,
    account: OfficerAccount,
    waiting: SigningRequest,
    token: Token,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sign_in(client, account)
    asked = client.get(f"{API}/{waiting.token}").json()
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(minutes=11))

    answer = hand_in(client, waiting, signature=token.sign(asked["to_be_signed"]))

    assert answer.json()["code"] == "request_over"


def test_revoked_certificate_signs_nothing(
    client: Client,
    account: OfficerAccount,
    waiting: SigningRequest,
    token: Token,
    trust: TrustServer,
) -> None:
    sign_in(client, account)
    asked = client.get(f"{API}/{waiting.token}").json()
    trust.hierarchy.revoke(token.serial, AT)
    trust_services.forget_answers()

    answer = hand_in(client, waiting, signature=token.sign(asked["to_be_signed"]))

    assert answer.json()["code"] == "certificate_not_good"


def test_refusal_gives_the_number_back(
    client: Client, account: OfficerAccount, waiting: SigningRequest, office: Office
) -> None:
    sign_in(client, account)

    answer = client.post(f"{API}/{waiting.token}/refusal", {}, "application/json")

    assert (answer.json()["state"], answer.json()["failure"]) == ("FAILED", "cancelled")
    assert last_number(office) == 0


def test_nobody_else_sees_or_signs_it(
    client: Client, office: Office, waiting: SigningRequest
) -> None:
    assert client.get(API).status_code == 401
    sign_in(client, make_officer(office.agency, "LEADER"))
    assert client.get(API).json() == []
    assert client.get(f"{API}/{waiting.token}").status_code == 404
    assert hand_in(client, waiting, signature="AAAA").status_code == 404
    sign_in(client, make_officer(office.agency, "CLERK"))
    assert client.get(API).status_code == 403


def test_session_closes_itself_when_all_is_signed(
    client: Client, account: OfficerAccount, waiting: SigningRequest, token: Token, leader: Actor
) -> None:
    session = ask_to_confirm(actor=leader, at=AT)
    assert session is not None
    assert not drive_session(session_id=session.pk, at=AT)
    sign_in(client, account)
    asked = client.get(f"{API}/{waiting.token}").json()
    hand_in(client, waiting, signature=token.sign(asked["to_be_signed"]))

    session.refresh_from_db()
    assert session.ended_at is not None


def test_page_of_keys_links_and_unlinks(
    client: Client, account: OfficerAccount, trust: TrustServer, leader: Actor, office: Office
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    sign_in(client, account)
    page = reverse("documents:signing_key")
    assert "Khóa do hệ thống giữ" in client.get(page).content.decode()
    pem = Token(trust, leader.name, office.agency.name).pem
    file = SimpleUploadedFile("a.pem", pem)

    linked = client.post(reverse("documents:link_plugin"), {"certificate": file}, follow=True)
    unlinked = client.post(reverse("documents:unlink_key"), follow=True)

    assert "USB token" in linked.content.decode()
    assert "Khóa do hệ thống giữ" in unlinked.content.decode()


@pytest.mark.parametrize("content", [b"", b"no certificate"])
def test_page_keeps_the_form_open_on_a_bad_file(
    client: Client, account: OfficerAccount, trust: TrustServer, content: bytes
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    sign_in(client, account)
    file = SimpleUploadedFile("a.pem", content)

    answer = client.post(reverse("documents:link_plugin"), {"certificate": file})

    assert answer.status_code in (400, 409)
    assert "govuk-error-summary" in answer.content.decode()


def test_pages_are_for_signers(client: Client, office: Office) -> None:
    page = reverse("documents:signing_key")
    assert client.get(page).status_code == 302
    sign_in(client, make_officer(office.agency, "CLERK"))
    assert client.get(page).status_code == 403


def test_session_page_is_the_holder_s_alone(
    client: Client, account: OfficerAccount, waiting: SigningRequest, leader: Actor, office: Office
) -> None:
    session = ask_to_confirm(actor=leader, at=AT, return_path="/cong-van/ky/")
    assert session is not None
    url = reverse("documents:signing_session", args=[session.token])
    sign_in(client, make_officer(office.agency, "LEADER"))
    assert client.get(url).status_code == 404

    sign_in(client, account)
    assert "Hủy yêu cầu ký" in client.get(url).content.decode()
    assert client.post(url).status_code == 302
    waiting.refresh_from_db()
    assert waiting.failure == "cancelled"
