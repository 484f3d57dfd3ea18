"""Demonstration: a department's system with one agreement in force and one asked for."""

from datetime import datetime

from tinhso.core.actors import SYSTEM, Actor, ActorKind
from tinhso.core.clock import local
from tinhso.core.rls import acting_as
from tinhso.identity.api import find_officer_named
from tinhso.orgs.api import find_agency, organisation_date
from tinhso.sharing.gateways import keys
from tinhso.sharing.models import Client
from tinhso.sharing.operations.agreements import Terms, decide_agreement, propose_agreement
from tinhso.sharing.operations.clients import confirm_keys, register_client
from tinhso.sharing.queries import get_service
from tinhso.sharing.rules import Step

ASKER, OWNER = "H10.07", "H10.01"


def load_demo_sharing(*, at: datetime) -> int:
    """Register the system once, as its people would; its private key is thrown away.

    Gives how many agreements were made; none where the demonstration's people are not.
    """
    with acting_as(SYSTEM):
        if Client.objects.exists():
            return 0
    people = [_officer("leader.laodong", ASKER), _officer("head.laodong", ASKER)]
    owner = _officer("leader.vanphong", OWNER)
    leader, head = people
    if leader is None or head is None or owner is None:
        return 0
    client = register_client(
        name="Phần mềm trợ giúp xã hội (minh họa)",
        contact="Tổ công nghệ thông tin, Sở Lao động - Thương binh và Xã hội",
        agency_id=leader.agency_id or 0,
        jwks=keys.throwaway_keys("minh-hoa"),
        actor=leader,
        at=at,
    )
    confirm_keys(client=client, actor=head, at=at)
    for service, fields, is_approved in (
        ("agency-directory", ("code", "name", "address"), True),
        ("case-status", ("code", "state", "due_at"), False),
    ):
        agreement = propose_agreement(
            client=client,
            service=get_service(service),
            terms=_terms(fields, at),
            actor=leader,
            at=at,
        )
        if is_approved:
            decide_agreement(agreement=agreement, step=Step.APPROVE, note="", actor=owner, at=at)
    return 2


def _terms(fields: tuple[str, ...], at: datetime) -> Terms:
    return Terms(
        purpose="Đối chiếu khi xét trợ giúp xã hội (minh họa)",
        legal_basis="Quy chế phối hợp giữa hai cơ quan (minh họa)",
        fields=fields,
        per_minute=30,
        per_day=2000,
        valid_from=local(at).date(),
    )


def _officer(username: str, agency_code: str) -> Actor | None:
    found = find_officer_named(username)
    agency = find_agency(agency_code, organisation_date())
    if found is None or agency is None:
        return None
    person_id, name = found
    return Actor(
        kind=ActorKind.OFFICER,
        name=name,
        person_id=person_id,
        agency_ids=(agency.pk,),
        roles=frozenset({"LEADER"}),
    )
