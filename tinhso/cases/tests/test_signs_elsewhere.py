"""A leader whose key is on a token: the case waits, goes on when confirmed, stays when not."""

import base64
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tinhso.cases.models import Case, CaseEvent
from tinhso.cases.operations import draft_result, forward_step, return_step, sign_correction
from tinhso.cases.tests.factories import Ward
from tinhso.cases.tests.test_corrections import prepared
from tinhso.cases.tests.walk import RESULT_FIELDS, SOON, accepted, acting, drafted, finished, issued
from tinhso.cases.tests.walk import signed as let_sign
from tinhso.core.actors import Actor
from tinhso.documents.api import (
    CANCELLED,
    complete_signature,
    give_up,
    link_plugin_key,
    to_be_signed,
)
from tinhso.documents.models import SigningRequest
from tinhso.documents.tests.tokens import Token, trust_running
from tinhso.identity.tests.factories import sign_in

LATER = SOON + timedelta(minutes=2)


@pytest.fixture
def leader(ward: Ward) -> Actor:
    return ward.actor("LEADER")


@pytest.fixture
def make_token(settings: Settings, tmp_path: Path, ward: Ward, leader: Actor) -> Iterator[Token]:
    settings.PKCS11_MODULE, settings.PKI_DIR = "none", tmp_path / "pki"
    settings.MEDIA_ROOT = tmp_path / "files"
    with trust_running(settings, tmp_path, SOON) as server:
        yield Token(server, leader.name, ward.committee.name)


@pytest.fixture
def token(make_token: Token, leader: Actor) -> Token:
    link_plugin_key(certificate_pem=make_token.pem, actor=leader, at=SOON)
    return make_token


@pytest.fixture
def begun(case: Case, ward: Ward, token: Token) -> Case:
    """Give a case whose result the leader began to sign."""
    return let_sign(drafted(accepted(case, ward), ward), ward)


def request_of(case: Case) -> SigningRequest:
    return SigningRequest.objects.get(subject=f"case:{case.pk}", state="WAITING")


def confirm(case: Case, token: Token) -> SigningRequest:
    request = request_of(case)
    digest = base64.b64encode(to_be_signed(request)).decode()
    signature = base64.b64decode(token.sign(digest))
    return complete_signature(request=request, signature=signature, at=LATER)


def kinds_of(case: Case) -> list[str]:
    events = CaseEvent.objects.filter(case=case).order_by("ordinal")
    return list(events.values_list("kind", flat=True))


def test_case_waits_for_the_confirmation(begun: Case) -> None:
    begun.refresh_from_db()

    assert begun.step_role == "LEADER"
    assert begun.result_id is None
    assert "SIGN_RESULT" not in kinds_of(begun)


def test_confirmed_result_goes_to_the_registrar(begun: Case, ward: Ward, token: Token) -> None:
    confirm(begun, token)

    case = Case.objects.get(pk=begun.pk)
    assert case.step_role == "REGISTRAR"
    assert kinds_of(case)[-1] == "SIGN_RESULT"
    done = issued(case, ward, LATER)
    assert done.result is not None
    assert [one.is_organisation for one in done.result.signatures.order_by("ordinal")] == [
        False,
        True,
    ]


def test_cancelled_signature_leaves_the_case_with_the_leader(
    begun: Case, ward: Ward, token: Token
) -> None:
    give_up(request=request_of(begun), reason=CANCELLED, at=LATER)

    again = let_sign(Case.objects.get(pk=begun.pk), ward, LATER)
    assert request_of(again).notation.startswith("01/")


def test_result_drafted_anew_meanwhile_is_not_signed(
    begun: Case, ward: Ward, leader: Actor, token: Token
) -> None:
    case = Case.objects.get(pk=begun.pk)
    acting(leader, return_step, case=case, reason="Sai số quyển.", at=SOON)
    specialist = ward.actor("SPECIALIST")
    changed = {**RESULT_FIELDS, "register_number": "119"}
    case = Case.objects.get(pk=begun.pk)
    acting(specialist, draft_result, case=case, fields=changed, at=SOON)
    case = Case.objects.get(pk=begun.pk)
    acting(specialist, forward_step, case=case, note="", person_id=None, at=SOON)

    ended = confirm(begun, token)

    assert (ended.state, ended.failure) == ("FAILED", "case_action_refused")
    assert "SIGN_RESULT" not in kinds_of(begun)


def test_correction_is_confirmed_the_same_way(
    case: Case, ward: Ward, leader: Actor, make_token: Token
) -> None:
    done = finished(case, ward)
    prepared(done, ward)
    link_plugin_key(certificate_pem=make_token.pem, actor=leader, at=SOON)
    correction = acting(leader, sign_correction, case=done, at=SOON)
    assert correction.document_id is None

    confirm(done, make_token)

    correction.refresh_from_db()
    assert correction.document is not None
    assert kinds_of(done)[-1] == "SIGN_CORRECTION"


def test_leader_s_page_leads_to_the_confirmation(
    client: Client, case: Case, ward: Ward, token: Token
) -> None:
    ready = drafted(accepted(case, ward), ward)
    sign_in(client, ward.officers["LEADER"])
    url = reverse("cases:officer_act", args=[ready.token, "ky"])

    answer = client.post(url, follow=True)

    assert "Hủy yêu cầu ký" in answer.content.decode()
    page = client.get(reverse("cases:officer_case", args=[ready.token])).content.decode()
    assert "Đang chờ bạn xác nhận ký" in page
