"""A director whose key is on a token: official documents wait, are signed, or give numbers back."""

import base64
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
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
from tinhso.records.models import OutgoingDocument, OutgoingState
from tinhso.records.operations import issue_outgoing, note_reading, return_draft, sign_outgoing
from tinhso.records.queries import registered
from tinhso.records.tests.factories import AT, Department

SOON = AT + timedelta(minutes=1)


@pytest.fixture
def leader(department: Department) -> Actor:
    return department.actor("LEADER")


@pytest.fixture
def token(
    settings: Settings, tmp_path: Path, department: Department, leader: Actor
) -> Iterator[Token]:
    with trust_running(settings, tmp_path, AT) as server:
        made = Token(server, leader.name, department.agency.name)
        link_plugin_key(certificate_pem=made.pem, actor=leader, at=AT)
        yield made


def begin(department: Department, leader: Actor) -> OutgoingDocument:
    found = department.signing()
    with acting_as(leader):
        note_reading(outgoing=found, actor=leader, at=AT)
        return sign_outgoing(outgoing=found, actor=leader, at=AT)


def request_of(found: OutgoingDocument) -> SigningRequest:
    return SigningRequest.objects.get(subject=f"official:{found.pk}", state="WAITING")


def confirm(found: OutgoingDocument, token: Token) -> SigningRequest:
    request = request_of(found)
    digest = base64.b64encode(to_be_signed(request)).decode()
    signature = base64.b64decode(token.sign(digest))
    return complete_signature(request=request, signature=signature, at=SOON)


def fresh(found: OutgoingDocument) -> OutgoingDocument:
    return OutgoingDocument.objects.select_related("official").get(pk=found.pk)


def test_document_waits_without_a_number_in_the_books(
    department: Department, leader: Actor, token: Token
) -> None:
    found = fresh(begin(department, leader))

    assert (found.state, found.official.number) == (OutgoingState.SIGNING, None)
    assert request_of(found).notation.startswith("01/")


def test_confirmed_document_is_numbered_and_goes_out(
    department: Department, leader: Actor, token: Token
) -> None:
    found = begin(department, leader)
    confirm(found, token)

    signed = fresh(found)
    assert (signed.state, signed.official.number) == (OutgoingState.SIGNED, 1)
    assert signed.official.signer_name == leader.name
    clerk = department.actor("REGISTRAR")
    with acting_as(clerk):
        issued = issue_outgoing(outgoing=signed, actor=clerk, at=SOON)
    assert issued.state == OutgoingState.ISSUED


def test_cancelled_signature_leaves_the_document_to_be_signed(
    department: Department, leader: Actor, token: Token
) -> None:
    found = begin(department, leader)
    give_up(request=request_of(found), reason=CANCELLED, at=SOON)

    assert fresh(found).state == OutgoingState.SIGNING
    confirm(begin_again(found, leader), token)
    assert fresh(found).official.number == 1


def begin_again(found: OutgoingDocument, leader: Actor) -> OutgoingDocument:
    with acting_as(leader):
        return sign_outgoing(outgoing=fresh(found), actor=leader, at=SOON)


def test_number_that_cannot_go_back_is_void_in_the_register(
    department: Department, leader: Actor, token: Token
) -> None:
    first, second = begin(department, leader), begin(department, leader)
    give_up(request=request_of(first), reason=CANCELLED, at=SOON)
    confirm(second, token)

    official = fresh(second).official
    with acting_as(SYSTEM):
        ours = OutgoingDocument.objects.filter(official__agency_id=department.agency.pk)
        rows = registered(ours, official.register, official.year or 0)
        numbers = {row.official.number: row.state for row in rows}
    assert numbers == {1: OutgoingState.VOID, 2: OutgoingState.SIGNED}


def test_document_taken_back_meanwhile_is_not_signed(
    department: Department, leader: Actor, token: Token
) -> None:
    found = begin(department, leader)
    with acting_as(leader):
        return_draft(outgoing=fresh(found), reason="Xem lại.", actor=leader, at=SOON)

    ended = confirm(found, token)

    assert (ended.state, ended.failure) == ("FAILED", "not_at_this_step")
    assert (fresh(found).state, fresh(found).official.number) == (OutgoingState.DRAFT, None)


def test_leader_s_button_leads_to_the_confirmation(
    client: Client, department: Department, leader: Actor, token: Token
) -> None:
    found = department.signing()
    sign_in(client, department.accounts["LEADER"])
    client.get(f"/cong-van/ky/{found.official.token}/")

    answer = client.post(f"/cong-van/di/{found.official.token}/viec/ky/", {"ve": "ky"}, follow=True)

    assert "Hủy yêu cầu ký" in answer.content.decode()
    assert "Đang chờ bạn xác nhận ký" in client.get("/cong-van/ky/").content.decode()
