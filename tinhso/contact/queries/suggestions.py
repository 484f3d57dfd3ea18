"""What the machine suggests: the province's taught models, read once a process."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Case, Count, F, When
from django.db.models.fields import IntegerField

from tinhso.contact.models import SuggestedField, SuggestionRecord
from tinhso.contact.permissions import centre_agency_id
from tinhso.contact.queries.catalogue import categories_by_code, category_name
from tinhso.contact.queries.routes import find_route
from tinhso.contact.rules.suggesting import Suggester, Suggestion
from tinhso.orgs.api import agency_name_shown, organisation_date

MODEL_FILE = "suggestions.json"


@dataclass(frozen=True, slots=True)
class CategorySuggestion:
    """A category with its name, the agency the routing rules give it, how sure, and why."""

    code: str
    name: str
    agency_id: int | None
    agency_name: str
    rule_note: str
    percent: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Everything suggested of a text; empty when nothing is sure enough."""

    version: str
    categories: tuple[CategorySuggestion, ...]
    urgency: Suggestion | None


@lru_cache(maxsize=2)
def suggester(pack: Path) -> Suggester | None:
    """Give a pack's taught models, ``None`` for a pack without."""
    path = pack / "contact" / MODEL_FILE
    if not path.exists():
        return None
    return Suggester.from_json(json.loads(path.read_text("utf-8")))


def suggest(text: str, *, kind: str = "FIELD_REPORT", area_code: str = "") -> Suggestions:
    """Give what a text seems to be about, to whom the rules would send it, how urgent it sounds."""
    taught = suggester(Path(settings.PROVINCE_PACK))
    if taught is None or not text.strip():
        return Suggestions("", (), None)
    known = categories_by_code()
    found = [one for one in taught.categories(text) if one.value in known]
    return Suggestions(
        taught.version,
        tuple(_with_agency(one, kind, area_code) for one in found),
        taught.urgency_of(text),
    )


def _with_agency(found: Suggestion, kind: str, area_code: str) -> CategorySuggestion:
    route = find_route(kind=kind, category=found.value, area_code=area_code, on=organisation_date())
    agency = route.agency
    if not area_code and agency is not None and agency.pk == centre_agency_id():
        # Without a place the rules can only name the centre itself, which says nothing.
        agency = None
    return CategorySuggestion(
        code=found.value,
        name=category_name(found.value),
        agency_id=agency.pk if agency else None,
        agency_name=agency_name_shown(agency.pk) if agency else "",
        rule_note=route.rule.note if route.rule else "",
        percent=round(found.confidence * 100),
        words=found.words,
    )


def acceptance_by_agency() -> list[dict[str, Any]]:
    """Give how often people chose what was suggested: by agency that holds it, and by field."""
    decided = SuggestionRecord.objects.filter(chosen_at__isnull=False)
    agreed = Case(When(chosen=F("value"), then=1), output_field=IntegerField())
    rows = (
        decided.exclude(field=SuggestedField.DUPLICATE)
        .exclude(value="")
        .values("contact__agency_id", "field")
        .annotate(decided=Count("id"), agreed=Count(agreed))
        .order_by("contact__agency_id", "field")
    )
    return [
        {
            "agency": agency_name_shown(row["contact__agency_id"]),
            "field": SuggestedField(row["field"]).label,
            "decided": row["decided"],
            "agreed": row["agreed"],
            "percent": round(100 * row["agreed"] / row["decided"]),
        }
        for row in rows
    ]
