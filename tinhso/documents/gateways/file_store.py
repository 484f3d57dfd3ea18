"""Immutable bytes on disk, named by their SHA-256: written once, checked when read."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


class StoredBytesBroken(Exception):
    """The bytes on disk are not those that were stored."""


def store(content: bytes) -> str:
    """Write bytes so that they survive a crash, and give their SHA-256; known bytes stay as is."""
    sha256 = hashlib.sha256(content).hexdigest()
    target = path_of(sha256)
    if target.exists():
        return sha256
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o440)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(target.parent)
    return sha256


def load(sha256: str) -> bytes:
    """Read stored bytes.

    :raises StoredBytesBroken: they are missing or were changed on disk.
    """
    try:
        content = path_of(sha256).read_bytes()
    except FileNotFoundError as error:
        raise StoredBytesBroken(f"The file {sha256} is missing.") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise StoredBytesBroken(f"The file {sha256} was changed.")
    return content


def remove(sha256: str) -> None:
    """Delete stored bytes; already gone is as good."""
    path_of(sha256).unlink(missing_ok=True)


def path_of(sha256: str) -> Path:
    """Give where bytes of this hash are kept: two levels of folders of 256."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
