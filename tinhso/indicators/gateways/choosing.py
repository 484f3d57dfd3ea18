"""Which engine adds up: the sums where they can, files where they are true, else the facts."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy

from tinhso.core.errors import DomainError
from tinhso.indicators.gateways.engines import (
    Engine,
    EngineAway,
    FactsEngine,
    SumsEngine,
)
from tinhso.indicators.models import FactFile
from tinhso.indicators.rules import PeriodKind, periods
from tinhso.indicators.rules.metrics import SumRequest, SumRow
from tinhso.indicators.rules.planning import Shape, by_days

#: Loaded when first asked for: their libraries are large.
COLUMNAR = {
    "duckdb": "tinhso.indicators.gateways.columnar.DuckDbEngine",
    "clickhouse": "tinhso.indicators.gateways.clickhouse.ClickHouseEngine",
    "chdb": "tinhso.indicators.gateways.clickhouse.ChDbEngine",
    "spark": "tinhso.indicators.gateways.columnar.SparkEngine",
}
ENGINES = ("sums", "facts", *COLUMNAR)
_DROP_TABLES = "tinhso.indicators.gateways.clickhouse.drop_tables_but"
_logger = logging.getLogger(__name__)


class NoSuchEngine(DomainError):
    """No engine has this name."""

    code = "no_such_engine"
    text = gettext_lazy(
        "Không có bộ máy tính này. Chọn sums, facts, duckdb, clickhouse, chdb hoặc spark."
    )


def add_up(request: SumRequest, shape: Shape, wanted: str = "") -> tuple[Engine, list[SumRow]]:
    """Give the engine that answered and its rows; where it is away the facts stand in.

    :raises NoSuchEngine: ``wanted`` names none.
    :raises EngineAway: the engine ``wanted`` is away.
    """
    engine, request = plan(request, shape, wanted)
    try:
        return engine, engine.add_up(request)
    except (EngineAway, ImportError) as error:
        if wanted:
            raise
        _logger.warning("indicators: engine %s is away: %s", engine.name, error)
        return FactsEngine(), FactsEngine().add_up(request)


def plan(request: SumRequest, shape: Shape, wanted: str = "") -> tuple[Engine, SumRequest]:
    """Give the engine that answers, and the request as it reads it.

    Known periods of the present are in the sums. Past moments, days and weeks are read from
    monthly files by the engine of the setting ``INDICATORS_ENGINE`` when every month asked about
    has a file that is true, and from the facts otherwise.

    :raises NoSuchEngine: ``wanted`` names none.
    """
    if wanted and wanted not in ENGINES:
        raise NoSuchEngine
    is_daily = shape.frequency is PeriodKind.DAY
    needs_facts = request.as_of is not None or _has_days(request)
    if wanted == SumsEngine.name or not (wanted or needs_facts):
        return SumsEngine(), request
    if is_daily:
        request = replace(request, periods=by_days(request.periods))
    name = wanted or settings.INDICATORS_ENGINE
    files = files_for(request) if name in COLUMNAR else None
    if files is None:
        return FactsEngine(), request
    make: Callable[[Sequence[Path]], Engine] = import_string(COLUMNAR[name])
    return make(files), request


def drop_tables_but(names: Iterable[str]) -> int:
    """Let the ClickHouse server forget files that are no more; gives how many.

    :raises EngineAway: it cannot be reached, or does not answer.
    """
    drop: Callable[[Iterable[str]], int] = import_string(_DROP_TABLES)
    return drop(names)


def _has_days(request: SumRequest) -> bool:
    return any(periods.from_id(period).kind is PeriodKind.DAY for period, _slot in request.periods)


def files_for(request: SumRequest) -> list[Path] | None:
    """Give the files that hold every fact of a request, or ``None`` where one is missing or stale.

    Sums of days are facts of their month's days.
    """
    months = sorted({_month(period) for period, _slot in request.periods})
    files = FactFile.objects.filter(month__in=months, is_stale=False)
    if len(files) < len(months):
        return None
    return [Path(settings.FACTS_DIR) / file.name for file in files if file.row_count]


def _month(period_id: int) -> date:
    return periods.from_id(period_id).last_day.replace(day=1)
