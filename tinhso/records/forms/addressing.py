"""Naming recipients: agencies of the platform first, then organisations outside."""

from tinhso.dispatch.api import find_partner, search_partners
from tinhso.orgs.api import find_agency, organisation_date, search_agencies


def code_of(line: str) -> str:
    """Give the code of the agency a line names, empty when none or several answer."""
    day = organisation_date()
    found = find_agency(line.upper(), day)
    if found is not None:
        return found.code
    matches = list(search_agencies(line, day)[:20])
    exact = [one for one in matches if line.lower() in (one.name.lower(), one.short_name.lower())]
    chosen = exact or matches
    if exact or len(chosen) == 1:
        return chosen[0].code
    return "" if chosen else _partner_code(line)


def _partner_code(line: str) -> str:
    """Give the OrganId of the one organisation outside that a line names, or nothing."""
    found = list(search_partners(line).filter(is_active=True)[:2])
    return found[0].organ_id if len(found) == 1 else ""


def name_of(code: str) -> str:
    """Give the name of the agency or outside organisation a code is of."""
    named = find_agency(code, organisation_date()) or find_partner(code)
    return named.name if named else code
