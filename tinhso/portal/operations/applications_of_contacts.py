"""A contact of the citizen line goes on as an application at the one-stop shop, typed once."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from tinhso.cases.api import (
    Channel,
    Draft,
    Writer,
    choose_place,
    known_answers,
    start_draft,
    words_for,
)
from tinhso.contact.api import Contact, LinkedKind, Onward, hand_over, link_to, require_holder
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.identity.api import Person, find_or_create_person, get_person
from tinhso.notifications.api import notify
from tinhso.orgs.api import NoCompetentAgency
from tinhso.procedures.api import ProcedureVersion


class NoContent(DomainError):
    """A denunciation, or a contact without words, is no application."""

    code: ClassVar[str] = "contact_has_no_content"
    text = gettext_lazy("Nội dung này không chuyển thành hồ sơ được.")


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applies, as on their identity card; asked only of those without an account."""

    full_name: str
    identity_number: str
    birth_date: date
    phone: str = ""


@transaction.atomic
def begin_application_of_contact(
    *,
    contact: Contact,
    version: ProcedureVersion,
    applicant: Applicant | None,
    actor: Actor,
    at: datetime,
) -> Draft:
    """Begin an application with what the contact says; each names the other, the contact ends.

    Who was signed in finds it among their affairs; for anybody else the desk goes on writing.

    :raises NotYourContact: another agency holds the contact. :raises NoContent: nothing to take.
    :raises PersonMismatch: the identity number belongs to somebody else.
    """
    require_holder(actor, contact)
    if not contact.text or (contact.person_id is None and applicant is None):
        raise NoContent
    person = _person(contact, applicant, at)
    is_own = contact.person_id is not None
    subject = f"contact:{contact.code}"
    writer = (
        Writer(person, origin=subject)
        if is_own
        else Writer(person, actor.agency_id, Channel.COUNTER, origin=subject)
    )
    form = version.content["form"]
    answers = {**words_for(form, contact.text), **known_answers(form, person)}
    with acting_as(SYSTEM):
        draft = start_draft(version=version, writer=writer, answers=answers, at=at)
        _take_place(draft, contact, at)
    _tie(contact, draft, actor, at)
    if is_own:
        _tell(contact, draft, at)
    return draft


def _person(contact: Contact, applicant: Applicant | None, at: datetime) -> Person:
    if contact.person_id is not None:
        with acting_as(SYSTEM):
            return get_person(contact.person_id)
    if applicant is None:
        raise NoContent
    return find_or_create_person(
        full_name=applicant.full_name,
        identity_number=applicant.identity_number,
        birth_date=applicant.birth_date,
        phone=applicant.phone,
        email=contact.reporter_email,
        address=contact.address,
        area_code=contact.area.code if contact.area else "",
        at=at,
    )


def _take_place(draft: Draft, contact: Contact, at: datetime) -> None:
    if draft.competent_agency_id is not None or contact.area is None:
        return
    try:
        choose_place(draft=draft, area_code=contact.area.code, at=at)
    except NoCompetentAgency:
        return  # nobody decides there: the applicant chooses


def _tie(contact: Contact, draft: Draft, actor: Actor, at: datetime) -> None:
    onward = Onward(
        LinkedKind.CASE,
        f"draft:{draft.token}",
        draft.version.name,
        reverse("portal:application_of_contact", args=[draft.token]),
    )
    link_to(contact=contact, onward=onward, actor=actor, at=at)
    words = gettext("Việc này được giải quyết bằng hồ sơ thủ tục: %(name)s.")
    because = words % {"name": draft.version.name}
    hand_over(contact=contact, because=because, actor=actor, at=at)


def _tell(contact: Contact, draft: Draft, at: datetime) -> None:
    notify(
        person_id=draft.person_id,
        template="contact_news",
        context={
            "code": contact.code,
            "news": gettext("Hồ sơ %(name)s đã được mở sẵn, mời bạn kiểm tra và nộp.")
            % {"name": draft.version.name},
        },
        url=reverse("cases:draft_resume", args=[draft.token]),
        at=at,
        idempotency_key=f"contact:{contact.code}:application",
    )
