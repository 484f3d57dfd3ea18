"""Bytes from outside: kept exactly as they arrived, read without being trusted, forgotten."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.http import HttpResponseBase

from tinhso.core.identifiers import new_token
from tinhso.core.readers import add_readers
from tinhso.core.text import squeeze
from tinhso.documents.gateways import file_store
from tinhso.documents.gateways.serving import serve
from tinhso.documents.models import ReceivedFile, ReceivedRole
from tinhso.documents.operations.forgetting import forget_file
from tinhso.documents.operations.storing import store_file
from tinhso.documents.rules import sniff_media_type

_UNKNOWN = "application/octet-stream"
_LONGEST_NAME = 200


@transaction.atomic
def keep_received(
    *,
    content: bytes,
    name: str,
    agency_id: int,
    subject: str,
    at: datetime,
    role: str = ReceivedRole.MAIN,
) -> ReceivedFile:
    """Keep bytes exactly as they arrived, whatever they are; nothing is opened or cleaned."""
    media_type = sniff_media_type(content[:16]) or _UNKNOWN
    return ReceivedFile.objects.create(
        token=new_token(),
        role=role,
        file=store_file(content, media_type, at),
        name=received_name(name),
        agency_id=agency_id,
        subject=subject,
        created_at=at,
    )


def received_name(name: str) -> str:
    """Give the name a file came with, without path and letters that cannot be printed."""
    last = name.replace("\\", "/").split("/")[-1]
    plain = squeeze("".join(letter for letter in last if letter.isprintable()))
    return plain.strip(". ")[-_LONGEST_NAME:] or "tep"


def share_received(*, subject: str, agency_ids: Iterable[int]) -> None:
    """Let agencies read the files of a subject besides their owner."""
    ids = ReceivedFile.objects.filter(subject=subject).values_list("pk", flat=True)
    add_readers(ReceivedFile, list(ids), agency_ids)


@transaction.atomic
def forget_received(*, subject: str) -> int:
    """Delete the files of a subject, with their bytes when nothing else holds them; as platform.

    Gives how many there were.
    """
    rows = list(ReceivedFile.objects.select_related("file").filter(subject=subject))
    ReceivedFile.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        forget_file(row.file)
    return len(rows)


def serve_received(received: ReceivedFile) -> HttpResponseBase:
    """Answer with received bytes as an attachment; the caller has checked who asks."""
    return serve(received.file.sha256, received.file.media_type, received.name)


def load_received(received: ReceivedFile) -> bytes:
    """Give the bytes of a received file.

    :raises StoredBytesBroken: they are missing or were changed on disk.
    """
    return file_store.load(received.file.sha256)
