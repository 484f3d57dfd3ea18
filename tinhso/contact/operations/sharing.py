"""More time asked of the centre, and what other agencies contribute."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.contact.models import Contact, Extension, ExtensionState, RunningClock, SubTask
from tinhso.contact.operations.history import ContactMovedOn, locked, note
from tinhso.contact.operations.promising import promise
from tinhso.contact.operations.telling import News, tell_officers
from tinhso.contact.operations.working import GIVEN_ROLES, ReasonMissing
from tinhso.contact.permissions import NotYourContact, require_centre, require_holder
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.orgs.api import Agency


class BadExtension(DomainError):
    """More time must end later than the step's deadline, and one request waits at a time."""

    code = "bad_extension"
    text = gettext_lazy("Hạn mới phải sau hạn cũ, và mỗi lúc chỉ có một đề nghị chờ quyết định.")


@transaction.atomic
def ask_for_time(
    *, contact: Contact, until: datetime, because: str, actor: Actor, at: datetime
) -> Extension:
    """Ask the centre for more time; what the citizen was promised stays on record.

    :raises NotYourContact: another agency holds it.
    :raises ReasonMissing, BadExtension: no reason; not later, or a request waits.
    """
    row = locked(contact)
    require_holder(actor, row)
    if not because.strip():
        raise ReasonMissing
    waits = row.extensions.filter(state=ExtensionState.ASKED).exists()
    if row.due_at is None or until <= row.due_at or row.closed_at or waits:
        raise BadExtension
    asked = Extension.objects.create(
        contact=row,
        reason=because[:500],
        former_due_at=row.due_at,
        wanted_due_at=until,
        asked_by=actor.name,
        asked_reference=actor.reference,
        asked_at=at,
    )
    note(row, "TIME_ASKED", actor=actor, at=at, text=because, until=until)
    return asked


@transaction.atomic
def decide_extension(
    *, contact: Contact, grants: bool, answer: str, actor: Actor, at: datetime
) -> Extension:
    """Let the centre grant or refuse more time; the citizen reads it in the history.

    :raises NotYourContact: not an officer of the centre, or the one who asked.
    :raises ContactMovedOn: no request waits.
    """
    require_centre(actor)
    row = locked(contact)
    asked = row.extensions.filter(state=ExtensionState.ASKED).first()
    if asked is None:
        raise ContactMovedOn
    if asked.asked_reference == actor.reference:
        raise NotYourContact
    asked.state = ExtensionState.GRANTED if grants else ExtensionState.REFUSED
    asked.answer, asked.decided_by, asked.decided_at = answer[:500], actor.name, at
    asked.save()
    if grants:
        row.due_at, row.escalated_percent = asked.wanted_due_at, 0
        row.save(update_fields=["due_at", "escalated_percent"])
    act = f"TIME_{asked.state}"
    note(
        row,
        act,
        actor=actor,
        at=at,
        text=answer or asked.reason,
        is_public=grants,
        former=asked.former_due_at,
        until=asked.wanted_due_at,
    )
    return asked


@transaction.atomic
def ask_agency(
    *, contact: Contact, agency: Agency, question: str, actor: Actor, at: datetime
) -> SubTask:
    """Ask another agency to contribute; the holding agency leads and answers the citizen.

    :raises NotYourContact: the actor's agency does not hold it.
    :raises ReasonMissing: nothing is asked.
    :raises ContactMovedOn: it is closed.
    """
    if not question.strip():
        raise ReasonMissing
    with acting_as(SYSTEM):
        row = locked(contact)
        require_holder(actor, row)
        if row.closed_at is not None or agency.pk == row.agency_id:
            raise ContactMovedOn
        row.reader_agency_ids = sorted({*row.reader_agency_ids, agency.pk})
        row.save(update_fields=["reader_agency_ids"])
        step = promise(
            kind=row.kind,
            category=row.category_id or "",
            received_at=at,
            clock=RunningClock.STEP,
        )
        subtask = SubTask.objects.create(
            contact=row,
            agency=agency,
            lead_agency_id=row.agency_id,
            reader_agency_ids=row.reader_agency_ids,
            question=question,
            asked_at=at,
            due_at=step.due.at if step else row.due_at,
        )
        note(row, "HELP_ASKED", actor=actor, at=at, text=question, to=agency.name)
        tell_officers(
            row,
            News("contact_given", f"help:{subtask.pk}", {"title": question[:160]}),
            roles=GIVEN_ROLES,
            agency_id=agency.pk,
            at=at,
        )
    return subtask


@transaction.atomic
def contribute(*, subtask: SubTask, answer: str, actor: Actor, at: datetime) -> SubTask:
    """Give what the agency was asked for.

    :raises NotYourContact: another agency was asked.
    :raises ReasonMissing: nothing is said.
    :raises ContactMovedOn: it was given already.
    """
    if subtask.agency_id not in actor.agency_ids:
        raise NotYourContact
    if not answer.strip():
        raise ReasonMissing
    row = SubTask.objects.select_for_update().get(pk=subtask.pk)
    if row.answered_at is not None:
        raise ContactMovedOn
    row.answer, row.answered_at, row.answered_by = answer, at, actor.name
    row.save()
    note(Contact.objects.get(pk=row.contact_id), "HELP_GIVEN", actor=actor, at=at, text=answer)
    return row
