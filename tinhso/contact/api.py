"""The door of contact: open a contact, read it, follow it; catalogue and kinds of the line.

A channel calls ``open_contact(asked=ContactRequest(...), actor=actor, at=now(), key=...)`` and
gives the receipt's code and secret to the citizen.
"""

from tinhso.contact.models import (
    Category,
    Channel,
    Contact,
    ContactKind,
    ContactLink,
    ContactPhoto,
    ContactState,
    LinkedKind,
    PhotoRole,
    Priority,
    PublicState,
)
from tinhso.contact.operations import (
    ContactRequest,
    KindUnknown,
    Onward,
    Place,
    PlaceMissing,
    Receipt,
    Reporter,
    TextMissing,
    answer_at_once,
    follow,
    hand_over,
    hear_citizen,
    link_to,
    open_contact,
)
from tinhso.contact.permissions import (
    access_contact,
    centre_agency_id,
    contacts_for,
    find_by_secret,
    is_centre_officer,
    require_centre,
    require_holder,
)
from tinhso.contact.queries.catalogue import (
    categories_by_code,
    category_chain,
    category_name,
    category_tree,
)
from tinhso.contact.queries.routes import Route, find_route
from tinhso.contact.rules.moves import EMERGENCY_NUMBERS

__all__ = [
    "Category",
    "Channel",
    "Contact",
    "ContactKind",
    "ContactLink",
    "ContactPhoto",
    "ContactRequest",
    "ContactState",
    "EMERGENCY_NUMBERS",
    "KindUnknown",
    "LinkedKind",
    "Onward",
    "PhotoRole",
    "Place",
    "PlaceMissing",
    "Priority",
    "PublicState",
    "Receipt",
    "Reporter",
    "Route",
    "TextMissing",
    "access_contact",
    "answer_at_once",
    "categories_by_code",
    "category_chain",
    "category_name",
    "category_tree",
    "centre_agency_id",
    "contacts_for",
    "find_by_secret",
    "find_route",
    "follow",
    "hand_over",
    "hear_citizen",
    "is_centre_officer",
    "link_to",
    "open_contact",
    "require_centre",
    "require_holder",
]
