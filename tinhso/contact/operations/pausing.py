"""The only pause of the citizen's clock: they are asked for something, for a bounded time."""

from datetime import datetime

from django.db import transaction

from tinhso.contact.models import Contact, Pause
from tinhso.contact.operations.history import ContactMovedOn, locked, move, note
from tinhso.contact.operations.promising import promise
from tinhso.contact.operations.telling import News, tell_citizens
from tinhso.contact.operations.working import ReasonMissing
from tinhso.contact.permissions import require_holder
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.calendar import load_calendar
from tinhso.core.clock import local
from tinhso.core.deadlines import Pause as StandingStill
from tinhso.core.rls import acting_as

#: Ours: how long we wait for a citizen before the clock runs again (to_confirm).
MOST_WAITING_DAYS = 5


@transaction.atomic
def ask_citizen(*, contact: Contact, question: str, actor: Actor, at: datetime) -> Pause:
    """Ask the citizen something; their clock stands still until they reply, five days at most.

    :raises NotYourContact: another agency holds it.
    :raises ReasonMissing: nothing is asked.
    :raises ContactMovedOn: it is closed or waits already.
    """
    if not question.strip():
        raise ReasonMissing
    row = locked(contact)
    require_holder(actor, row)
    former = row.state
    move(row, "ASK_CITIZEN")
    calendar = load_calendar()
    last_day = calendar.add_working_days(local(at).date(), MOST_WAITING_DAYS)
    pause = Pause.objects.create(
        contact=row,
        question=question,
        from_at=at,
        ends_by=calendar.closes_at(last_day),
        former_state=former,
    )
    row.paused_since = at
    row.save(update_fields=["state", "paused_since"])
    note(row, "ASKED", actor=actor, at=at, text=question, is_public=True, ends_by=pause.ends_by)
    tell_citizens(row, News("contact_question", f"ask:{pause.pk}", {"question": question}), at=at)
    return pause


@transaction.atomic
def hear_citizen(*, contact: Contact, reply: str, actor: Actor, at: datetime) -> Contact:
    """Take the citizen's reply; the clock runs on and the due date moves by what stood still.

    :raises ReasonMissing: the reply is empty.
    :raises ContactMovedOn: nothing was asked.
    """
    if not reply.strip():
        raise ReasonMissing
    with acting_as(SYSTEM):
        row = locked(contact)
        _run_on(row, reply=reply, at=at)
        note(row, "HEARD", actor=actor, at=at, text=reply, is_public=True)
    return row


@transaction.atomic
def end_overdue_pauses(*, at: datetime) -> int:
    """Let clocks run again where nobody replied in time; as the platform. Gives how many."""
    count = 0
    for pause in Pause.objects.filter(to_at__isnull=True, ends_by__lte=at)[:500]:
        row = locked(pause.contact)
        _run_on(row, reply="", at=pause.ends_by)
        note(row, "NOT_HEARD", actor=SYSTEM, at=at, is_public=True)
        count += 1
    return count


def _run_on(row: Contact, *, reply: str, at: datetime) -> None:
    pause = row.pauses.filter(to_at__isnull=True).first()
    if pause is None:
        raise ContactMovedOn
    pause.to_at, pause.reply = min(at, pause.ends_by), reply
    pause.save(update_fields=["to_at", "reply"])
    move(row, "HEAR_CITIZEN", wanted=pause.former_state)
    stood = tuple(StandingStill(each.from_at, each.to_at, "CITIZEN") for each in row.pauses.all())
    promised = promise(
        kind=row.kind, category=row.category_id or "", received_at=row.received_at, pauses=stood
    )
    was_extended = row.extensions.filter(state="GRANTED").exists()
    if promised is not None and not was_extended:
        row.due_at = promised.due.at
    elif was_extended and row.due_at is not None:
        calendar = load_calendar()
        lost = calendar.working_time_between(pause.from_at, pause.to_at)
        row.due_at = calendar.add_working_time(row.due_at, lost)
    row.paused_since = None
    row.save(update_fields=["state", "paused_since", "due_at"])
