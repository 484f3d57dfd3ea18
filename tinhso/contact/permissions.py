"""Who may see and do what in the contact slice: the only way views get rows.

Citizens hold a code and a secret and are nobody to row-level security, so what these open is read
as the platform; officers read with their own sight.
"""

from typing import ClassVar

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy

from tinhso.contact.models import Centre, Contact
from tinhso.contact.rules.codes import read_code, read_secret
from tinhso.core.actors import SYSTEM, Actor, ActorKind
from tinhso.core.errors import DomainError
from tinhso.core.remember import remembered
from tinhso.core.rls import acting_as
from tinhso.core.sealed import blind_index

WORK_ROLES = ("CLERK", "SPECIALIST", "HEAD_OF_UNIT", "LEADER", "REGISTRAR")
APPROVER_ROLES = ("HEAD_OF_UNIT", "LEADER")


class NotYourContact(DomainError):
    """The officer may read the contact, but the act belongs to somebody else."""

    code: ClassVar[str] = "not_authorised"
    text = gettext_lazy("Phản ánh này do cơ quan hoặc người khác xử lý. Bạn chỉ xem được.")


@remembered(seconds=5)
def centre_agency_id() -> int | None:
    """Give the key of the agency that runs the line, ``None`` before it is set up."""
    with acting_as(SYSTEM):
        return Centre.objects.filter(is_active=True).values_list("agency_id", flat=True).first()


def is_centre_officer(actor: Actor) -> bool:
    """Tell whether an officer works for the agency that runs the line."""
    return actor.is_officer and centre_agency_id() in actor.agency_ids


def contacts_for(actor: Actor) -> QuerySet[Contact]:
    """Give the contacts an actor may see: of one's agencies and opened to them, or one's own."""
    rows = Contact.objects.select_related("agency", "area", "category")
    if actor.kind is ActorKind.SYSTEM:
        return rows
    if actor.is_officer:
        agencies = list(actor.agency_ids)
        return rows.filter(Q(agency_id__in=agencies) | Q(reader_agency_ids__overlap=agencies))
    if actor.is_citizen and actor.person_id:
        return rows.filter(person_id=actor.person_id)
    return rows.none()


def access_contact(actor: Actor, code: str) -> Contact:
    """Give a contact by its code, or answer as if it did not exist.

    :raises Http404: there is none, or the actor may not see it.
    """
    known = read_code(code)
    found = contacts_for(actor).filter(code=known).first() if known else None
    if found is None:
        raise Http404
    return found


def find_by_secret(code: str, secret: str) -> Contact | None:
    """Give the contact whose receipt this is, or ``None``; read as the platform."""
    known, given = read_code(code), read_secret(secret)
    if known is None or not given:
        return None
    index = blind_index(f"contact:{known}:{given}")
    with acting_as(SYSTEM):
        rows = Contact.objects.select_related("agency", "area", "category")
        return rows.filter(code=known, secret_index=index).first()


def require_holder(actor: Actor, contact: Contact) -> None:
    """Refuse an act to officers of any agency but the one that holds the contact.

    :raises NotYourContact: the contact is another agency's now.
    """
    if contact.agency_id not in actor.agency_ids or not actor.has_role(*WORK_ROLES):
        raise NotYourContact


def require_centre(actor: Actor) -> None:
    """Refuse an act to officers who do not work for the centre.

    :raises NotYourContact: the actor is not of the centre.
    """
    if not is_centre_officer(actor):
        raise NotYourContact


def require_approver(actor: Actor, contact: Contact) -> None:
    """Refuse an act to whoever may not approve in the agency that holds the contact.

    :raises NotYourContact: the actor is not a head or leader of it.
    """
    if contact.agency_id not in actor.agency_ids or not actor.has_role(*APPROVER_ROLES):
        raise NotYourContact
