"""The certified electronic copy of a digitised paper: typeset, signed by the clerk, sealed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.documents.models import Document, DocumentKind, Scan, ScanState
from tinhso.documents.operations.scanning import drop_pages, prepared_files
from tinhso.documents.operations.signing import issue_signed

COPY_REGISTER = "SY"


@dataclass(frozen=True, slots=True)
class Certification:
    """What a copy says besides its pages: whose paper, who certifies where, on which basis.

    ``statement`` and ``basis`` are printed; ``reader_agency_ids`` may read the copy.
    """

    person_id: int
    statement: str
    basis: str
    place: str
    parent_name: str
    reader_agency_ids: tuple[int, ...]


@transaction.atomic
def certify_scan(*, scan: Scan, words: Certification, actor: Actor, at: datetime) -> Document:
    """Make the signed copy of a scan whose pages are ready, once; asked again, give it.

    The loose pages are forgotten. Number, clerk's signature and office's seal are those of slips.

    :raises SignerNotAllowed: the actor is not of the scan's agency.
    """
    locked = Scan.objects.select_for_update(of=("self",)).select_related("agency").get(pk=scan.pk)
    if locked.document is not None:
        return locked.document
    document = issue_signed(
        kind=DocumentKind.COPY,
        template="copy",
        title=locked.title,
        agency=locked.agency,
        person_id=words.person_id,
        subject=locked.subject,
        content=_content(locked, words, actor),
        register=COPY_REGISTER,
        reader_agency_ids=list(words.reader_agency_ids),
        actor=actor,
        at=at,
    )
    locked.document, locked.state = document, ScanState.DONE
    locked.save(update_fields=["document", "state"])
    with acting_as(SYSTEM):
        drop_pages(locked)
    return document


def _content(scan: Scan, words: Certification, actor: Actor) -> dict[str, Any]:
    return {
        "page_files": prepared_files(scan),
        "statement": words.statement,
        "basis": words.basis,
        "place": words.place,
        "parent_agency_name": words.parent_name,
        "agency_name": scan.agency.name,
        "clerk_name": actor.name,
    }
