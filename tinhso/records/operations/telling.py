"""Telling the people a document waits for, and those who follow it."""

from datetime import datetime

from django.urls import reverse

from tinhso.identity.api import officers_of
from tinhso.notifications.api import notify
from tinhso.orgs.api import organisation_date_at
from tinhso.records.models import Follower, OfficialDocument, OutgoingDocument, OutgoingState
from tinhso.records.queries.checking import layout_checkers
from tinhso.records.rules.chain import WAITS_FOR, State


def tell_waiting(outgoing: OutgoingDocument, *, at: datetime) -> None:
    """Tell whoever a document waits for now: its author, its signer, or a role of its agency."""
    _tell(outgoing, _waiting_people(outgoing, at), str(OutgoingState(outgoing.state).label), at)


def tell_followers(official: OfficialDocument, news: str, *, at: datetime) -> None:
    """Tell those who follow a document what happened to it."""
    followers = Follower.objects.filter(official=official)
    for person_id in followers.values_list("person_id", flat=True):
        notify(
            person_id=person_id,
            template="document_news",
            context={"abstract": official.abstract, "news": news, "notation": official.notation},
            url=outgoing_path(official),
            at=at,
            idempotency_key=f"document:{official.pk}:{news}:{at.timestamp()}:{person_id}",
        )


def outgoing_path(official: OfficialDocument) -> str:
    """Give the path of a document's page."""
    return reverse("records:outgoing", args=[official.token])


def _waiting_people(outgoing: OutgoingDocument, at: datetime) -> set[int]:
    if outgoing.state == OutgoingState.DRAFT:
        return {outgoing.author_id}
    if outgoing.state == OutgoingState.SIGNING and outgoing.signer_id:
        return {outgoing.signer_id}
    day = organisation_date_at(at)
    if outgoing.state == OutgoingState.FORMAT_REVIEW:
        checkers = layout_checkers(outgoing.official.agency_id, day)
        return {officer.person_id for officer in checkers}
    roles = WAITS_FOR.get(State(outgoing.state), frozenset())
    return {
        officer.person_id
        for role in roles
        for officer in officers_of(outgoing.official.agency_id, role, day)
    }


def tell_author(outgoing: OutgoingDocument, *, at: datetime) -> None:
    """Tell the author of a draft that an opinion came in."""
    _tell(outgoing, {outgoing.author_id}, "Có ý kiến phối hợp", at)


def tell_heads(outgoing: OutgoingDocument, agency_id: int, *, at: datetime) -> None:
    """Tell those who answer for an agency that its opinion is asked."""
    day = organisation_date_at(at)
    roles = ("HEAD_OF_UNIT", "LEADER")
    heads = {officer.person_id for role in roles for officer in officers_of(agency_id, role, day)}
    _tell(outgoing, heads, "Cơ quan khác lấy ý kiến", at)


def _tell(outgoing: OutgoingDocument, people: set[int], step: str, at: datetime) -> None:
    for person_id in sorted(people):
        notify(
            person_id=person_id,
            template="document_waiting",
            context={"abstract": outgoing.official.abstract, "step": step},
            url=outgoing_path(outgoing.official),
            at=at,
            idempotency_key=f"document:{outgoing.pk}:{step}:{at.timestamp()}:{person_id}",
        )
