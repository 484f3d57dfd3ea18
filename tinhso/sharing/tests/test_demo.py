"""The demonstration's data sharing, loaded once."""

import pytest

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import make_officer
from tinhso.orgs.tests.factories import make_agency
from tinhso.sharing.models import Agreement, ServiceOwner
from tinhso.sharing.operations.demo import ASKER, OWNER, load_demo_sharing
from tinhso.sharing.rules import State

pytestmark = pytest.mark.django_db


def test_one_agreement_is_in_force_and_one_waits() -> None:
    with acting_as(SYSTEM):
        assert load_demo_sharing(at=now()) == 0
        asker, owner = make_agency(ASKER), make_agency(OWNER)
        make_officer(asker, "LEADER", username="leader.laodong")
        make_officer(asker, "HEAD_OF_UNIT", username="head.laodong")
        make_officer(owner, "LEADER", username="leader.vanphong")
        for service in ("agency-directory", "case-status"):
            ServiceOwner.objects.create(service=service, agency=owner)

        assert load_demo_sharing(at=now()) == 2
        assert load_demo_sharing(at=now()) == 0
        states = Agreement.objects.order_by("service").values_list("state", flat=True)
        assert list(states) == [State.ACTIVE, State.PROPOSED]
