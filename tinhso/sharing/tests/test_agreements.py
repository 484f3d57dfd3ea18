"""Systems and agreements: two people each time, the right agency, versions, row security."""

from datetime import date

import pytest

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.sharing.models import Agreement, Call, Client, Delivery, Subscription
from tinhso.sharing.operations import (
    AgreementUnusable,
    KeysRefused,
    NeedsSomebodyElse,
    NothingToConfirm,
    StepNotAllowed,
    confirm_keys,
    decide_agreement,
    propose_agreement,
    propose_keys,
    register_client,
)
from tinhso.sharing.permissions import NotKeeper
from tinhso.sharing.queries import get_service
from tinhso.sharing.rules import State, Step
from tinhso.sharing.tests.factories import Sharing, agree, make_sharing, make_terms
from tinhso.sharing.tests.system import System

pytestmark = pytest.mark.django_db


@pytest.fixture
def sharing() -> Sharing:
    return make_sharing()


def _proposed(sharing: Sharing, service: str = "case-status") -> Agreement:
    return propose_agreement(
        client=sharing.client,
        service=get_service(service),
        terms=make_terms("code", "state"),
        actor=sharing.asker.actor(),
        at=now(),
    )


def _decide(sharing: Sharing, agreement: Agreement, step: Step, role: str = "LEADER") -> Agreement:
    return decide_agreement(
        agreement=agreement, step=step, note="", actor=sharing.owner.actor(role), at=now()
    )


def test_personal_data_take_two_approvals(sharing: Sharing) -> None:
    agreement = _decide(sharing, _proposed(sharing), Step.APPROVE)
    assert agreement.state == State.HALF_APPROVED

    with pytest.raises(NeedsSomebodyElse):
        _decide(sharing, agreement, Step.APPROVE)
    assert _decide(sharing, agreement, Step.APPROVE, "HEAD_OF_UNIT").state == State.ACTIVE


def test_the_asking_agency_and_strangers_decide_nothing(sharing: Sharing) -> None:
    agreement = _proposed(sharing)
    stranger = make_sharing("H10.78", owner=sharing.owner).asker

    for office in (sharing.asker, stranger):
        with pytest.raises(NotKeeper):
            decide_agreement(
                agreement=agreement, step=Step.APPROVE, note="", actor=office.actor(), at=now()
            )
    with pytest.raises(NotKeeper):
        _decide(sharing, agreement, Step.APPROVE, "SPECIALIST")


def test_a_new_version_ends_the_one_before(sharing: Sharing) -> None:
    first = agree(sharing, "agency-directory", "code", "name")
    second = agree(sharing, "agency-directory", "code")

    with acting_as(SYSTEM):
        first.refresh_from_db()
        assert (first.state, second.state) == (State.ENDED, State.ACTIVE)
        assert (first.version, second.version) == (1, 2)


def test_suspended_goes_on_or_ends_and_ended_stays(sharing: Sharing) -> None:
    agreement = agree(sharing, "agency-directory", "code")

    assert _decide(sharing, agreement, Step.SUSPEND).state == State.SUSPENDED
    assert _decide(sharing, agreement, Step.RESUME).state == State.ACTIVE
    ended = decide_agreement(
        agreement=agreement, step=Step.END, note="", actor=sharing.asker.actor(), at=now()
    )
    assert ended.state == State.ENDED
    with pytest.raises(StepNotAllowed):
        _decide(sharing, agreement, Step.RESUME)


def test_terms_without_fields_or_with_a_backward_period_are_none(sharing: Sharing) -> None:
    for terms in (make_terms("nothing"), make_terms("code", valid_to=date(2019, 1, 1))):
        with pytest.raises(AgreementUnusable):
            propose_agreement(
                client=sharing.client,
                service=get_service("agency-directory"),
                terms=terms,
                actor=sharing.asker.actor(),
                at=now(),
            )


def test_keys_take_a_second_person(sharing: Sharing) -> None:
    leader = sharing.asker.actor()
    new = System(kid="k2", code=sharing.client.code)
    propose_keys(client=sharing.client, jwks=new.jwks, actor=leader, at=now())

    with pytest.raises(NothingToConfirm):
        confirm_keys(client=sharing.client, actor=leader, at=now())
    agree(sharing, "agency-directory", "code")
    assert sharing.system.ask_token("agency-directory").status_code == 200
    confirm_keys(client=sharing.client, actor=sharing.asker.actor("HEAD_OF_UNIT"), at=now())
    assert sharing.system.ask_token("agency-directory").status_code == 401
    assert new.ask_token("agency-directory").status_code == 200


@pytest.mark.parametrize(
    "jwks",
    [
        "",
        "{}",
        "[]",
        '{"keys": []}',
        '{"keys": [{"kty": "oct", "k": "c2VjcmV0", "kid": "a"}]}',
        '{"keys": [{"kty": "OKP", "crv": "Ed25519", "kid": "a", "x": "AA", "d": "AA"}]}',
        '{"keys": [{"kty": "OKP", "crv": "X25519", "kid": "a", "x": "AAAA"}]}',
    ],
)
def test_what_is_no_public_key_is_refused(sharing: Sharing, jwks: str) -> None:
    with pytest.raises(KeysRefused):
        propose_keys(client=sharing.client, jwks=jwks, actor=sharing.asker.actor(), at=now())


def test_nobody_registers_systems_of_another_agency(sharing: Sharing) -> None:
    with pytest.raises(NotKeeper):
        register_client(
            name="x",
            contact="y",
            agency_id=sharing.owner.agency.pk,
            jwks=System().jwks,
            actor=sharing.asker.actor(),
            at=now(),
        )


def test_rows_are_hidden_from_other_agencies(sharing: Sharing) -> None:
    agree(sharing, "agency-directory", "code")
    sharing.system.get("agency-directory", sharing.system.token("agency-directory"))
    stranger = make_sharing("H10.78", owner=sharing.owner).asker.actor()

    with acting_as(stranger):
        assert not Agreement.objects.exists()
        assert not Call.objects.exists()
        assert [one.agency_id for one in Client.objects.all()] == [stranger.agency_id]
        assert not Subscription.objects.exists()
        assert not Delivery.objects.exists()
    with acting_as(sharing.owner.actor()):
        assert Agreement.objects.count() == 1
        assert Call.objects.count() == 1
        assert not Client.objects.exists()
