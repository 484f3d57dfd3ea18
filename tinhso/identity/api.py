"""The door of identity: who acts, people, officers, guards of views, the log of looks."""

from tinhso.identity.models import AccessLog, Person, Sex
from tinhso.identity.operations import (
    PersonMismatch,
    find_or_create_person,
    record_look,
    share_person,
)
from tinhso.identity.permissions import (
    ActorMiddleware,
    AssuranceTooLow,
    CitizenAuth,
    OfficerAuth,
    SessionAuth,
    actor_context,
    citizen_required,
    display_name,
    mask_identity,
    officer_required,
    require_assurance,
    signed_in_required,
)
from tinhso.identity.queries import (
    Officer,
    find_officer,
    get_person,
    list_demo_citizens,
    officers_of,
    person_of,
    search_looks,
)

__all__ = [
    "AccessLog",
    "ActorMiddleware",
    "AssuranceTooLow",
    "CitizenAuth",
    "Officer",
    "OfficerAuth",
    "Person",
    "PersonMismatch",
    "SessionAuth",
    "Sex",
    "actor_context",
    "citizen_required",
    "display_name",
    "find_officer",
    "find_or_create_person",
    "get_person",
    "list_demo_citizens",
    "mask_identity",
    "officer_required",
    "officers_of",
    "person_of",
    "record_look",
    "require_assurance",
    "search_looks",
    "share_person",
    "signed_in_required",
]
