"""Moving stored bytes from the disk into an S3-compatible store, checked byte by byte."""

from collections.abc import Iterator
from dataclasses import dataclass

from tinhso.documents.gateways import object_files
from tinhso.documents.gateways.disk_files import DiskFiles
from tinhso.documents.gateways.file_store import StoredBytesBroken, load_from
from tinhso.documents.models import StoredFile

BATCH = 500


@dataclass(frozen=True, slots=True)
class MovedFile:
    """What became of one file: copied now, there already, or why it could not be."""

    sha256: str
    size: int
    is_new: bool = False
    problem: str = ""


def copy_to_object_store(*, after: int = 0) -> Iterator[MovedFile]:
    """Copy every stored file whose row comes after a key; run again, it copies what is missing.

    Each file is read from the disk with its hash checked, written, read back and checked again.
    Nothing is taken from the disk.

    :raises ObjectStoreAway: the store does not answer; run it again.
    """
    while True:
        rows = list(StoredFile.objects.filter(pk__gt=after).order_by("pk")[:BATCH])
        for row in rows:
            yield _copy(row)
        if len(rows) < BATCH:
            return
        after = rows[-1].pk


def _copy(row: StoredFile) -> MovedFile:
    there = object_files.ObjectFiles()
    try:
        load_from(there, row.sha256)
    except StoredBytesBroken:
        return _write(there, row)
    return MovedFile(row.sha256, row.size)


def _write(there: "object_files.ObjectFiles", row: StoredFile) -> MovedFile:
    try:
        there.put(row.sha256, load_from(DiskFiles(), row.sha256))
        load_from(there, row.sha256)
    except StoredBytesBroken as problem:
        return MovedFile(row.sha256, row.size, problem=str(problem))
    return MovedFile(row.sha256, row.size, is_new=True)
