"""Passing an issued document on to colleagues, with a word to them."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from tinhso.core.actors import Actor
from tinhso.identity.api import find_officer
from tinhso.notifications.api import notify
from tinhso.orgs.api import organisation_date_at
from tinhso.records.models import OutgoingDocument, OutgoingState
from tinhso.records.operations.guarding import refuse_secret
from tinhso.records.operations.history import add_event
from tinhso.records.operations.linking import NotIssued
from tinhso.records.operations.telling import outgoing_path


@transaction.atomic
def forward_outgoing(
    *,
    outgoing: OutgoingDocument,
    person_ids: Collection[int],
    note: str,
    actor: Actor,
    at: datetime,
) -> None:
    """Tell colleagues of the same agency to look at an issued document; strangers are left out.

    :raises NotIssued: it is not out: drafts are seen by those who work on them.
    :raises SecretDraft: a mark of secrecy stands in the note.
    """
    if outgoing.state != OutgoingState.ISSUED:
        raise NotIssued
    refuse_secret([note])
    official, day = outgoing.official, organisation_date_at(at)
    found = [find_officer(one, official.agency_id, day) for one in sorted(set(person_ids))]
    colleagues = [officer for officer in found if officer is not None]
    for officer in colleagues:
        notify(
            person_id=officer.person_id,
            template="document_forwarded",
            context={"title": official.abstract, "from": actor.name, "note": note, "due_at": ""},
            url=outgoing_path(official),
            at=at,
            idempotency_key=f"forward:{official.pk}:{at.timestamp()}:{officer.person_id}",
        )
    names = ", ".join(officer.full_name for officer in colleagues)
    add_event(official, "FORWARDED_INSIDE", actor=actor, at=at, to=names, reason=note)
