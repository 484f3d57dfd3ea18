"""Packages as ZIP: written in order with checksums, read back without trusting anything in them."""

import hashlib
import stat
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from tinhso.records.gateways.mets_writing import DC, METS, PREMIS, XLINK, write_mets
from tinhso.records.rules.packages import (
    METS_NAME,
    MOST_BYTES,
    MOST_FILES,
    MOST_SWELLING,
    SUMS_NAME,
    PackedDossier,
    PackedFile,
    is_safe_path,
)

_DAY = (1980, 1, 1, 0, 0, 0)
_METS_BYTES = 64 * 1024 * 1024
_SMALL = 1024 * 1024
_ENCRYPTED = 0x1


class PackageRefused(Exception):
    """A package is not what it says, or would do harm; ``reason`` is a code, ``where`` a name."""

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(f"{reason} {where}".strip())
        self.reason, self.where = reason, where


@dataclass(frozen=True, slots=True)
class ReadPackage:
    """What a package says of itself, all of it checked against its bytes."""

    code: str
    title: str
    item_titles: tuple[str, ...]
    paths: tuple[str, ...]
    event_kinds: tuple[str, ...]
    byte_count: int


def write_package(
    dossier: PackedDossier, target: Path | BinaryIO, parts: Callable[[str], Iterable[bytes]]
) -> None:
    """Write the ZIP of a dossier to a file, part by part; ``parts`` reads the bytes of a SHA-256.

    :raises PackageRefused: ``TOO_MUCH``, the dossier is larger than a package may be.
    """
    if len(dossier.files) > MOST_FILES or sum(file.size for file in dossier.files) > MOST_BYTES:
        raise PackageRefused("TOO_MUCH", dossier.code)
    sums = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for file in dossier.files:
            sums.append(f"{_add_file(package, file, parts(file.sha256))}  {file.path}\n")
        mets = write_mets(dossier)
        sums.append(f"{hashlib.sha256(mets).hexdigest()}  {METS_NAME}\n")
        package.writestr(zipfile.ZipInfo(METS_NAME, _DAY), mets, zipfile.ZIP_DEFLATED)
        text = "".join(sums).encode()
        package.writestr(zipfile.ZipInfo(SUMS_NAME, _DAY), text, zipfile.ZIP_DEFLATED)


def _add_file(package: zipfile.ZipFile, file: PackedFile, parts: Iterable[bytes]) -> str:
    """Add one file and give the SHA-256 of what was written."""
    row = zipfile.ZipInfo(file.path, _DAY)
    row.compress_type, row.file_size = zipfile.ZIP_DEFLATED, file.size
    digest = hashlib.sha256()
    with package.open(row, "w") as entry:
        for part in parts:
            digest.update(part)
            entry.write(part)
    return digest.hexdigest()


def read_package(source: Path | BinaryIO) -> ReadPackage:
    """Read a package back: every name safe, every byte as METS and the list of sums say.

    :raises PackageRefused: something is wrong; nothing of it was unpacked to disk.
    """
    try:
        with zipfile.ZipFile(source) as package:
            entries = _entries(package)
            mets = _parse(_load(package, entries, METS_NAME, _METS_BYTES))
            sums = _sums(_load(package, entries, SUMS_NAME, _METS_BYTES))
            listed = {file.get(f"{{{XLINK}}}href", ""): file for file in _locations(mets)}
            _check_lists(entries, listed, sums)
            for path, sha256 in sums.items():
                if _digest(package, entries[path]) != sha256:
                    raise PackageRefused("CHECKSUM", path)
            for path, place in listed.items():
                _check_file(place.getparent(), entries[path], sums[path])
    except (zipfile.BadZipFile, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise PackageRefused("NOT_A_PACKAGE") from error
    return _described(mets, tuple(listed), sum(one.file_size for one in entries.values()))


def _entries(package: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    found: dict[str, zipfile.ZipInfo] = {}
    rows = package.infolist()
    if len(rows) > MOST_FILES + 2 or sum(row.file_size for row in rows) > MOST_BYTES * 2:
        raise PackageRefused("TOO_MUCH")
    for row in rows:
        is_link = stat.S_ISLNK(row.external_attr >> 16)
        if not is_safe_path(row.filename) or is_link or row.filename in found:
            raise PackageRefused("UNSAFE_NAME", row.filename[:80])
        if row.flag_bits & _ENCRYPTED:
            raise PackageRefused("LOCKED", row.filename)
        if row.file_size > _SMALL and row.file_size > MOST_SWELLING * max(row.compress_size, 1):
            raise PackageRefused("BOMB", row.filename)
        found[row.filename] = row
    return found


def _load(
    package: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], name: str, most: int
) -> bytes:
    row = entries.get(name)
    if row is None:
        raise PackageRefused("MISSING", name)
    with package.open(row) as stored:
        content = stored.read(most + 1)
    if len(content) > most:
        raise PackageRefused("TOO_MUCH", name)
    return content


def _parse(content: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise PackageRefused("NOT_METS") from error
    if root.getroottree().docinfo.doctype or root.tag != f"{{{METS}}}mets":
        raise PackageRefused("NOT_METS")
    return root


def _sums(content: bytes) -> dict[str, str]:
    found = {}
    for line in content.decode("utf-8").splitlines():
        sha256, _, path = line.partition("  ")
        found[path] = sha256
    return found


def _locations(mets: etree._Element) -> list[etree._Element]:
    return list(mets.iter(f"{{{METS}}}FLocat"))


def _check_lists(
    entries: dict[str, zipfile.ZipInfo], listed: dict[str, etree._Element], sums: dict[str, str]
) -> None:
    """Refuse a package in which something is listed and missing, or there and not listed."""
    expected = {*listed, METS_NAME}
    for path in sorted(expected ^ set(sums)):
        raise PackageRefused("NOT_LISTED", path[:80])
    for path in sorted({*expected, SUMS_NAME} ^ set(entries)):
        raise PackageRefused("MISSING" if path in expected else "NOT_LISTED", path[:80])


def _digest(package: zipfile.ZipFile, row: zipfile.ZipInfo) -> str:
    digest, size = hashlib.sha256(), 0
    with package.open(row) as stored:
        while part := stored.read(_SMALL):
            size += len(part)
            if size > row.file_size:
                raise PackageRefused("BOMB", row.filename)
            digest.update(part)
    return digest.hexdigest()


def _check_file(file: etree._Element | None, row: zipfile.ZipInfo, sha256: str) -> None:
    if file is None or file.get("CHECKSUM") != sha256 or file.get("SIZE") != str(row.file_size):
        raise PackageRefused("CHECKSUM", row.filename)


def _described(mets: etree._Element, paths: tuple[str, ...], byte_count: int) -> ReadPackage:
    titles = [title.text or "" for title in mets.iter(f"{{{DC}}}title")]
    kinds = [kind.text or "" for kind in mets.iter(f"{{{PREMIS}}}eventType")]
    return ReadPackage(
        code=mets.get("OBJID", ""),
        title=mets.get("LABEL", ""),
        item_titles=tuple(titles[1:]),
        paths=paths,
        event_kinds=tuple(kinds),
        byte_count=byte_count,
    )
