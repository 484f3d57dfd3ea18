"""Refusing what is secret at every entry: looked through first, sealed when marked, told to one."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.core.sealed import seal_bytes, unseal_bytes
from tinhso.documents.api import (
    FileText,
    SecrecyLevel,
    find_mark,
    forget_file,
    load_bytes,
    read_all,
    read_file_text,
    read_part,
    store_file,
)
from tinhso.identity.api import officers_of
from tinhso.ledger.api import record
from tinhso.notifications.api import notify
from tinhso.orgs.api import organisation_date
from tinhso.records.models import Door, QuarantinedItem, QuarantineState

KEEPERS = ("SECURITY_OFFICER",)


class AlreadyDecided(DomainError):
    """What was shut away was destroyed or released before."""

    code = "quarantine_decided"
    text = gettext_lazy("Tệp cách ly này đã được xử lý. Hãy tải lại trang.")


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file as somebody brings it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Screened:
    """What looking through fields and files found; ``text`` is empty when a mark was found."""

    text: str
    page_count: int
    is_whole: bool
    level: SecrecyLevel | None = None
    door: str = ""
    goes_on: bool = False


def screen(*, fields: Iterable[str], files: Sequence[GivenFile]) -> Screened:
    """Look for marks of secrecy in the fields and in everything the files say as text."""
    level = max_level(find_mark(field) for field in fields)
    if level is not None:
        return Screened("", 0, is_whole=True, level=level, door=Door.FIELDS)
    texts, pages, is_whole = [], 0, True
    for file in files:
        level = find_mark(file.name.rsplit(".", 1)[0].replace("_", " "))
        found = read_file_text(file.content)
        level = level or find_mark(found.text)
        if level is not None:
            return Screened("", 0, is_whole=True, level=level, door=Door.TEXT)
        texts.append(found.text)
        pages += found.page_count
        is_whole = is_whole and found.is_whole
    return Screened("\n".join(texts), pages, is_whole=is_whole)


def screen_part(*, files: Sequence[GivenFile], part: int) -> Screened:
    """Look for marks of secrecy on some scanned pages of files, parts counted from 0 (slow)."""
    return _screened(read_part([file.content for file in files], part))


def screen_all(*, files: Sequence[GivenFile]) -> Screened:
    """Look for marks of secrecy on every scanned page of files in one go (slow)."""
    return _screened(read_all([file.content for file in files]))


def _screened(found: FileText) -> Screened:
    level = find_mark(found.text, is_scan=True)
    if level is not None:
        return Screened("", 0, is_whole=True, level=level, door=Door.SCAN)
    return Screened(found.text, found.page_count, found.is_whole, goes_on=found.goes_on)


def max_level(levels: Iterable[SecrecyLevel | None]) -> SecrecyLevel | None:
    """Give the highest of some marks, or ``None`` when there is none."""
    order = list(SecrecyLevel)
    return max((one for one in levels if one), key=order.index, default=None)


@transaction.atomic
def shut_away(
    *,
    agency_id: int,
    files: Sequence[GivenFile],
    level: SecrecyLevel,
    door: str,
    actor: Actor,
    at: datetime,
) -> QuarantinedItem:
    """Seal what is secret and tell the agency's security officers; nothing else is kept of it."""
    token = new_token()
    with acting_as(SYSTEM):
        sealed = seal_bytes(_packed(files), f"quarantine:{token}") if files else b""
        item = QuarantinedItem.objects.create(
            token=token,
            agency_id=agency_id,
            door=door,
            level=level,
            file=store_file(sealed, "application/octet-stream", at) if sealed else None,
            brought_by=actor.name,
            arrived_at=at,
        )
        record(
            kind="SECRET_SHUT_AWAY",
            subject=f"quarantine:{token}",
            payload={"door": door},
            actor=actor,
            at=at,
        )
        _tell_keepers(item, at)
    return item


def _packed(files: Sequence[GivenFile]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_STORED) as package:
        for number, file in enumerate(files, start=1):
            name = file.name.replace("\\", "/").rsplit("/", 1)[-1]
            package.writestr(f"{number:02d}-{name}", file.content)
    return output.getvalue()


def _tell_keepers(item: QuarantinedItem, at: datetime) -> None:
    for role in KEEPERS:
        for officer in officers_of(item.agency_id, role, organisation_date()):
            notify(
                person_id=officer.person_id,
                template="secret_shut_away",
                context={"from": item.brought_by},
                url=reverse("records:quarantine"),
                at=at,
                idempotency_key=f"quarantine:{item.token}:{officer.person_id}",
            )


def open_quarantined(*, item: QuarantinedItem, actor: Actor, at: datetime) -> bytes:
    """Give the sealed files as a ZIP to the security officer; the look is in the ledger.

    :raises AlreadyDecided: the files are gone.
    """
    with acting_as(SYSTEM):
        if item.file is None or item.state == QuarantineState.DESTROYED:
            raise AlreadyDecided
        record(
            kind="SECRET_OPENED",
            subject=f"quarantine:{item.token}",
            payload={},
            actor=actor,
            at=at,
        )
        return unseal_bytes(load_bytes(item.file.sha256), f"quarantine:{item.token}")


@transaction.atomic
def decide_quarantined(
    *, item: QuarantinedItem, is_secret: bool, reason: str, actor: Actor, at: datetime
) -> QuarantinedItem:
    """Destroy the sealed bytes of what is secret, or say that it was not and may be brought again.

    :raises AlreadyDecided: somebody was quicker.
    """
    with acting_as(SYSTEM):
        locked = QuarantinedItem.objects.select_for_update().get(pk=item.pk)
        if locked.state != QuarantineState.SHUT:
            raise AlreadyDecided
        locked.state = QuarantineState.DESTROYED if is_secret else QuarantineState.RELEASED
        locked.decided_at, locked.decided_by, locked.reason = at, actor.name, reason
        file = locked.file if is_secret else None
        if file is not None:
            locked.file = None
        locked.save()
        if file is not None:
            forget_file(file)
        record(
            kind="SECRET_DECIDED",
            subject=f"quarantine:{locked.token}",
            payload={"state": locked.state},
            actor=actor,
            at=at,
        )
    return locked
