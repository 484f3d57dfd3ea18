"""The JSON API of procedures: public reading, for portals and integrators."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from tinhso.core.asked import AskedDay
from tinhso.core.clock import today
from tinhso.core.keyset import BadCursor
from tinhso.procedures.api import (
    ProcedureNotFound,
    ProcedureVersion,
    UnreadableFile,
    export_catalogue,
    get_current_version,
    search_procedures,
)

router = Router(tags=["procedures"])


class ProcedureRow(Schema):
    """A procedure as lists show it.

    `is_complete`: it has every part Decree 63/2010/NĐ-CP article 8.2 names. `is_announced`: the
    decision that announced it (articles 13-15) is known.
    """

    code: str
    slug: str
    name: str
    name_en: str
    summary: str
    field: str
    tier: str
    service_level: str
    is_online: bool
    is_complete: bool
    is_announced: bool


class ProcedurePage(Schema):
    """A page of procedures, or what a search found, the best first."""

    items: list[ProcedureRow]
    is_suggestion: bool
    next_cursor: str | None
    previous_cursor: str | None


class ProcedureDetail(ProcedureRow):
    """A procedure with its whole content in the province pack's format."""

    version: int
    valid_from: date
    valid_to: date | None
    content_sha256: str
    content: dict[str, Any]


class ProcedureFilter(Schema):
    """What narrows the list."""

    query: str = ""
    field: str = ""
    tier: str = ""
    cursor: str | None = None


@router.get("", response=ProcedurePage, summary="Find or list the procedures in force today")
def list_procedures(request: HttpRequest, wanted: Query[ProcedureFilter]) -> dict[str, object]:
    """Everyday words, with or without accents; all in order of name without a query."""
    try:
        result = search_procedures(
            wanted.query,
            on=today(),
            field=wanted.field,
            tier=wanted.tier,
            cursor=wanted.cursor,
        )
    except BadCursor as error:
        raise Http404(error.message) from error
    return {
        "items": [_row(version) for version in result.items],
        "is_suggestion": result.is_suggestion,
        "next_cursor": result.next_cursor,
        "previous_cursor": result.previous_cursor,
    }


@router.get("/export", summary="The whole catalogue in force today", include_in_schema=True)
def export_procedures(request: HttpRequest, kind: str = "json") -> HttpResponse:
    """A JSON list that an import takes, or an Excel workbook with kind=xlsx."""
    try:
        file = export_catalogue(kind, on=today())
    except UnreadableFile as error:
        raise Http404(error.message) from error
    return HttpResponse(file.raw, content_type=file.content_type)


@router.get("/{slug}", response=ProcedureDetail, summary="One procedure in force on a day")
def get_procedure(request: HttpRequest, slug: str, on: AskedDay | None = None) -> dict[str, object]:
    """The version in force on the day asked, today when none is."""
    try:
        version = get_current_version(slug, on or today())
    except ProcedureNotFound as error:
        raise Http404(error.message) from error
    return {
        **_row(version),
        "version": version.number,
        "valid_from": version.valid_from,
        "valid_to": version.valid_to,
        "content_sha256": version.content_hash,
        "content": version.content,
    }


def _row(version: ProcedureVersion) -> dict[str, object]:
    return {
        "code": version.procedure.code,
        "slug": version.procedure.slug,
        "name": version.name,
        "name_en": version.name_en,
        "summary": version.summary,
        "field": version.field.code,
        "tier": version.tier,
        "service_level": version.service_level,
        "is_online": version.is_online,
        "is_complete": version.is_complete,
        "is_announced": version.is_announced,
    }
