"""Honest files of an installation, for the verifier's run over them."""

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.api import DocumentKind, load_bytes, load_received
from tinhso.documents.models import Document, DocumentState, ReceivedFile, RenditionRole
from tinhso.documents.queries import ISSUED_ROLES
from tinhso.documents.tests.corpus import signatures_in

_LOOKED_AT = 400


def gather(each: int) -> dict[str, bytes]:
    """Give so many files of every kind and state, by name; the newest."""
    with acting_as(SYSTEM):
        return {**_issued(each), **_received(each)}


def _issued(each: int) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for kind in DocumentKind.values:
        rows = Document.objects.filter(kind=kind, state=DocumentState.ISSUED).order_by("-pk")
        for document in rows[:each]:
            kept = document.renditions.filter(role__in=ISSUED_ROLES).select_related("file")
            for rendition in kept.order_by("ordinal"):
                state = "issued" if rendition.role == RenditionRole.ISSUED else "archived"
                name = f"{kind.lower()}-{document.pk}-{rendition.ordinal}-{state}"
                files[name] = load_bytes(rendition.file.sha256)
    return files


def _received(each: int) -> dict[str, bytes]:
    """Give files that came from others, signed ones only: paper that was scanned has no verdict."""
    files: dict[str, bytes] = {}
    seen = set[str]()
    for row in ReceivedFile.objects.select_related("file").order_by("-pk")[:_LOOKED_AT]:
        if len(files) >= each * 2 or row.file.sha256 in seen:
            continue
        seen.add(row.file.sha256)
        content = load_received(row)
        if content.startswith(b"%PDF-") and signatures_in(content):
            files[f"received-{row.pk}"] = content
    return files
