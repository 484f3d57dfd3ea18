"""An agency's work on a contact: forward, take, return, more time, help of others."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.contact.models import (
    Contact,
    ContactPhoto,
    Hop,
    RunningClock,
)
from tinhso.contact.operations.history import ContactMovedOn, locked, move, note
from tinhso.contact.operations.promising import promise
from tinhso.contact.operations.telling import News, tell_officers
from tinhso.contact.permissions import (
    centre_agency_id,
    is_centre_officer,
    require_holder,
)
from tinhso.contact.rules.moves import MOST_HOPS
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.documents.api import share_uploads_with
from tinhso.orgs.api import Agency, agency_name

GIVEN_ROLES = ("SPECIALIST", "HEAD_OF_UNIT")


class TooManyHops(DomainError):
    """The contact went round often enough: the centre decides who handles it."""

    code = "contact_too_many_hops"
    text = gettext_lazy(
        "Phản ánh đã qua ba cơ quan. Hãy trả về trung tâm 1022 để quyết định cơ quan xử lý."
    )


class ReasonMissing(DomainError):
    """An act that others must understand came without a reason."""

    code = "reason_required"
    text = gettext_lazy("Hãy viết lý do để người nhận hiểu.")


@transaction.atomic
def forward(*, contact: Contact, to: Agency, because: str, actor: Actor, at: datetime) -> Contact:
    """Send a contact to another agency: the centre always may, the holder up to three hops.

    The citizen's clock goes on; the new agency's own begins.

    :raises NotYourContact: the actor's agency does not hold it and is not the centre.
    :raises ReasonMissing: an agency sends it on without saying why.
    :raises TooManyHops: three agencies had it; only the centre decides now.
    :raises ContactMovedOn: it is closed, waits, or is assigned to a person already.
    """
    with acting_as(SYSTEM):
        row = locked(contact)
        _require_may_forward(actor, row, because)
        if row.agency_id == to.pk:
            raise ContactMovedOn
        move(row, "FORWARD")
        former_id = row.agency_id
        _change_holder(row, to.pk, because, at)
        row.assignee_id, row.assignee_name = None, ""
        row.save()
        note(
            row,
            "FORWARDED",
            actor=actor,
            at=at,
            text=because,
            is_public=True,
            former=agency_name(former_id),
            to=agency_name(to.pk),
            hop=row.hop_count,
        )
        tell_officers(
            row,
            News("contact_given", f"given:{row.hop_count}:{to.pk}", {"title": row.text[:160]}),
            roles=GIVEN_ROLES,
            agency_id=to.pk,
            at=at,
        )
    return row


def _require_may_forward(actor: Actor, row: Contact, because: str) -> None:
    if is_centre_officer(actor):
        return
    require_holder(actor, row)
    if row.assignee_id is not None:
        raise ContactMovedOn
    if not because.strip():
        raise ReasonMissing
    if row.hop_count >= MOST_HOPS:
        raise TooManyHops


def _change_holder(row: Contact, agency_id: int, because: str, at: datetime) -> None:
    row.hops.filter(to_at__isnull=True).update(to_at=at, returned_because=because)
    centre_id = centre_agency_id() or row.agency_id
    row.reader_agency_ids = sorted({*row.reader_agency_ids, row.agency_id, centre_id} - {agency_id})
    row.agency_id = agency_id
    is_centre = agency_id == centre_id
    row.hop_count += 0 if is_centre else 1
    clock = RunningClock.FORWARD if is_centre else RunningClock.STEP
    step = promise(kind=row.kind, category=row.category_id or "", received_at=at, clock=clock)
    row.step_due_at = step.due.at if step else None
    row.escalated_percent = 0
    last = row.hops.order_by("-ordinal").values_list("ordinal", flat=True).first() or 0
    Hop.objects.create(
        contact=row, ordinal=last + 1, agency_id=agency_id, from_at=at, due_at=row.step_due_at
    )
    photos = ContactPhoto.objects.filter(contact=row).values_list("upload_id", flat=True)
    share_uploads_with([(pk, agency_id) for pk in photos])


@transaction.atomic
def take(*, contact: Contact, actor: Actor, at: datetime) -> Contact:
    """Take a contact on oneself; from now on it is not routed again.

    :raises NotYourContact: another agency holds it.
    :raises ContactMovedOn: it is closed or waits.
    """
    row = locked(contact)
    require_holder(actor, row)
    move(row, "TAKE")
    row.assignee_id, row.assignee_name = actor.person_id, actor.name
    row.save(update_fields=["state", "assignee", "assignee_name"])
    note(row, "TAKEN", actor=actor, at=at, is_public=True)
    return row


@transaction.atomic
def give_back(*, contact: Contact, because: str, actor: Actor, at: datetime) -> Contact:
    """Return a contact to the centre: not this agency's matter, with the reason.

    :raises NotYourContact: another agency holds it.
    :raises ReasonMissing: no reason.
    :raises ContactMovedOn: a person took it already, or it is closed.
    """
    if not because.strip():
        raise ReasonMissing
    with acting_as(SYSTEM):
        row = locked(contact)
        require_holder(actor, row)
        move(row, "RETURN")
        _change_holder(row, centre_agency_id() or row.agency_id, because, at)
        row.save()
        note(row, "RETURNED", actor=actor, at=at, text=because)
    return row
