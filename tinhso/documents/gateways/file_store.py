"""Immutable bytes named by their SHA-256: written once, checked when read; on disk or in S3.

``TINHSO_FILES`` says where (``disk`` or ``s3``). Whatever keeps them, what comes back is compared
with the name before anybody sees it.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from django.conf import settings

from tinhso.documents.gateways import object_files
from tinhso.documents.gateways.disk_files import DiskFiles, path_of

__all__ = [
    "Files",
    "StoredBytesBroken",
    "as_file",
    "files",
    "load",
    "load_from",
    "measure",
    "path_of",
    "remove",
    "store",
    "stream",
]


class StoredBytesBroken(Exception):
    """The stored bytes are missing or are not those that were stored."""


class Files(Protocol):
    """What keeps bytes."""

    name: str

    def put(self, sha256: str, content: bytes) -> None:
        """Write bytes so that they survive a crash; known bytes stay as they are."""

    def put_from(self, sha256: str, source: Path) -> None:
        """Write the bytes of a file in parts, without holding them in memory."""

    def parts(self, sha256: str) -> Iterator[bytes]:
        """Read bytes in parts.

        :raises FileNotFoundError: there are none.
        """

    def remove(self, sha256: str) -> None:
        """Delete bytes; already gone is as good."""


def files() -> Files:
    """Give what keeps the bytes of this installation."""
    return object_files.ObjectFiles() if settings.FILES == "s3" else DiskFiles()


def store(content: bytes) -> str:
    """Write bytes so that they survive a crash, and give their SHA-256; known bytes stay as is."""
    sha256 = hashlib.sha256(content).hexdigest()
    files().put(sha256, content)
    return sha256


def load(sha256: str) -> bytes:
    """Read stored bytes.

    :raises StoredBytesBroken: they are missing or were changed where they are kept.
    """
    return load_from(files(), sha256)


def load_from(kept: Files, sha256: str) -> bytes:
    """Read bytes from one keeper.

    :raises StoredBytesBroken: they are missing or were changed there.
    """
    try:
        content = b"".join(kept.parts(sha256))
    except FileNotFoundError as error:
        raise StoredBytesBroken(f"The file {sha256} is missing.") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise StoredBytesBroken(f"The file {sha256} was changed.")
    return content


def stream(sha256: str) -> Iterator[bytes]:
    """Read stored bytes in parts.

    :raises StoredBytesBroken: they are missing, or at the end: they were changed.
    """
    digest = hashlib.sha256()
    try:
        for part in files().parts(sha256):
            digest.update(part)
            yield part
    except FileNotFoundError as error:
        raise StoredBytesBroken(f"The file {sha256} is missing.") from error
    if digest.hexdigest() != sha256:
        raise StoredBytesBroken(f"The file {sha256} was changed.")


@contextmanager
def as_file(sha256: str) -> Iterator[Path]:
    """Give stored bytes, checked, as a file of one's own for a while.

    :raises StoredBytesBroken: they are missing or were changed.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        with path.open("wb") as copy:
            for part in stream(sha256):
                copy.write(part)
        yield path


def measure(sha256: str) -> tuple[str, int] | None:
    """Read stored bytes to their end and give their true SHA-256 and size; ``None``: missing."""
    digest, size = hashlib.sha256(), 0
    try:
        for part in files().parts(sha256):
            digest.update(part)
            size += len(part)
    except OSError:
        return None
    return digest.hexdigest(), size


def remove(sha256: str) -> None:
    """Delete stored bytes; already gone is as good."""
    files().remove(sha256)
