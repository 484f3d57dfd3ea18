"""The issued bytes of a document as a file of its person."""

from datetime import datetime

from django.db import transaction

from tinhso.core.identifiers import new_token
from tinhso.documents.models import Document, RenditionRole, Upload
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
