"""Health pages: is the process alive, and is it ready to serve people."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.core import clock
from tinhso.core.actors import SYSTEM
from tinhso.core.models import OutboxMessage
from tinhso.core.rls import acting_as

OK, WARNING, FAILED = "ok", "warning", "failed"
DISK_FREE_NEEDED_BYTES = 200 * 1024 * 1024
DISK_FREE_WANTED_BYTES = 2 * 1024 * 1024 * 1024
OUTBOX_LATE_AFTER = timedelta(minutes=5)
_log = structlog.get_logger(__name__)
_migrated = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: its state and a word for the person on duty."""

    state: str
    detail: str = ""


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """Answer that the process runs; touches nothing else."""
    return JsonResponse({"status": OK})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when people can be served, 503 when not, with each check's finding.

    A warning (a partner away, disk getting short) does not take the platform out of service.
    """
    findings = {name: check() for name, check in CHECKS.items()}
    states = {finding.state for finding in findings.values()}
    status = FAILED if FAILED in states else WARNING if WARNING in states else OK
    return JsonResponse(
        {
            "status": status,
            "checks": {
                name: {"state": finding.state, "detail": finding.detail}
                for name, finding in findings.items()
            },
        },
        status=503 if status == FAILED else 200,
    )


def check_database() -> Finding:
    """Tell whether PostgreSQL answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except DatabaseError as error:
        _log.error("database does not answer", error=str(error))
        return Finding(FAILED, "database does not answer")
    return Finding(OK)


def check_migrations() -> Finding:
    """Tell whether every migration is applied; looked up until it once is."""
    global _migrated
    if _migrated:
        return Finding(OK)
    try:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return Finding(FAILED, "database does not answer")
    if missing:
        return Finding(FAILED, f"{len(missing)} migrations not applied")
    _migrated = True
    return Finding(OK)


def check_disk() -> Finding:
    """Tell whether there is room to store what people send."""
    folder = next(
        path for path in (settings.MEDIA_ROOT, *settings.MEDIA_ROOT.parents) if path.exists()
    )
    free = shutil.disk_usage(folder).free
    detail = f"{free // 1024**2} MiB free"
    if free < DISK_FREE_NEEDED_BYTES:
        return Finding(FAILED, detail)
    return Finding(WARNING if free < DISK_FREE_WANTED_BYTES else OK, detail)


def check_outbox() -> Finding:
    """Tell whether messages for outside systems wait too long or were given up."""
    late_since = clock.now() - OUTBOX_LATE_AFTER
    try:
        with acting_as(SYSTEM):
            late = OutboxMessage.objects.filter(state="PENDING", next_attempt_at__lt=late_since)
            dead = OutboxMessage.objects.filter(state="DEAD")
            late_count, dead_count = late.count(), dead.count()
    except DatabaseError:
        return Finding(WARNING, "outbox cannot be read")
    detail = f"{late_count} late, {dead_count} given up"
    return Finding(WARNING if late_count or dead_count else OK, detail)


CHECKS: dict[str, Callable[[], Finding]] = {
    "database": check_database,
    "migrations": check_migrations,
    "outbox": check_outbox,
    "disk": check_disk,
}
