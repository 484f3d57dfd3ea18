"""The issued bytes of a document as a file of its person; forgetting files nobody needs."""

from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from tinhso.core.identifiers import new_token
from tinhso.documents.gateways import file_store
from tinhso.documents.models import Document, RenditionRole, StoredFile, Upload
from tinhso.documents.operations.steps import DocumentNotReady
from tinhso.documents.operations.uploads import safe_name


@transaction.atomic
def upload_of_document(*, document: Document, person_id: int, at: datetime) -> Upload:
    """Give a person a file of their own with the issued bytes of a document, ready to attach.

    :raises DocumentNotReady: it is not issued.
    """
    issued = document.renditions.filter(role=RenditionRole.ISSUED).select_related("file").first()
    if issued is None:
        raise DocumentNotReady
    return Upload.objects.create(
        token=new_token(),
        file=issued.file,
        name=safe_name(f"{document.title}.pdf", issued.file.media_type),
        person_id=person_id,
        purpose="vault",
        original_sha256=issued.file.sha256,
        created_at=at,
    )


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
    """Delete stored bytes unless something still refers to them."""
    try:
        with transaction.atomic():
            StoredFile.objects.filter(pk=file.pk).delete()
            _check_references_now()
    except (ProtectedError, IntegrityError):
        return
    file_store.remove(file.sha256)


def _check_references_now() -> None:
    """Have foreign keys looked at before the bytes go, not only when the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")
