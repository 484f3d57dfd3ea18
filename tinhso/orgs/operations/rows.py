"""Turns rows of the province pack into the columns of areas, agencies, successions, positions."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from tinhso.core.identifiers import parse_agency_code
from tinhso.core.text import fold, sort_key, squeeze
from tinhso.orgs.models import Agency, AgencyKind, Area, AreaKind, Role, Tier
from tinhso.orgs.rules import Periods, parse_period

Columns = dict[str, object]
PackRow = Mapping[str, str]


def area_columns(source: PackRow) -> Columns:
    """Give the columns of an area, its parent apart.

    :raises ValueError: an unknown kind, a bad day or a bad coordinate.
    """
    period = parse_period(source["valid_from"], source["valid_to"])
    return {
        "code": _present(source, "code"),
        "name": _present(source, "name"),
        "name_en": source["name_en"],
        "kind": AreaKind(source["kind"]),
        "latitude": _degrees(source["latitude"]),
        "longitude": _degrees(source["longitude"]),
        "sort_key": sort_key(source["name"]),
        "search_text": _words(source["name"], source["name_en"], source["code"]),
        "valid_from": period.valid_from,
        "valid_to": period.valid_to,
        "legal_act": source["legal_act"],
        **_provenance(source),
    }


def area_succession_columns(source: PackRow, areas: Periods[Area]) -> Columns:
    """Give the columns of an area's succession.

    :raises ValueError: an unknown area or part.
    """
    if source["part"] not in {"WHOLE", "PART"}:
        raise ValueError(f"part is {source['part']}, not WHOLE or PART")
    effective_on = date.fromisoformat(source["effective_on"])
    began_on = date.fromisoformat(source["predecessor_valid_from"])
    successor = source["successor_code"]
    return {
        "predecessor": areas.starting(source["predecessor_code"], began_on),
        "successor": areas.at(successor, effective_on) if successor else None,
        "is_whole": source["part"] == "WHOLE",
        "effective_on": effective_on,
        "legal_act": _present(source, "legal_act"),
        "note": source.get("note", ""),
        **_provenance(source),
    }


def agency_columns(source: PackRow, areas: Periods[Area]) -> Columns:
    """Give the columns of an agency, its parent apart.

    :raises ValueError: an unknown kind, tier or area, or a bad day.
    """
    period = parse_period(source["valid_from"], source["valid_to"])
    code = parse_agency_code(source["code"])
    area = areas.at(source["area_code"], period.valid_from)
    return {
        "code": code,
        "name": _present(source, "name"),
        "name_en": source["name_en"],
        "short_name": _present(source, "short_name"),
        "kind": AgencyKind(source["kind"]),
        "tier": Tier(source["tier"]),
        "area": area,
        "address": source["address"],
        "phone": source["phone"],
        "sort_key": sort_key(source["name"]),
        "search_text": _words(source["name"], source["short_name"], area.name, code),
        "valid_from": period.valid_from,
        "valid_to": period.valid_to,
        **_provenance(source),
    }


def agency_succession_columns(source: PackRow, agencies: Periods[Agency]) -> Columns:
    """Give the columns of an agency's succession.

    :raises ValueError: an unknown agency.
    """
    effective_on = date.fromisoformat(source["effective_on"])
    return {
        "predecessor": agencies.ending(source["predecessor_code"], effective_on),
        "successor": agencies.at(source["successor_code"], effective_on),
        "effective_on": effective_on,
        "legal_act": _present(source, "legal_act"),
        **_provenance(source),
    }


def position_columns(source: PackRow) -> Columns:
    """Give the columns a position has in every agency of the template's kind and tier.

    :raises ValueError: an unknown role, kind, tier or rank.
    """
    AgencyKind(source["agency_kind"])
    Tier(source["tier"])
    return {
        "code": _present(source, "position_code"),
        "title": _present(source, "title_vi"),
        "title_en": source["title_en"],
        "role": Role(source["role"]),
        "signing_authority": source["signing_authority"],
        "sort_order": int(source["sort_order"]),
    }


def _present(source: PackRow, column: str) -> str:
    if not source[column]:
        raise ValueError(f"{column} is empty")
    return source[column]


def _words(*texts: str) -> str:
    """Give folded words with a space on either side of each, so that whole words are found."""
    return f" {squeeze(fold(' '.join(texts)))} "


def _degrees(text: str) -> Decimal | None:
    if not text:
        return None
    degrees = Decimal(text)
    if not -180 <= degrees <= 180:
        raise ValueError(f"{text} is not a coordinate")
    return degrees.quantize(Decimal("0.00001"))


def _provenance(source: PackRow) -> Columns:
    return {"source": source["source"], "certainty": source["certainty"] or "to_confirm"}
