"""Writes of the vault cut off at every statement: a paper is kept, shared and told of once."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.management import call_command

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.core.tests.done_once import as_actor, check_done_once, with_key
from tinhso.documents.tests.factories import AT, Office
from tinhso.identity.tests.factories import actor_of_account, make_citizen
from tinhso.notifications.models import Notification
from tinhso.vault.api import NewPaper, PaperKind, PaperOrigin, VaultPaper, keep_paper
from tinhso.vault.operations import (
    erase_paper,
    remind_of_expiry,
    revoke_paper,
    share_paper,
    stop_sharing,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ENDS = AT.date() + timedelta(days=20)


@pytest.fixture(autouse=True)
def nothing_left(transactional_db: None) -> Iterator[None]:
    """Leave no row behind."""
    yield
    call_command("flush", interactive=False, verbosity=0)


def test_paper_from_keeping_to_erasing(transactional_db: None) -> None:
    with acting_as(SYSTEM):
        account, office = make_citizen(), Office()
        document = office.issued(person_id=account.person_id)
    owner = actor_of_account(account)
    new = NewPaper(
        document=document,
        person_id=account.person_id,
        kind=PaperKind(code="marital-status-certificate", name={}),
        origin=PaperOrigin.RESULT,
        source_title="Xác nhận tình trạng hôn nhân",
        source_code="H10.1-260302-0001",
        verified_by="Chủ tịch",
        valid_to=ENDS,
    )
    check_done_once(as_actor(SYSTEM, partial(keep_paper, new=new, actor=SYSTEM, at=AT)))
    with acting_as(SYSTEM):
        paper = VaultPaper.objects.get()
    share: dict[str, Any] = {
        "paper": paper,
        "agency_id": office.agency.pk,
        "actor": owner,
        "at": AT,
    }
    check_done_once(with_key(owner, "share", AT, partial(share_paper, days=10, **share)))
    check_done_once(with_key(owner, "stop", AT, partial(stop_sharing, **share)))
    near = AT + timedelta(days=15)
    check_done_once(as_actor(SYSTEM, partial(remind_of_expiry, at=near)))
    revoke = partial(revoke_paper, paper=paper, reason="Cấp sai", actor=office.leader, at=AT)
    check_done_once(with_key(office.leader, "revoke", AT, revoke))
    erase = partial(erase_paper, paper=paper, actor=owner, at=AT)
    check_done_once(with_key(owner, "erase", AT, erase))

    with acting_as(SYSTEM):
        assert Notification.objects.filter(template="paper_ends_soon").count() == 1
