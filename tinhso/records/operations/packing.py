"""The hand-over package of a dossier: gathered, written, read back before anybody relies on it."""

import tempfile
from datetime import datetime
from pathlib import Path

from django.db import transaction
from procrastinate.contrib.django import app

from tinhso.documents.api import (
    StoredBytesBroken,
    StoredFile,
    bytes_as_file,
    latest_rendition,
    list_received,
    store_large_file,
    stream_bytes,
)
from tinhso.records.gateways.package_files import (
    PackageRefused,
    ReadPackage,
    read_package,
    write_package,
)
from tinhso.records.models import (
    Dossier,
    DossierItem,
    HandOver,
    OfficialDocument,
    Task,
)
from tinhso.records.operations.arriving import subject_of
from tinhso.records.operations.attaching import newest_file
from tinhso.records.rules.packages import (
    PackedDossier,
    PackedEvent,
    PackedFile,
    PackedItem,
    file_path,
)

PACKAGE_TYPE = "application/zip"
_PACK = "tinhso.records.tasks.pack_task"


def order_package(hand_over: HandOver) -> None:
    """Have the worker make the package, in the caller's transaction."""
    app.configure_task(_PACK).defer(hand_over_id=hand_over.pk)


@transaction.atomic
def pack(*, hand_over_id: int, at: datetime) -> HandOver:
    """Make the package of a hand-over and read it back, once; as the platform.

    What does not fit is written down as ``problems``: the archivist sees it and returns the
    dossier; nothing half made is kept.
    """
    rows = HandOver.objects.select_for_update(of=("self",)).select_related("dossier__agency")
    locked = rows.get(pk=hand_over_id)
    if locked.packed_at is not None:
        return locked
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "package.zip"
        try:
            read = _made(locked.dossier, locked.made_at, path)
        except PackageRefused as refusal:
            locked.problems = [{"reason": refusal.reason, "where": refusal.where}]
        except StoredBytesBroken:
            locked.problems = [{"reason": "BYTES_LOST", "where": locked.dossier.code}]
        else:
            locked.file = store_large_file(path, PACKAGE_TYPE, at)
            locked.file_count, locked.byte_count = len(read.paths), locked.file.size
    locked.packed_at = at
    locked.save()
    return locked


def check_package(hand_over: HandOver) -> list[dict[str, str]]:
    """Read the kept package again; give what is wrong with it, nothing when all is well."""
    if hand_over.file is None:
        return [{"reason": "MISSING", "where": hand_over.dossier.code}]
    try:
        with bytes_as_file(hand_over.file.sha256) as path:
            read = read_package(path)
    except PackageRefused as refusal:
        return [{"reason": refusal.reason, "where": refusal.where}]
    except StoredBytesBroken:
        return [{"reason": "BYTES_LOST", "where": hand_over.dossier.code}]
    is_other = read.code != hand_over.dossier.code
    return [{"reason": "OTHER_DOSSIER", "where": read.code}] if is_other else []


def _made(dossier: Dossier, made_at: datetime, path: Path) -> ReadPackage:
    """Write the package to a file, never all of it in memory, and read it back."""
    described = describe(dossier, made_at)
    write_package(described, path, stream_bytes)
    read = read_package(path)
    if read.code != dossier.code or len(read.paths) != len(described.files):
        raise PackageRefused("OTHER_DOSSIER", read.code)
    return read


def describe(dossier: Dossier, made_at: datetime) -> PackedDossier:
    """Give what a package says of a dossier: contents in order, their files and history."""
    keeping = (
        f"{dossier.retention_name}: {dossier.retention_years} năm"
        if dossier.retention_years is not None
        else f"{dossier.retention_name}: vĩnh viễn"
    )
    items = dossier.items.select_related("official__document", "task__directive")
    return PackedDossier(
        code=dossier.code,
        title=dossier.title,
        agency_code=dossier.agency.code,
        agency_name=dossier.agency.name,
        keeper=dossier.keeper_name,
        retention=keeping,
        opened_at=dossier.opened_at,
        closed_at=dossier.closed_at or made_at,
        made_at=made_at,
        items=tuple(_item(item) for item in items.order_by("ordinal")),
        events=tuple(
            PackedEvent(event.kind, event.at, event.actor_name, event.note)
            for event in dossier.events.order_by("id")
        ),
    )


def _item(item: DossierItem) -> PackedItem:
    if item.official is not None:
        return _of_document(item.official, item.ordinal)
    if item.task is None:
        raise ValueError("an item is a document or a task")
    return _of_task(item.task, item.ordinal)


def _of_document(official: OfficialDocument, ordinal: int) -> PackedItem:
    return PackedItem(
        kind=official.direction,
        title=official.abstract,
        identifier=official.notation or f"{official.number}/{official.year}",
        author=official.author_name,
        day=official.issued_on.isoformat() if official.issued_on else "",
        files=tuple(
            _packed(file, file_path(ordinal, number, name), name)
            for number, (name, file) in enumerate(files_of(official), start=1)
        ),
        events=tuple(
            PackedEvent(
                event.kind,
                event.at,
                event.actor_name,
                " · ".join(f"{key}: {value}" for key, value in event.facts.items() if value),
            )
            for event in official.events.order_by("id")
        ),
    )


def files_of(official: OfficialDocument) -> list[tuple[str, StoredFile]]:
    """Give name and bytes of every file of a document: ours as issued, others' as they came."""
    if official.document is not None:
        rendition = latest_rendition(official.document)
        name = f"{official.notation.replace('/', '-')}.pdf"
        along = official.attachments.select_related("file", "sealed").order_by("pk")
        found = [(name, rendition.file)] if rendition else []
        return found + [(one.name, newest_file(one)) for one in along]
    return [(row.name, row.file) for row in list_received(subject_of(official))]


def _of_task(task: Task, ordinal: int) -> PackedItem:
    notes = list(task.notes.select_related("upload__file").order_by("id"))
    evidence = [note.upload for note in notes if note.upload is not None]
    return PackedItem(
        kind="TASK",
        title=task.title,
        identifier=task.token,
        author=task.giver_name,
        day=task.given_at.date().isoformat(),
        files=tuple(
            _packed(upload.file, file_path(ordinal, number, upload.name), upload.name)
            for number, upload in enumerate(evidence, start=1)
        ),
        events=tuple(PackedEvent(note.kind, note.at, note.actor_name, note.text) for note in notes),
    )


def _packed(file: StoredFile, path: str, name: str) -> PackedFile:
    return PackedFile(
        path=path, sha256=file.sha256, size=file.size, media_type=file.media_type, name=name
    )
