"""The line's work in the background: clocks, the ladder, letters, suggestions, answers."""

import structlog
from django.conf import settings
from procrastinate.contrib.django import app

from tinhso.contact.gateways.mailbox import Mailbox, MailboxAway
from tinhso.contact.operations import end_overdue_pauses, escalate_due
from tinhso.contact.operations.chatting import tell_answer_by_chat
from tinhso.contact.operations.corresponding import take_letter, tell_answer_by_letter
from tinhso.contact.operations.national import tell_national_answers
from tinhso.contact.operations.subscribing import forget_unanswered, tell_subscribers
from tinhso.contact.operations.suggesting import keep_suggestions, note_choices
from tinhso.contact.operations.telling_numbers import tell_numbers
from tinhso.contact.queries.unsent import undecided, unsent_answers, unsuggested
from tinhso.core.clock import now
from tinhso.core.tasks import as_system, system_task

_log = structlog.get_logger(__name__)


@app.periodic(cron="*/5 * * * *")
@system_task(queueing_lock="contact_keep_time")
def keep_contact_time(timestamp: int) -> None:
    """Let clocks run again where nobody replied; tell whoever the ladder names."""
    end_overdue_pauses(at=now())
    escalate_due(at=now())


@app.periodic(cron="* * * * *")
@system_task(queueing_lock="contact_tell_national_answers")
def tell_answers_to_the_national_portal(timestamp: int) -> None:
    """Tell the national portal of published answers to reports made there; told once each."""
    tell_national_answers(at=now())


@app.periodic(cron="* * * * *")
@app.task(name="tinhso.contact.tasks.fetch_letters", queueing_lock="contact_fetch_letters")
def fetch_letters(timestamp: int) -> None:
    """Take what waits in the line's mailbox, letter by letter, each kept before it is marked."""
    if not settings.IMAP_HOST:
        return
    try:
        box = Mailbox()
    except MailboxAway as error:
        _log.warning("mailbox away", reason=str(error))
        return
    try:
        for uid, content in box.unread():
            keep_letter(uid=uid, content=content)
            box.mark_read(uid)
    except MailboxAway as error:
        _log.warning("mailbox left", reason=str(error))
    finally:
        box.close()


@as_system
def keep_letter(*, uid: str, content: bytes) -> None:
    """Take one letter in a transaction of its own."""
    take_letter(content=content, uid=uid, at=now())


@app.periodic(cron="* * * * *")
@system_task(queueing_lock="contact_keep_suggestions")
def keep_suggestions_waiting(timestamp: int) -> None:
    """Suggest for new contacts; note beside earlier suggestions what people chose."""
    for contact_id in unsuggested(at=now()):
        keep_suggestions(contact_id=contact_id, at=now())
    for contact_id in undecided():
        note_choices(contact_id=contact_id, at=now())


@app.periodic(cron="* * * * *")
@system_task(queueing_lock="contact_tell_answers")
def tell_answers(timestamp: int) -> None:
    """Send answers the way the question came; run again, each is sent once."""
    for contact_id in unsent_answers(at=now()):
        tell_answer_by_letter(contact_id=contact_id, at=now())
        tell_answer_by_chat(contact_id=contact_id, at=now())


@system_task()
def tell_area_task(contact_id: int) -> None:
    """Tell those who hear of an area of a report published there."""
    tell_subscribers(contact_id=contact_id, at=now())


@app.periodic(cron="43 3 * * *")
@system_task(queueing_lock="contact_forget_unanswered")
def forget_unanswered_letters(timestamp: int) -> None:
    """Forget addresses whose owners did not agree to hear of an area."""
    _log.info("addresses forgotten", count=forget_unanswered(at=now()))


@app.periodic(cron="*/5 * * * *")
@system_task(queueing_lock="contact_tell_numbers")
def tell_numbers_of_the_line(timestamp: int) -> None:
    """Tell the indicators what happened and what fell due; run twice, they stay the same."""
    _log.info("numbers of the line told", changed=tell_numbers(at=now()))
