"""The periodic audit: every stored byte is read and compared with its SHA-256."""

import hashlib
from datetime import datetime

from django.db import transaction

from tinhso.core.actors import SYSTEM
from tinhso.core.events import publish
from tinhso.documents.events import StoredBytesLost
from tinhso.documents.gateways import file_store
from tinhso.documents.models import IntegrityFault, IntegrityRun, StoredFile
from tinhso.ledger.api import record

BATCH = 200


def open_audit(*, at: datetime) -> IntegrityRun:
    """Give the run that is open, or begin one; as the platform."""
    found = IntegrityRun.objects.filter(finished_at__isnull=True).first()
    return found or IntegrityRun.objects.create(started_at=at)


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
        publish(StoredBytesLost(run_id=run.pk, count=len(faults), at=at))
    return run.finished_at is None


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
    digest, size = hashlib.sha256(), 0
    try:
        with file_store.path_of(file.sha256).open("rb") as stored:
            while part := stored.read(1024 * 1024):
                digest.update(part)
                size += len(part)
    except OSError:
        return _found(run, file, at, is_missing=True)
    if digest.hexdigest() == file.sha256 and size == file.size:
        return None
    return _found(run, file, at, is_missing=False)


def _found(
    run: IntegrityRun, file: StoredFile, at: datetime, *, is_missing: bool
) -> IntegrityFault:
    return IntegrityFault(
        run=run, sha256=file.sha256, size=file.size, is_missing=is_missing, found_at=at
    )
