"""Who may see and do what in the records slice: the only way views get rows."""

from enum import StrEnum

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor, ActorKind
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import is_token
from tinhso.core.rls import acting_as
from tinhso.documents.api import ReceivedFile, list_received
from tinhso.records.models import (
    Arrival,
    Destruction,
    Directive,
    Dossier,
    OfficialCopy,
    OfficialDocument,
    OutgoingDocument,
    OutgoingState,
    QuarantinedItem,
    Task,
)

_SEE_DRAFTS = ("HEAD_OF_UNIT", "LEADER", "REGISTRAR", "FORMAT_CHECKER")
_OUT = (OutgoingState.ISSUED, OutgoingState.VOID)


def official_documents_for(actor: Actor) -> QuerySet[OfficialDocument]:
    """Give the official documents an actor may see: one's agencies', those opened to them."""
    rows = OfficialDocument.objects.select_related("agency", "document")
    if actor.kind is ActorKind.SYSTEM:
        return rows
    if actor.is_officer:
        agencies = list(actor.agency_ids)
        return rows.filter(Q(agency_id__in=agencies) | Q(reader_agency_ids__overlap=agencies))
    return rows.none()


def access_official_document(actor: Actor, token: str) -> OfficialDocument:
    """Give an official document by its token, or answer as if it did not exist.

    :raises Http404: there is none, or the actor may not see it.
    """
    found = official_documents_for(actor).filter(token=token).first() if is_token(token) else None
    if found is None:
        raise Http404
    return found


def outgoing_for(actor: Actor) -> QuerySet[OutgoingDocument]:
    """Give the outgoing documents an officer may open.

    Drafts are seen by their author, by those who review, sign and register in the agency, and by
    agencies asked for an opinion; what is out by every officer of the agency.
    """
    rows = OutgoingDocument.objects.select_related(
        "official__agency__area", "official__agency__parent", "official__document"
    )
    if actor.kind is ActorKind.SYSTEM:
        return rows
    if not actor.is_officer:
        return rows.none()
    agencies = list(actor.agency_ids)
    ours = Q(official__agency_id__in=agencies)
    if not actor.has_role(*_SEE_DRAFTS):
        ours &= Q(state__in=_OUT) | Q(author_id=actor.person_id)
    return rows.filter(ours | Q(official__reader_agency_ids__overlap=agencies))


def access_outgoing(actor: Actor, token: str) -> OutgoingDocument:
    """Give an outgoing document by its token, or answer as if it did not exist.

    :raises Http404: there is none, or the actor may not see it.
    """
    rows = outgoing_for(actor).filter(official__token=token)
    found = rows.first() if is_token(token) else None
    if found is None:
        raise Http404
    return found


INCOMING_ROLES = ("REGISTRAR", "LEADER", "HEAD_OF_UNIT", "SPECIALIST", "ARCHIVIST")


class NotYourTask(DomainError):
    """The officer neither leads the task, nor helps, nor gave it, as the act needs."""

    code = "not_your_task"
    text = gettext_lazy("Việc này do người khác làm. Bạn chỉ xem được.")


class Power(StrEnum):
    """What an officer is to a task."""

    LEADS = "LEADS"
    HELPS = "HELPS"
    GAVE = "GAVE"


def arrivals_for(actor: Actor) -> QuerySet[Arrival]:
    """Give what came in that an actor may see: of one's agencies, and opened to them."""
    rows = Arrival.objects.select_related("official__agency")
    if actor.kind is ActorKind.SYSTEM:
        return rows
    if actor.is_officer:
        agencies = list(actor.agency_ids)
        return rows.filter(
            Q(official__agency_id__in=agencies) | Q(official__reader_agency_ids__overlap=agencies)
        )
    return rows.none()


def access_arrival(actor: Actor, token: str) -> Arrival:
    """Give an incoming document by its token, or answer as if it did not exist.

    :raises Http404: there is none, or the actor may not see it.
    """
    rows = arrivals_for(actor).filter(official__token=token)
    found = rows.first() if is_token(token) else None
    if found is None:
        raise Http404
    return found


def access_received(actor: Actor, token: str, file_token: str) -> ReceivedFile:
    """Give a file that came with a document the actor may see.

    :raises Http404: there is none, the actor may not see it, or its issuer took it back.
    """
    arrival = access_arrival(actor, token)
    if arrival.official.recalled_at is not None:
        raise Http404
    files = list_received(f"incoming:{arrival.official.token}")
    found = next((file for file in files if file.token == file_token), None)
    if found is None:
        raise Http404
    return found


def tasks_for(actor: Actor) -> QuerySet[Task]:
    """Give the tasks an officer's agencies lead, gave or take part in."""
    rows = Task.objects.select_related("agency", "giver_agency", "directive")
    if actor.kind is ActorKind.SYSTEM:
        return rows
    if not actor.is_officer:
        return rows.none()
    agencies = list(actor.agency_ids)
    return rows.filter(
        Q(agency_id__in=agencies)
        | Q(giver_agency_id__in=agencies)
        | Q(reader_agency_ids__overlap=agencies)
    )


