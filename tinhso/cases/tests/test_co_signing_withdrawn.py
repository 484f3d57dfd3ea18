"""Whoever signed an application may withdraw it too, until it is decided."""

import pytest

from tinhso.cases.models import Draft
from tinhso.cases.operations import CaseAlreadyDecided, NothingToAnswer, withdraw_as_co_signer
from tinhso.cases.tests import test_co_signing as signing
from tinhso.cases.tests.factories import Ward
from tinhso.cases.tests.walk import SOON, accepted, acting, drafted, signed
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import actor_of_account
from tinhso.notifications.models import Notification

pytestmark = pytest.mark.django_db
version, other, draft = signing.version, signing.other, signing.draft


def test_who_signed_may_withdraw_until_it_is_decided(
    draft: Draft, account: CitizenAccount, other: CitizenAccount, ward: Ward
) -> None:
    signature = signing.invited(draft, account)
    actor = actor_of_account(other)
    with pytest.raises(NothingToAnswer):
        acting(actor, withdraw_as_co_signer, signature=signature, reason="", at=SOON)
    signing.agreed(draft, signature, other)
    case = signing.file(draft, account)
    signature.refresh_from_db()

    done = acting(actor, withdraw_as_co_signer, signature=signature, reason="Đổi ý", at=SOON)

    assert done.state == "WITHDRAWN"
    assert done.events.get(kind="WITHDRAW").actor_name == "Lê Thị Mẹ"
    told = Notification.objects.filter(template="case_withdrawn").values_list(
        "person_id", flat=True
    )
    assert set(told) == {account.person_id, other.person_id}
    assert case.pk == done.pk


def test_decided_case_is_withdrawn_by_nobody(
    draft: Draft, account: CitizenAccount, other: CitizenAccount, ward: Ward
) -> None:
    signature = signing.invited(draft, account)
    signing.agreed(draft, signature, other)
    signed(drafted(accepted(signing.file(draft, account), ward), ward), ward)
    signature.refresh_from_db()

    with pytest.raises(CaseAlreadyDecided):
        acting(
            actor_of_account(other), withdraw_as_co_signer, signature=signature, reason="", at=SOON
        )
