"""Agreements: asked for by an agency, approved by the owner of the data, suspended, ended."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.ledger.api import record
from tinhso.sharing.models import Agreement, AgreementEvent, Client
from tinhso.sharing.operations.telling import tell_client
from tinhso.sharing.permissions import check_keeper
from tinhso.sharing.queries import DataService, get_service
from tinhso.sharing.rules import HOLDING, TRANSITIONS, Sensitivity, State, Step

AGREEMENT_CHANGED = "agreement.changed"


class AgreementUnusable(DomainError):
    """Fields, limits or period make no agreement."""

    code = "agreement_unusable"
    text = gettext_lazy("Chọn ít nhất một trường dữ liệu, và thời hạn kết thúc sau khi bắt đầu.")


class StepNotAllowed(DomainError):
    """The agreement is in another state by now."""

    code = "step_not_allowed"
    text = gettext_lazy("Thỏa thuận đã đổi trạng thái. Hãy xem lại trang rồi quyết định.")


class NeedsSomebodyElse(DomainError):
    """The same person would do two parts."""

    code = "needs_somebody_else"
    text = gettext_lazy(
        "Người đề nghị không tự duyệt; dữ liệu cá nhân cần hai người khác nhau của cơ quan giữ dữ"
        " liệu cùng duyệt."
    )


@dataclass(frozen=True, slots=True)
class Terms:
    """What is asked: for what, on which ground, which fields, how often, for which period."""

    purpose: str
    legal_basis: str
    fields: tuple[str, ...]
    per_minute: int
    per_day: int
    valid_from: date
    valid_to: date | None = None


def propose_agreement(
    *, client: Client, service: DataService, terms: Terms, actor: Actor, at: datetime
) -> Agreement:
    """Ask the owner of a service's data for an agreement, or for a new version of one.

    :raises NotKeeper: the actor does not answer for the client's agency.
    :raises AgreementUnusable: the terms make none.
    """
    check_keeper(actor, client.agency_id)
    wanted = [name for name in service.field_names if name in terms.fields]
    owner = service.find_owner()
    if not wanted or owner is None or (terms.valid_to and terms.valid_to <= terms.valid_from):
        raise AgreementUnusable
    with acting_as(SYSTEM):
        Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
        former = Agreement.objects.filter(client=client, service=service.code)
        last = former.aggregate(last=Max("version"))["last"] or 0
        agreement = Agreement.objects.create(
            token=new_token(),
            client=client,
            service=service.code,
            version=last + 1,
            agency_id=client.agency_id,
            owner=owner,
            purpose=terms.purpose.strip()[:300],
            legal_basis=terms.legal_basis.strip()[:300],
            fields=wanted,
            per_minute=terms.per_minute,
            per_day=terms.per_day,
            valid_from=terms.valid_from,
            valid_to=terms.valid_to,
            proposer_id=actor.person_id or 0,
            proposer_name=actor.name,
            proposed_at=at,
        )
        _note(agreement, actor, at, "")
    _record(agreement, actor, at)
    return agreement


def decide_agreement(
    *, agreement: Agreement, step: Step, note: str, actor: Actor, at: datetime
) -> Agreement:
    """Approve, refuse, suspend, resume or end an agreement, for the owner of the data.

    Personal data need two approvals of two people. The asking agency too may end its own. A new
    version in force ends the one before.

    :raises NotKeeper: the actor answers for neither agency that may do this.
    :raises NeedsSomebodyElse: the actor did another part already.
    :raises StepNotAllowed: the agreement is in another state.
    """
    with acting_as(SYSTEM):
        locked = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
        may_end = step is Step.END and locked.agency_id in actor.agency_ids
        check_keeper(actor, locked.agency_id if may_end else locked.owner_id)
        step = _approval(locked, actor) if step is Step.APPROVE else step
        after = TRANSITIONS.get((State(locked.state), step))
        if after is None:
            raise StepNotAllowed
        if step is Step.APPROVE_FIRST:
            locked.first_approver_id = actor.person_id
        elif step is Step.APPROVE:
            locked.approver_id = actor.person_id
            _end_former(locked, actor, at)
        locked.state = after
        locked.save(update_fields=["state", "first_approver", "approver"])
        _note(locked, actor, at, note)
    _record(locked, actor, at)
    tell_client(
        client_id=locked.client_id,
        topic=AGREEMENT_CHANGED,
        facts={"agreement": locked.token, "service": locked.service, "state": str(after)},
        at=at,
    )
    return locked


def _approval(agreement: Agreement, actor: Actor) -> Step:
    if actor.person_id in {agreement.proposer_id, agreement.first_approver_id}:
        raise NeedsSomebodyElse
    is_personal = get_service(agreement.service).sensitivity is Sensitivity.PERSONAL
    if is_personal and agreement.state == State.PROPOSED:
        return Step.APPROVE_FIRST
    return Step.APPROVE


def _end_former(agreement: Agreement, actor: Actor, at: datetime) -> None:
    former = Agreement.objects.filter(
        client_id=agreement.client_id, service=agreement.service, state__in=HOLDING
    ).exclude(pk=agreement.pk)
    for one in former.select_for_update(of=("self",)):
        one.state = State.ENDED
        one.save(update_fields=["state"])
        _note(one, actor, at, f"→ v{agreement.version}")
        _record(one, actor, at)


def _note(agreement: Agreement, actor: Actor, at: datetime, words: str) -> None:
    AgreementEvent.objects.create(
        agreement=agreement, state=agreement.state, at=at, by=actor.name, note=words.strip()[:300]
    )


def _record(agreement: Agreement, actor: Actor, at: datetime) -> None:
    record(
        kind=f"SHARING_AGREEMENT_{agreement.state}",
        subject=f"agreement:{agreement.token}",
        payload={
            "service": agreement.service,
            "version": agreement.version,
            "fields": list(agreement.fields),
            "agency": agreement.agency_id,
            "owner": agreement.owner_id,
        },
        actor=actor,
        at=at,
    )
