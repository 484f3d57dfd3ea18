"""Who acts in a request, and which views they may open."""

from tinhso.identity.permissions.api_auth import CitizenAuth, OfficerAuth, SessionAuth
from tinhso.identity.permissions.capacities import (
    MandateDoesNotCover,
    NotUnderMandate,
    access_mandate,
    require_procedure,
)
from tinhso.identity.permissions.guards import (
    AssuranceTooLow,
    citizen_in_any_capacity,
    citizen_required,
    officer_required,
    redirect_to_sign_in,
    require_assurance,
    signed_in_required,
)
from tinhso.identity.permissions.lookouts import View, register_lookout
from tinhso.identity.permissions.middleware import ActorMiddleware
from tinhso.identity.permissions.proofs import require_proof
from tinhso.identity.permissions.sessions import (
    ANONYMOUS,
    Presence,
    act_under,
    address_of,
    begin_session,
    end_session,
    forget_presence,
    note_proof,
    presence_of,
    proved_lately,
)
from tinhso.identity.permissions.words import (
    actor_context,
    device_name,
    display_name,
    mask_identity,
)

__all__ = [
    "ANONYMOUS",
    "ActorMiddleware",
    "AssuranceTooLow",
    "CitizenAuth",
    "MandateDoesNotCover",
    "NotUnderMandate",
    "OfficerAuth",
    "Presence",
    "SessionAuth",
    "access_mandate",
    "act_under",
    "actor_context",
    "address_of",
    "begin_session",
    "citizen_in_any_capacity",
    "citizen_required",
    "device_name",
    "display_name",
    "end_session",
    "forget_presence",
    "mask_identity",
    "officer_required",
    "note_proof",
    "presence_of",
    "proved_lately",
    "redirect_to_sign_in",
    "register_lookout",
    "View",
    "require_assurance",
    "require_proof",
    "require_procedure",
    "signed_in_required",
]
