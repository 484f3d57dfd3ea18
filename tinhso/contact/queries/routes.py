"""Where a matter goes, and why: the rules tried and the agency they name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tinhso.contact.queries.catalogue import category_chain, centre_agency, rules_in_force
from tinhso.contact.rules.routing import Judged, Matter, Rule, first_match, judge
from tinhso.core.remember import remembered
from tinhso.orgs.api import (
    Agency,
    NoCompetentAgency,
    agency_successors_of,
    area_chain,
    competent_agency,
    find_agency,
    find_past_agency,
)

_TIERS = {"COMMUNE": "COMMUNE", "DISTRICT": "DISTRICT"}


@dataclass(frozen=True, slots=True)
class Route:
    """Where a matter goes: an agency (the centre when no rule names one), and the rules tried."""

    agency: Agency | None
    is_direct: bool
    tried: tuple[Judged, ...]

    @property
    def rule(self) -> Rule | None:
        """Give the rule that decided."""
        return first_match(self.tried)

    def reasons(self) -> list[dict[str, object]]:
        """Give "why here" as it is kept: each rule tried and which of its parts matched."""
        return [
            {
                "rule": one.rule.ordinal,
                "note": one.rule.note,
                "target": one.rule.target,
                "kind": one.kind,
                "category": one.category,
                "area": one.area,
            }
            for one in self.tried
        ]


def find_route(
    *,
    kind: str,
    category: str,
    area_code: str,
    on: date,
    rules: Iterable[Rule] | None = None,
) -> Route:
    """Give where a matter goes by the rules in force, or by those given (a dry run)."""
    areas = tuple(one.code for one in area_chain(area_code, on)) if area_code else ()
    matter = Matter(kind, category_chain(category), areas)
    tried = tuple(judge(rules_in_force() if rules is None else rules, matter))
    rule = first_match(tried)
    agency = _agency_of(rule, area_code, on) if rule else None
    is_direct = bool(rule and rule.is_direct and agency is not None)
    return Route(agency or centre_agency(), is_direct, tried)


def _agency_of(rule: Rule, area_code: str, on: date) -> Agency | None:
    if rule.target == "AGENCY":
        return agency_or_heir(rule.agency_code, on)
    tier = _TIERS.get(rule.target)
    if tier is None or not area_code:
        return None
    try:
        return competent_agency({"kind": "PEOPLES_COMMITTEE", "tier": tier}, area_code, on)
    except NoCompetentAgency:
        return _committee_of_commune(area_code, on) if tier == "DISTRICT" else None


def _committee_of_commune(area_code: str, on: date) -> Agency | None:
    """Where districts are no more their work is the commune's."""
    try:
        return competent_agency({"kind": "PEOPLES_COMMITTEE", "tier": "COMMUNE"}, area_code, on)
    except NoCompetentAgency:
        return None


@remembered(seconds=60)
def agency_or_heir(code: str, on: date) -> Agency | None:
    """Give an agency by its code, or who took over its work by that day."""
    found = find_agency(code, on)
    if found is not None:
        return found
    past = find_past_agency(code, on)
    heirs = agency_successors_of(past, on) if past else []
    return heirs[0] if heirs else None
