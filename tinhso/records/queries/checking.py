"""Who checks form and layout in an agency (Decree 30/2020 art. 10 to 13).

An agency may name a format checker; then nobody else does it. Where none is named, the registry
clerk checks.
"""

from datetime import date

from tinhso.core.actors import Actor
from tinhso.identity.api import Officer, officers_of
from tinhso.orgs.api import organisation_date

CHECKER, STAND_IN = "FORMAT_CHECKER", "REGISTRAR"


def layout_checkers(agency_id: int, day: date) -> list[Officer]:
    """Give who checks the layout of an agency's drafts on a day."""
    return officers_of(agency_id, CHECKER, day) or officers_of(agency_id, STAND_IN, day)


def layout_agencies(actor: Actor) -> list[int]:
    """Give the agencies of the actor whose drafts they check for layout."""
    if actor.has_role(CHECKER):
        return list(actor.agency_ids)
    if not actor.has_role(STAND_IN):
        return []
    day = organisation_date()
    return [one for one in actor.agency_ids if not officers_of(one, CHECKER, day)]
