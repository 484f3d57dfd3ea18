"""Reads of people, officers and the log of looks."""

from tinhso.identity.queries.consents import has_consent, list_consents
from tinhso.identity.queries.credentials import (
    count_recovery_codes,
    has_second_factor,
    list_factors,
    list_open_sessions,
    list_passkeys,
    username_of,
)
from tinhso.identity.queries.delegations import (
    find_delegation,
    list_delegations,
    list_officers,
)
from tinhso.identity.queries.demo import CastMember, list_demo_cast, list_demo_citizens
from tinhso.identity.queries.mandates import list_mandates_given, list_mandates_held
from tinhso.identity.queries.people import (
    Officer,
    find_officer,
    find_person_named,
    get_person,
    homes_of,
    list_looks,
    list_looks_at,
    list_positions_held,
    officers_at,
    officers_of,
    people_in_role,
    person_of,
    search_looks,
    writing_person_of,
)
from tinhso.identity.queries.posts import (
    HeldPost,
    agencies_that_looked,
    find_officer_named,
    list_held_posts,
)
from tinhso.identity.queries.registers import find_lookup, list_lookups

__all__ = [
    "HeldPost",
    "agencies_that_looked",
    "find_officer_named",
    "list_held_posts",
    "count_recovery_codes",
    "has_second_factor",
    "list_factors",
    "list_open_sessions",
    "list_passkeys",
    "username_of",
    "find_lookup",
    "list_lookups",
    "CastMember",
    "Officer",
    "find_delegation",
    "find_officer",
    "find_person_named",
    "get_person",
    "homes_of",
    "has_consent",
    "list_consents",
    "list_demo_cast",
    "list_demo_citizens",
    "list_looks",
    "list_looks_at",
    "list_delegations",
    "list_officers",
    "list_mandates_given",
    "list_mandates_held",
    "list_positions_held",
    "officers_at",
    "officers_of",
    "people_in_role",
    "person_of",
    "search_looks",
    "writing_person_of",
]
