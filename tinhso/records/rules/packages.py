"""What a hand-over package says of its files and of what was done to them: plain data."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from tinhso.core.text import fold

METS_NAME = "METS.xml"
SUMS_NAME = "manifest-sha256.txt"
MOST_FILES = 5000
MOST_BYTES = 1024 * 1024 * 1024
MOST_SWELLING = 200
_KEPT = re.compile(r"[^a-z0-9.]+")


@dataclass(frozen=True, slots=True)
class PackedFile:
    """One file of a package: where it is, its bytes' SHA-256 and size, what people call it."""

    path: str
    sha256: str
    size: int
    media_type: str
    name: str


@dataclass(frozen=True, slots=True)
class PackedEvent:
    """One line of the processing log."""

    kind: str
    at: datetime
    actor: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PackedItem:
    """One document or task of a dossier, its files and what was done to it.

    ``kind`` is ``OUTGOING``, ``INCOMING``, ``INTERNAL`` or ``TASK``.
    """

    kind: str
    title: str
    identifier: str
    author: str
    day: str
    files: tuple[PackedFile, ...] = ()
    events: tuple[PackedEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class PackedDossier:
    """A dossier as a package describes it."""

    code: str
    title: str
    agency_code: str
    agency_name: str
    keeper: str
    retention: str
    opened_at: datetime
    closed_at: datetime
    made_at: datetime
    items: tuple[PackedItem, ...] = field(default_factory=tuple)
    events: tuple[PackedEvent, ...] = field(default_factory=tuple)

    @property
    def files(self) -> tuple[PackedFile, ...]:
        """Give every file, in order."""
        return tuple(file for item in self.items for file in item.files)


def file_path(item: int, number: int, name: str) -> str:
    """Give where a file lies in a package: plain letters, in order, never outside.

    >>> file_path(3, 1, "../Công văn số 5.pdf")
    'data/0003/01-cong-van-so-5.pdf'
    """
    plain = _KEPT.sub("-", fold(name.replace("\\", "/").rsplit("/", 1)[-1]))
    return f"data/{item:04d}/{number:02d}-{plain.strip('-.')[-80:].lstrip('-.') or 'tep'}"


def is_safe_path(path: str) -> bool:
    """Tell whether a name of an archive stays inside the folder it is unpacked to."""
    parts = path.split("/")
    return (
        0 < len(path) <= 240
        and path.isprintable()
        and "\\" not in path
        and ":" not in path
        and all(part not in ("", ".", "..") for part in parts)
    )
