"""Forgetting files nobody needs: the row first, its bytes by a task."""

from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from procrastinate.contrib.django import app

from tinhso.documents.gateways import file_store
from tinhso.documents.models import StoredFile, Upload


@transaction.atomic
def forget_upload(*, upload: Upload) -> bool:
    """Delete a file a person no longer wants kept, with its bytes when nothing else holds them.

    Gives ``False`` when a case or an archived document still rests on the file: then it stays.
    The caller acts as the platform, which alone sees everything that may rest on it.
    """
    try:
        with transaction.atomic():
            Upload.objects.filter(pk=upload.pk).delete()
    except ProtectedError:
        return False
    forget_file(upload.file)
    return True


def forget_file(file: StoredFile) -> None:
    """Have stored bytes deleted unless something still refers to them.

    Their row goes now, the bytes by a task once that is committed: whatever dies before, a row
    never names bytes that are gone.
    """
    try:
        with transaction.atomic():
            StoredFile.objects.filter(pk=file.pk).delete()
            _check_references_now()
    except (ProtectedError, IntegrityError):
        return
    app.configure_task("tinhso.documents.tasks.remove_forgotten_bytes").defer(sha256=file.sha256)


@transaction.atomic
def remove_forgotten_bytes(*, sha256: str, at: datetime) -> bool:
    """Delete bytes no row names any more; ``False`` when somebody stored the same ones since.

    A row of its own holds off whoever stores the same bytes at this moment: they wait for the end
    of the transaction, then write them again.
    """
    row, is_new = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size": 0, "media_type": "", "created_at": at}
    )
    if is_new:
        file_store.remove(sha256)
        row.delete()
    return is_new


def _check_references_now() -> None:
    """Have foreign keys looked at before the bytes go, not only when the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")