def access_task(actor: Actor, token: str) -> Task:
    """Give a task by its token, or answer as if it did not exist.

    :raises Http404: there is none, or the actor may not see it.
    """
    found = tasks_for(actor).filter(token=token).first() if is_token(token) else None
    if found is None:
        raise Http404
    return found


def access_directive(actor: Actor, token: str) -> Directive:
    """Give a directive whose agency is the actor's or that was opened to it.

    :raises Http404: there is none, or the actor may not see it.
    """
    agencies = list(actor.agency_ids)
    rows = Directive.objects.select_related("agency", "official").filter(
        Q(agency_id__in=agencies) | Q(reader_agency_ids__overlap=agencies)
    )
    found = rows.filter(token=token).first() if is_token(token) else None
    if found is None:
        raise Http404
    return found


def powers_over(actor: Actor, task: Task) -> frozenset[Power]:
    """Tell what an officer is to a task; without a named person the unit's officers lead it."""
    own = {actor.person_id, *actor.stands_in_for}
    powers = set()
    if task.agency_id in actor.agency_ids:
        is_head = actor.has_role("LEADER", "HEAD_OF_UNIT")
        if task.person_id in own or is_head or (task.person_id is None and _works(actor)):
            powers.add(Power.LEADS)
    for party in task.parties.all():
        if party.agency_id in actor.agency_ids and (party.person_id in {None, *own}):
            powers.add(Power.HELPS)
    is_leader = task.giver_agency_id in actor.agency_ids and actor.has_role("LEADER")
    if task.giver_id in own or is_leader:
        powers.add(Power.GAVE)
    return frozenset(powers)


def require_power(actor: Actor, task: Task, *wanted: Power) -> None:
    """Refuse an act on a task to whoever is not what it needs.

    :raises NotYourTask: the officer is none of these to the task.
    """
    if powers_over(actor, task).isdisjoint(wanted):
        raise NotYourTask


def _works(actor: Actor) -> bool:
    return actor.has_role("LEADER", "HEAD_OF_UNIT", "SPECIALIST")


DOSSIER_MAKERS = ("HEAD_OF_UNIT", "LEADER", "REGISTRAR")
COPY_ROLES = ("REGISTRAR", "LEADER", "HEAD_OF_UNIT", "SPECIALIST")


def dossiers_for(actor: Actor) -> QuerySet[Dossier]:
    """Give the dossiers of an officer's agencies, and of those they succeeded."""
    rows = Dossier.objects.select_related("agency")
    if actor.kind is ActorKind.SYSTEM:
        return rows
    if not actor.is_officer:
        return rows.none()
    agencies = list(actor.agency_ids)
    return rows.filter(Q(agency_id__in=agencies) | Q(reader_agency_ids__overlap=agencies))


def access_dossier(actor: Actor, token: str) -> Dossier:
    """Give a dossier by its token, or answer as if it did not exist.

    :raises Http404: there is none, or the actor may not see it.
    """
    found = dossiers_for(actor).filter(token=token).first() if is_token(token) else None
    if found is None:
        raise Http404
    return found


def makes_dossier(actor: Actor, dossier: Dossier) -> bool:
    """Tell whether an officer may fill and close a dossier: its keeper, heads and registry."""
    own = {actor.person_id, *actor.stands_in_for}
    return dossier.keeper_id in own or actor.has_role(*DOSSIER_MAKERS)


def access_destruction(actor: Actor, token: str) -> Destruction:
    """Give a proposal to destroy dossiers of an officer's agencies.

    :raises Http404: there is none, or the actor may not see it.
    """
    rows = Destruction.objects.filter(agency_id__in=list(actor.agency_ids))
    found = rows.filter(token=token).first() if is_token(token) else None
    if found is None:
        raise Http404
    return found


def copies_for(actor: Actor) -> QuerySet[OfficialCopy]:
    """Give the copies an officer's agencies made."""
    rows = OfficialCopy.objects.select_related("official", "document", "agency")
    return rows.filter(agency_id__in=list(actor.agency_ids))


def access_copy(actor: Actor, token: str) -> OfficialCopy:
    """Give a copy by its token, or answer as if it did not exist.

    :raises Http404: there is none, or the actor may not see it.
    """
    found = copies_for(actor).filter(token=token).first() if is_token(token) else None
    if found is None:
        raise Http404
    return found


def quarantined_for(actor: Actor) -> QuerySet[QuarantinedItem]:
    """Give the stubs of what was shut away in the actor's agencies; read as the platform."""
    return QuarantinedItem.objects.filter(agency_id__in=list(actor.agency_ids))


def access_quarantined(actor: Actor, token: str) -> QuarantinedItem:
    """Give something shut away to the security officer of its agency, nobody else.

    :raises Http404: there is none, or the actor is not its security officer.
    """
    if not actor.has_role("SECURITY_OFFICER") or not is_token(token):
        raise Http404
    with acting_as(SYSTEM):
        found = quarantined_for(actor).select_related("file").filter(token=token).first()
    if found is None:
        raise Http404
    return found
