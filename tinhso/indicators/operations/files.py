"""Keeping the monthly files of facts true: written anew where facts changed since."""

from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Max, Min

from tinhso.indicators.gateways import parquet_files
from tinhso.indicators.gateways.choosing import drop_tables_but
from tinhso.indicators.gateways.engines import EngineAway
from tinhso.indicators.models import Fact, FactFile


def write_stale_files(*, at: datetime, at_most: int = 1000) -> int:
    """Write the months that have no true file, oldest first; gives how many were written.

    A month without facts between others is kept as an empty one, so that readers know.
    """
    true = set(FactFile.objects.filter(is_stale=False).values_list("month", flat=True))
    wanted = [month for month in _months_with_facts() if month not in true][:at_most]
    for month in wanted:
        _write(month, at)
    return len(wanted)


def remove_old_files() -> int:
    """Delete files that no month names any more, and their tables in a ClickHouse server.

    Gives how many files; tables of a server that is away go another night.
    """
    folder = Path(settings.FACTS_DIR)
    named = set(FactFile.objects.values_list("name", flat=True))
    old = [file for file in folder.glob("*.parquet") if file.name not in named]
    for file in old:
        file.unlink(missing_ok=True)
    if settings.CLICKHOUSE_URL:
        with suppress(EngineAway):
            drop_tables_but(named)
    return len(old)


def _months_with_facts() -> list[date]:
    ends = Fact.objects.aggregate(first=Min("day"), last=Max("day"))
    months: list[date] = []
    month = ends["first"].replace(day=1) if ends["first"] else None
    while month is not None and month <= ends["last"]:
        months.append(month)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return months


def _write(month: date, at: datetime) -> None:
    # The row is locked first: facts recorded meanwhile wait, then mark it stale again.
    FactFile.objects.get_or_create(month=month, defaults={"written_at": at, "is_stale": True})
    row = FactFile.objects.select_for_update().get(month=month)
    written = parquet_files.write_month(month, Path(settings.FACTS_DIR))
    row.name, row.digest, row.row_count = written.name, written.digest, written.row_count
    row.written_at, row.is_stale = at, False
    row.save()
