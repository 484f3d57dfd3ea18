"""Large files and a change of keys take two people, on pages and in commands."""

import base64
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tinhso.access.models import ChangeKind, ChangeState, SensitiveChange
from tinhso.access.operations import (
    ChangeNotOpen,
    ChangeRefused,
    LargeFile,
    decide_change,
    is_released,
    propose_export,
    propose_rotation,
    release_address,
)
from tinhso.access.tasks import reseal_everything
from tinhso.access.tests.factories import AT, REASON, Office
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.clock import now
from tinhso.core.errors import ProofNeeded
from tinhso.core.key_rotation import count_left
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import make_citizen, sign_in
from tinhso.ledger.models import LedgerEntry
from tinhso.notifications.models import Notification

pytestmark = pytest.mark.django_db
FILE = LargeFile("/can-bo/ho-so/?xuat=csv", "Danh sách hồ sơ", 900)
NEW_KEY = base64.b64encode(b"another-test-only-key-0123456789"[:32]).decode()
KEYS = "/can-bo/quyen/khoa-ma-hoa/"


@pytest.fixture
def office(db: None) -> Office:
    office = Office()
    office.account("LEADER")
    return office


def proposed(office: Office, role: str = "CLERK") -> SensitiveChange:
    actor = office.actor(role)
    with acting_as(actor):
        return propose_export(file=FILE, reason=REASON, actor=actor, at=AT)


def decided(change: SensitiveChange, actor: Actor, *, confirms: bool = True) -> SensitiveChange:
    with acting_as(actor):
        return decide_change(change=change, confirms=confirms, note="", actor=actor, at=AT)


def client_of(office: Office, role: str, number: int = 0) -> Client:
    client = Client()
    sign_in(client, office.account(role, number))
    return client


def test_a_large_file_is_given_for_a_day_once_another_released_it(office: Office) -> None:
    clerk = office.actor("CLERK")
    change = proposed(office)
    assert not is_released(file=FILE, actor=clerk, at=AT)

    decided(change, office.actor("LEADER"))

    assert is_released(file=FILE, actor=clerk, at=AT + timedelta(hours=23))
    assert not is_released(file=FILE, actor=clerk, at=AT + timedelta(hours=25))
    assert not is_released(file=FILE, actor=office.actor("SPECIALIST"), at=AT)
    other = LargeFile("/can-bo/ho-so/?xuat=csv&q=x", "Danh sách hồ sơ", 900)
    assert not is_released(file=other, actor=clerk, at=AT)
    with acting_as(SYSTEM):
        told = Notification.objects.get(person_id=clerk.person_id or 0)
    assert told.url == FILE.path


def test_a_small_file_needs_nobody_else(office: Office) -> None:
    assert is_released(file=LargeFile("/x/", "x", 500), actor=office.actor("CLERK"), at=AT)


@pytest.mark.parametrize("role", ["CLERK", "SPECIALIST"])
def test_neither_the_proposer_nor_a_colleague_releases(office: Office, role: str) -> None:
    change = proposed(office)

    with pytest.raises(ChangeRefused):
        decided(change, office.actor(role))


def test_a_leader_does_not_release_their_own_file(office: Office) -> None:
    change = proposed(office, "LEADER")

    with pytest.raises(ChangeRefused):
        decided(change, office.actor("LEADER"))
    decided(change, office.actor("ADMINISTRATOR"))
    with pytest.raises(ChangeNotOpen):
        decided(change, office.actor("ADMINISTRATOR"))


def test_a_rejected_file_is_not_given(office: Office) -> None:
    decided(proposed(office), office.actor("LEADER"), confirms=False)

    assert not is_released(file=FILE, actor=office.actor("CLERK"), at=AT)


def test_the_page_asks_waits_and_gives(office: Office) -> None:
    page = release_address(file=FILE, actor=office.actor("CLERK"), at=now())
    clerk = client_of(office, "CLERK")
    assert "900 dòng" in clerk.get(page).content.decode()
    assert clerk.post(page, {"reason": "ngắn"}).status_code == 400

    assert "Đã đề nghị lúc" in clerk.post(page, {"reason": REASON}, follow=True).content.decode()
    with acting_as(SYSTEM):
        change = SensitiveChange.objects.get(kind=ChangeKind.BULK_EXPORT)
    leader = client_of(office, "LEADER")
    leader.post(f"/can-bo/quyen/{change.token}/quyet-dinh/", {"answer": "confirm"})

    assert f'href="{FILE.path}"' in clerk.get(page).content.decode()
    assert release_address(file=FILE, actor=office.actor("CLERK"), at=now()) == ""


def test_even_a_small_file_takes_a_proof(office: Office) -> None:
    clerk = replace(office.actor("CLERK"), needs_proof=True)

    with pytest.raises(ProofNeeded):
        release_address(file=LargeFile("/x/", "x", 1), actor=clerk, at=now())


def test_a_forged_wish_is_no_page(office: Office) -> None:
    assert client_of(office, "CLERK").get("/can-bo/quyen/tep-lon/?tep=x").status_code == 404


def test_keys_are_changed_by_two_administrators(office: Office, settings: Any) -> None:
    with acting_as(SYSTEM):
        make_citizen()
    settings.FIELD_KEYS = [NEW_KEY, *settings.FIELD_KEYS]
    with pytest.raises(CommandError, match="hai quản trị viên"):
        call_command("rotate_field_keys", stdout=StringIO())
    first = client_of(office, "ADMINISTRATOR")
    assert "khóa cũ" in first.get(KEYS).content.decode()

    first.post(KEYS, {"reason": REASON})
    with acting_as(SYSTEM):
        change = SensitiveChange.objects.get(kind=ChangeKind.ROTATE_KEYS)
    second = client_of(office, "ADMINISTRATOR", 1)
    second.post(f"/can-bo/quyen/{change.token}/quyet-dinh/", {"answer": "confirm"})
    with acting_as(SYSTEM):
        change.refresh_from_db()
    assert change.state == ChangeState.CONFIRMED
    reseal_everything(change_id=change.pk)

    assert count_left() == {}
    with acting_as(SYSTEM):
        assert LedgerEntry.objects.filter(kind="KEYS_ROTATED").count() == 1
    assert "khóa mới nhất" in first.get(KEYS).content.decode()


def test_no_leader_proposes_or_releases_a_change_of_keys(office: Office) -> None:
    leader, administrator = office.actor("LEADER"), office.actor("ADMINISTRATOR")
    with pytest.raises(ChangeRefused):
        propose_rotation(reason=REASON, actor=leader, at=now())
    with acting_as(administrator):
        change = propose_rotation(reason=REASON, actor=administrator, at=AT)

    with pytest.raises(ChangeRefused):
        decided(change, leader)
    assert client_of(office, "LEADER").get(KEYS).status_code == 403
