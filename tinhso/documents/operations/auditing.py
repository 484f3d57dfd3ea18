"""The periodic audit: every stored byte is read and compared with its SHA-256."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from tinhso.core.actors import SYSTEM
from tinhso.core.events import publish
from tinhso.documents.events import StoredBytesLost
from tinhso.documents.gateways import file_store
from tinhso.documents.models import IntegrityFault, IntegrityRun, StoredFile
from tinhso.identity.api import people_in_role
from tinhso.ledger.api import record
from tinhso.notifications.api import notify
from tinhso.orgs.api import organisation_date_at

BATCH = 200
_STEP = "tinhso.documents.tasks.audit_step"
_LOCK = "documents_audit_step"


def open_audit(*, at: datetime) -> IntegrityRun:
    """Give the run that is open, or begin one; as the platform."""
    found = IntegrityRun.objects.filter(finished_at__isnull=True).first()
    return found or IntegrityRun.objects.create(started_at=at)


def order_audit(*, at: datetime) -> IntegrityRun:
    """Have the worker read every stored byte, or go on with the reading that is open."""
    run = open_audit(at=at)
    try:
        with transaction.atomic():
            app.configure_task(_STEP, queueing_lock=_LOCK).defer(run_id=run.pk)
    except AlreadyEnqueued:
        return run
    return run


@transaction.atomic
def audit_next(*, run_id: int, at: datetime, size: int = BATCH) -> bool:
    """Read the next files of a run; give whether more are left. Killed, it goes on where it was."""
    run = IntegrityRun.objects.select_for_update().get(pk=run_id)
    if run.finished_at is not None:
        return False
    files = list(StoredFile.objects.filter(pk__gt=run.last_file_id).order_by("pk")[:size])
    faults = [fault for file in files if (fault := _fault(run, file, at))]
    IntegrityFault.objects.bulk_create(faults)
    run.file_count += len(files)
    run.byte_count += sum(file.size for file in files)
    run.fault_count += len(faults)
    if files:
        run.last_file_id = files[-1].pk
    if len(files) < size:
        _finish(run, at)
    run.save()
    if faults:
        _alarm(run, at)
        publish(StoredBytesLost(run_id=run.pk, count=len(faults), at=at))
    return run.finished_at is None


def _alarm(run: IntegrityRun, at: datetime) -> None:
    """Tell every administrator how many files are wrong, in the transaction that found them."""
    for person_id in people_in_role("ADMINISTRATOR", organisation_date_at(at)):
        notify(
            person_id=person_id,
            template="bytes_lost",
            context={"note": str(run.fault_count)},
            url=reverse("documents:integrity"),
            at=at,
            idempotency_key=f"integrity:{run.pk}:{run.fault_count}:{person_id}",
        )


def _finish(run: IntegrityRun, at: datetime) -> None:
    run.finished_at = at
    record(
        kind="BYTES_AUDITED",
        subject=f"integrity:{run.pk}",
        payload={"files": run.file_count, "bytes": run.byte_count, "faults": run.fault_count},
        actor=SYSTEM,
        at=at,
    )


def _fault(run: IntegrityRun, file: StoredFile, at: datetime) -> IntegrityFault | None:
    found = file_store.measure(file.sha256)
    if found is None:
        return _found(run, file, at, is_missing=True)
    return None if found == (file.sha256, file.size) else _found(run, file, at, is_missing=False)


def _found(
    run: IntegrityRun, file: StoredFile, at: datetime, *, is_missing: bool
) -> IntegrityFault:
    return IntegrityFault(
        run=run, sha256=file.sha256, size=file.size, is_missing=is_missing, found_at=at
    )
