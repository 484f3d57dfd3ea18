"""Two agencies that share: one asks with its system, one answers for the data."""

from dataclasses import dataclass
from datetime import date

from tinhso.access.tests.factories import Office
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.sharing.models import Agreement, Client, ServiceOwner
from tinhso.sharing.operations import (
    Terms,
    confirm_keys,
    decide_agreement,
    propose_agreement,
    register_client,
)
from tinhso.sharing.queries import get_service, list_services
from tinhso.sharing.rules import Sensitivity, Step
from tinhso.sharing.tests.system import System

OWNER = "H10.01"


@dataclass
class Sharing:
    """The asking office with its registered system, and the office that owns the data."""

    asker: Office
    owner: Office
    client: Client
    system: System


def make_sharing(code: str = "H10.77", owner: Office | None = None) -> Sharing:
    """Register a system with its key confirmed by a second person."""
    asker = Office(code, f"Sở Hỏi {code}")
    system = System()
    leader, head = asker.actor("LEADER"), asker.actor("HEAD_OF_UNIT")
    client = register_client(
        name=f"Phần mềm {code}", contact="it@example.vn", agency_id=asker.agency.pk,
        jwks=system.jwks, actor=leader, at=now(),
    )  # fmt: skip
    confirm_keys(client=client, actor=head, at=now())
    owner = owner or Office(OWNER, "Văn phòng")
    with acting_as(SYSTEM):
        client.refresh_from_db()
        for service in list_services():
            ServiceOwner.objects.get_or_create(service=service.code, agency=owner.agency)
    system.code = client.code
    return Sharing(asker, owner, client, system)


def make_terms(*fields: str, **changes: object) -> Terms:
    """Give terms for these fields from 2020 on."""
    given: dict[str, object] = {
        "purpose": "Xét trợ cấp xã hội",
        "legal_basis": "Nghị định về trợ giúp xã hội",
        "per_minute": 50,
        "per_day": 500,
        "valid_from": date(2020, 1, 1),
        **changes,
    }
    return Terms(fields=fields, **given)  # type: ignore[arg-type] # changes have the terms' types


def agree(sharing: Sharing, service: str, *fields: str, **changes: object) -> Agreement:
    """Bring an agreement into force, by as many people as it takes."""
    found = get_service(service)
    agreement = propose_agreement(
        client=sharing.client, service=found, terms=make_terms(*fields, **changes),
        actor=sharing.asker.actor("LEADER"), at=now(),
    )  # fmt: skip
    roles = ["LEADER", "HEAD_OF_UNIT"] if found.sensitivity is Sensitivity.PERSONAL else ["LEADER"]
    for role in roles:
        agreement = decide_agreement(
            agreement=agreement, step=Step.APPROVE, note="", actor=sharing.owner.actor(role),
            at=now(),
        )  # fmt: skip
    return agreement
