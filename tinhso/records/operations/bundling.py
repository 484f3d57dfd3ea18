"""An issued document to keep or pass on: its bytes, its history, its checksums, in one archive."""

import hashlib
import json
from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tinhso.documents.api import load_bytes
from tinhso.records.models import Attachment, DocumentEvent, OutgoingDocument
from tinhso.records.operations.attaching import newest_file

_DAY = (1980, 1, 1, 0, 0, 0)


def bundle(*, outgoing: OutgoingDocument, pdf: bytes, events: Sequence[DocumentEvent]) -> bytes:
    """Give a zip with the PDF, the files that go with it, ``nhat-ky.json`` and ``SHA256SUMS``.

    The same data gives the same bytes.
    """
    official = outgoing.official
    name = f"{official.notation.replace('/', '-')}.pdf"
    described = {
        "notation": official.notation,
        "abstract": official.abstract,
        "issued_on": f"{official.issued_on}",
        "agency": official.author_name,
        "signer": official.signer_name,
        "recipients": [one.name for one in official.recipients.order_by("id")],
        "events": [
            {
                "kind": event.kind,
                "at": event.at.isoformat(),
                "by": event.actor_name,
                "agency": event.agency_name,
                "facts": event.facts,
            }
            for event in events
        ],
    }
    log = json.dumps(described, ensure_ascii=False, indent=2).encode()
    along = {
        f"{number:02d}-{one.name}": load_bytes(newest_file(one).sha256)
        for number, one in enumerate(_attachments(outgoing), 1)
    }
    files = {name: pdf, **along, "nhat-ky.json": log}
    sums = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {file}\n" for file, content in files.items()
    )
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for file, content in {**files, "SHA256SUMS": sums.encode()}.items():
            archive.writestr(ZipInfo(file, _DAY), content, ZIP_DEFLATED)
    return out.getvalue()


def _attachments(outgoing: OutgoingDocument) -> list[Attachment]:
    return list(outgoing.official.attachments.select_related("file", "sealed").order_by("pk"))
