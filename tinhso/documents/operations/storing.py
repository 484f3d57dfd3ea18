"""Bytes into the store, with their row."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from tinhso.core.readers import add_readers_by_key
from tinhso.documents.gateways import file_store
from tinhso.documents.models import Document, Rendition, RenditionRole, StoredFile


def store_file(content: bytes, media_type: str, at: datetime) -> StoredFile:
    """Keep bytes and give their row; the same bytes are one row.

    The row comes first: it waits for whoever is just forgetting these bytes, then they are written.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    row = StoredFile(sha256=sha256, size=len(content), media_type=media_type, created_at=at)
    StoredFile.objects.bulk_create([row], ignore_conflicts=True)
    file_store.store(content)
    return StoredFile.objects.get(sha256=sha256)


def store_large_file(source: Path, media_type: str, at: datetime) -> StoredFile:
    """Keep the bytes of a file too large to be held in memory, and give their row."""
    with source.open("rb") as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    size = source.stat().st_size
    row = StoredFile(sha256=sha256, size=size, media_type=media_type, created_at=at)
    StoredFile.objects.bulk_create([row], ignore_conflicts=True)
    file_store.files().put_from(sha256, source)
    return StoredFile.objects.get(sha256=sha256)


def add_rendition(
    document: Document, role: RenditionRole, content: bytes, at: datetime
) -> Rendition:
    """Keep the bytes of a document in one role, after those it already has."""
    return Rendition.objects.create(
        document=document,
        role=role,
        file=store_file(content, "application/pdf", at),
        ordinal=document.renditions.count() + 1,
        created_at=at,
    )


def share_documents(pairs: Iterable[tuple[str, int]]) -> int:
    """Let agencies read all documents of subjects: pairs of subject and agency."""
    return add_readers_by_key(Document, "subject", pairs)
