"""The JSON API of indicators: the catalogue, the metric query, rows a source sends."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy
from ninja import Header, Query, Router, Schema, Status
from ninja.security import HttpBearer
from pydantic import Field

from tinhso.core.actors import SYSTEM
from tinhso.core.asked import AskedMoment
from tinhso.core.clock import now, today
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.indicators.gateways import answer
from tinhso.indicators.models import Indicator, Source
from tinhso.indicators.operations.credentials import hash_of
from tinhso.indicators.operations.ingesting import take_rows
from tinhso.indicators.permissions import access_indicator, catalogue_for, definition_of
from tinhso.indicators.queries import (
    found_indicators,
    page_of_indicators,
    quarantined_of,
    targets_of,
)
from tinhso.indicators.rules import AreaLevel, NoSuchPeriod, periods
from tinhso.indicators.rules.metrics import MetricQuery, Reading
from tinhso.orgs.api import Area
from tinhso.ui.navigation import actor_of

router = Router(tags=["indicators"])
MOST_CELLS = 20_000
MOST_ROWS = 2_000


class BadQuestion(DomainError):
    """The metric query names a period nobody knows, or asks for too much at once."""

    code = "malformed_request"
    text = gettext_lazy("Mã kỳ không đúng, hoặc hỏi quá 20.000 số một lần. Hãy thu hẹp câu hỏi.")


class Problem(Schema):
    """Why a request was refused (RFC 9457)."""

    title: str
    status: int
    code: str
    detail: str


class IndicatorRow(Schema):
    """An indicator of the catalogue."""

    code: str
    field: str
    name: str
    name_en: str
    sensitivity: str


class IndicatorDetail(IndicatorRow):
    """An indicator with what its version in force means."""

    version: int
    meaning: str
    meaning_en: str
    numerator: str
    denominator: str
    unit: str
    decimals: int
    factor: Decimal
    kind: str
    calendar: str
    frequency: str
    level: str
    over_time: str
    over_areas: str
    direction: str
    warning: Decimal | None
    alarm: Decimal | None
    valid_from: date


class IndicatorPage(Schema):
    """A page of the catalogue, in its own order."""

    items: list[IndicatorRow]
    next_cursor: str | None
    previous_cursor: str | None


class Question(Schema):
    """Which numbers are wanted; lists are separated by commas, areas and periods are codes."""

    indicators: str = Field(max_length=4000)
    periods: str = Field(max_length=4000)
    level: AreaLevel = AreaLevel.PROVINCE
    areas: str = Field("", max_length=4000)
    reading: Reading = Reading.AS_WAS
    as_of: AskedMoment | None = None


class Number(Schema):
    """One number; without value the state says why: MISSING, HIDDEN, NOT_AVAILABLE."""

    indicator: str
    area: str
    period: str
    breakdown: str
    value: Decimal | None
    state: str
    standing: str


class Numbers(Schema):
    """The numbers asked for, with what answered and what it can do."""

    items: list[Number]
    engines: list[str]
    capabilities: list[str]


class FactRow(Schema):
    """A number a source sends: codes of indicator and area, the period as a code or a day."""

    indicator: str = Field(max_length=200)
    area: str = Field(max_length=200)
    period: str = Field(max_length=40)
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    breakdown: str = Field("", max_length=40)


class SentRows(Schema):
    """Rows a source sends at once, at most 2,000."""

    rows: list[FactRow] = Field(min_length=1, max_length=MOST_ROWS)


class RefusedRow(Schema):
    """A row put aside, counted from one, with the code of its reason."""

    row: int
    part: str
    code: str
    given: str


class TakenBatch(Schema):
    """What became of the rows; the same to the same Idempotency-Key."""

    token: str
    state: str
    taken: int
    same: int
    refused: list[RefusedRow]


class SourceAuth(HttpBearer):
    """Lets a source in by the credential its steward gave it."""

    def authenticate(self, request: HttpRequest, token: str) -> Source | None:
        """Give the source whose credential it is."""
        with acting_as(SYSTEM):
            return Source.objects.filter(token_hash=hash_of(token), is_open=True).first()


REFUSALS = {400: Problem, 401: Problem, 404: Problem, 409: Problem, 422: Problem}


@router.get("", response={200: IndicatorPage, **REFUSALS}, summary="The catalogue")
def catalogue(
    request: HttpRequest, q: str = "", field: str = "", cursor: str | None = None
) -> dict[str, Any]:
    """Give a hundred indicators the reader may know of, found by words."""
    found = found_indicators(catalogue_for(actor_of(request)), text=q[:100], field=field)
    page = page_of_indicators(found, cursor, 100)
    return {
        "items": page.items,
        "next_cursor": page.next_cursor,
        "previous_cursor": page.previous_cursor,
    }


@router.get("/values", response={200: Numbers, **REFUSALS}, summary="The metric query")
def values(request: HttpRequest, asked: Query[Question]) -> dict[str, Any]:
    """Give numbers the reader may see."""
    targets = targets_of(asked.reading, asked.level)
    wanted = _listed(asked.areas)
    chosen = [area for area in targets if not wanted or area.code in wanted]
    query = MetricQuery(
        indicators=tuple(dict.fromkeys(_listed(asked.indicators))),
        periods=_period_ids(asked.periods), level=asked.level, reading=asked.reading,
        as_of=asked.as_of, areas=tuple(area.pk for area in chosen),
    )  # fmt: skip
    if len(query.indicators) * len(query.periods) * len(chosen) > MOST_CELLS:
        raise BadQuestion
    found = answer(query, actor_of(request)) if chosen else None
    codes = _codes(chosen)
    return {
        "items": [
            {
                "indicator": cell.indicator, "area": codes[cell.area_id],
                "period": periods.from_id(cell.period_id).code, "breakdown": cell.breakdown,
                "value": cell.value, "state": cell.state, "standing": cell.standing,
            }
            for cell in (found.cells if found else ())
        ],
        "engines": found.engines if found else (),
        "capabilities": sorted(found.capabilities) if found else (),
    }  # fmt: skip


def _listed(written: str) -> list[str]:
    return [code for code in written.split(",") if code]


def _period_ids(written: str) -> tuple[int, ...]:
    try:
        return tuple(periods.from_code(code).id for code in _listed(written))
    except NoSuchPeriod as error:
        raise BadQuestion from error


def _codes(areas: list[Area]) -> dict[int, str]:
    return {area.pk: area.code for area in areas}


@router.get("/{code}", response={200: IndicatorDetail, **REFUSALS}, summary="One indicator")
def indicator(request: HttpRequest, code: str) -> dict[str, Any]:
    """Give what an indicator means."""
    found: Indicator = access_indicator(actor_of(request), code)
    version = definition_of(found)
    own = {name: getattr(found, name) for name in IndicatorRow.model_fields}
    rest = IndicatorDetail.model_fields.keys() - own.keys() - {"version"}
    return {**own, **{name: getattr(version, name) for name in rest}, "version": version.number}


@router.post(
    "/sources/{code}/batches",
    auth=SourceAuth(),
    response={201: TakenBatch, **REFUSALS},
    summary="Rows a source sends",
)
def send(
    request: HttpRequest, code: str, sent: SentRows, idempotency_key: Header[str]
) -> Status[dict[str, Any]]:
    """Load rows; those that break a rule are put aside and named, the others count at once."""
    source: Source = request.auth  # type: ignore[attr-defined]
    if source.code != code:
        raise Http404
    with acting_as(SYSTEM):
        batch = take_rows(
            source=source, rows=[row.model_dump() for row in sent.rows],
            key=idempotency_key[:200], today=today(), at=now(),
        )  # fmt: skip
        refused = [
            {"row": row.row_number, "part": row.column, "code": row.code, "given": row.text}
            for row in quarantined_of(batch)
        ]
    return Status(
        201,
        {
            "token": batch.token, "state": batch.state, "taken": batch.taken_count,
            "same": batch.same_count, "refused": refused,
        },
    )  # fmt: skip
