"""Immutable bytes on this machine's disk, named by their SHA-256."""

import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

_CHUNK = 1024 * 1024


class DiskFiles:
    """Files in folders of this machine."""

    name = "disk"

    def put(self, sha256: str, content: bytes) -> None:
        """Write bytes so that they survive a crash; known bytes stay as they are."""
        _write(sha256, io.BytesIO(content))

    def put_from(self, sha256: str, source: Path) -> None:
        """Write the bytes of a file in parts so that they survive a crash."""
        with source.open("rb") as content:
            _write(sha256, content)

    def parts(self, sha256: str) -> Iterator[bytes]:
        """Read bytes in parts.

        :raises FileNotFoundError: there are none.
        """
        with path_of(sha256).open("rb") as file:
            while part := file.read(_CHUNK):
                yield part

    def remove(self, sha256: str) -> None:
        """Delete bytes; already gone is as good."""
        path_of(sha256).unlink(missing_ok=True)


def _write(sha256: str, content: BinaryIO) -> None:
    """Write bytes beside their place, then put them there at once."""
    target = path_of(sha256)
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            shutil.copyfileobj(content, file, _CHUNK)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o440)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(target.parent)


def path_of(sha256: str) -> Path:
    """Give where bytes of this hash are kept: two levels of folders of 256."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
