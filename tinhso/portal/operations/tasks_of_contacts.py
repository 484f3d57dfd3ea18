"""A contact of the citizen line goes on as a task."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext

from tinhso.contact.api import Contact, LinkedKind, Onward, link_to, require_holder
from tinhso.core.actors import Actor
from tinhso.identity.api import Officer
from tinhso.records.api import Assignee, Assignment, Directive, Opinion, give_directive

_LONGEST_TITLE = 160


@dataclass(frozen=True, slots=True)
class TaskWanted:
    """Who is to do what about a contact, until when (the citizen's due date when left out)."""

    lead: Officer
    opinion: str
    due_at: datetime | None = None


@transaction.atomic
def make_task_of_contact(
    *, contact: Contact, wanted: TaskWanted, actor: Actor, at: datetime
) -> Directive:
    """Give a task about a contact without typing it again; each names the other.

    :raises NotYourContact: another agency holds the contact.
    """
    require_holder(actor, contact)
    title = f"{contact.code}: {contact.text[:_LONGEST_TITLE]}"
    due_at = wanted.due_at or contact.due_at
    address = settings.SITE_URL + reverse("contact:detail", args=[contact.code])
    words = gettext("Từ phản ánh %(code)s (%(address)s).") % {
        "code": contact.code,
        "address": address,
    }
    lead = Assignee(wanted.lead.agency_id, wanted.lead.full_name, wanted.lead.person_id)
    directive = give_directive(
        title=title,
        opinion=Opinion(
            f"{wanted.opinion}\n\n{words}\n{contact.text}",
            (Assignment(lead, title, due_at=due_at),),
            due_at,
        ),
        actor=actor,
        at=at,
    )
    onward = Onward(
        LinkedKind.TASK,
        f"directive:{directive.token}",
        wanted.lead.full_name,
        reverse("records:directive", args=[directive.token]),
    )
    link_to(contact=contact, onward=onward, actor=actor, at=at)
    return directive
