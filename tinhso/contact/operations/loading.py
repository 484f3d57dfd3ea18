"""Brings the line's settings to the state of the province pack: safe to run again."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from tinhso.contact.models import (
    AnswerTemplate,
    Article,
    ArticleState,
    ArticleVersion,
    Category,
    Centre,
    DeadlineRule,
    EscalationStep,
    RouteBook,
    RouteBookState,
    RouteRule,
)
from tinhso.contact.queries.receivers import line_settings
from tinhso.contact.queries.routes import agency_or_heir
from tinhso.core.actors import SYSTEM
from tinhso.core.text import fold
from tinhso.orgs.api import organisation_date


@dataclass(frozen=True, slots=True)
class LineReport:
    """How many rows of each kind the pack holds."""

    categories: int
    deadlines: int
    rules: int


@transaction.atomic
def load_line(*, pack: Path, at: datetime) -> LineReport:
    """Load categories, deadlines and the ladder; routes and centre only where there are none.

    Routes are edited in the application: a newer pack never overwrites what the centre decided.
    """
    folder = pack / "contact"
    categories = _load_categories(_read(folder / "categories.json"))
    deadlines = _load_deadlines(_read(folder / "deadlines.json"))
    for row in _read(folder / "escalation.json"):
        values = {
            "roles": row["roles"],
            "tells_centre": row["tells_centre"],
            "name": row["name"]["vi"],
            "name_en": row["name"]["en"],
        }
        EscalationStep.objects.update_or_create(percent=row["percent"], defaults=values)
    _set_centre(line_settings(pack)["centre"])
    rules = _load_routes(_read(folder / "routes.json"), at)
    known = json.loads((folder / "knowledge.json").read_text(encoding="utf-8"))
    _load_knowledge(known, at)
    return LineReport(categories, deadlines, rules)


def _read(file: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return rows


def _load_categories(rows: list[dict[str, Any]]) -> int:
    for order, row in enumerate(rows):
        hint = row.get("hint", {})
        values = {
            "parent_id": row["parent"] or None,
            "name": row["name"]["vi"],
            "name_en": row["name"]["en"],
            "hint": hint.get("vi", ""),
            "hint_en": hint.get("en", ""),
            "words": row.get("words", ""),
            "kinds": row.get("kinds", []),
            "needs_place": row.get("needs_place", False),
            "needs_after_photo": row.get("needs_after_photo", False),
            "is_publishable": row.get("is_publishable", True),
            "sort_order": order,
        }
        Category.objects.update_or_create(code=row["code"], defaults=values)
    return len(rows)


def _load_deadlines(rows: list[dict[str, Any]]) -> int:
    for row in rows:
        values = {
            "amount": row["amount"],
            "unit": row["unit"],
            "source": row["source"],
            "certainty": row["certainty"],
        }
        DeadlineRule.objects.update_or_create(
            kind=row["kind"],
            category_id=row["category"] or None,
            clock=row["clock"],
            valid_from=date.fromisoformat(row["valid_from"]),
            defaults=values,
        )
    return len(rows)


def _set_centre(code: str) -> None:
    if Centre.objects.filter(is_active=True).exists():
        return
    agency = agency_or_heir(code, organisation_date())
    if agency is not None:
        Centre.objects.create(agency=agency)


def _load_routes(rows: list[dict[str, Any]], at: datetime) -> int:
    if RouteBook.objects.exists():
        return RouteRule.objects.filter(book__state=RouteBookState.IN_FORCE).count()
    book = RouteBook.objects.create(
        number=1, state=RouteBookState.IN_FORCE, created_at=at, in_force_since=at
    )
    RouteRule.objects.bulk_create(
        RouteRule(
            book=book,
            ordinal=ordinal,
            kinds=row.get("kinds", []),
            categories=row.get("categories", []),
            areas=row.get("areas", []),
            target=row["target"],
            agency_code=row.get("agency", ""),
            is_direct=row.get("direct", False),
            note=row.get("note", ""),
        )
        for ordinal, row in enumerate(rows, start=1)
    )
    return len(rows)


def _load_knowledge(known: dict[str, Any], at: datetime) -> None:
    """Give an empty knowledge base its first articles and templates."""
    if not AnswerTemplate.objects.exists():
        AnswerTemplate.objects.bulk_create(
            AnswerTemplate(
                title=row["title"],
                text=row["text"],
                is_refusal=row["is_refusal"],
                sort_order=order,
            )
            for order, row in enumerate(known["templates"])
        )
    if Article.objects.exists():
        return
    for row in known["articles"]:
        words = fold(f"{row['title']} {row['text']}")
        article = Article.objects.create(
            slug=slugify(fold(row["title"]))[:80],
            title=row["title"],
            search_text=f" {words} ",
        )
        ArticleVersion.objects.create(
            article=article,
            number=1,
            state=ArticleState.PUBLISHED,
            title=row["title"],
            text=row["text"],
            author_name="Tỉnh Số",
            author_reference=SYSTEM.reference,
            created_at=at,
            published_at=at,
        )
