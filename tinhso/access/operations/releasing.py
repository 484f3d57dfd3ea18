"""What one person may do only after another released it: large files, a change of keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from tinhso.access.models import ChangeKind, ChangeState, SensitiveChange
from tinhso.access.operations.changes import Proposal, propose_change
from tinhso.access.rules import EXPORT_LASTS, ROTATION_LASTS, is_open
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.key_rotation import Resealed
from tinhso.core.rls import acting_as
from tinhso.identity.api import require_proof
from tinhso.ledger.api import record

_SALT = "access.large-file"


class KeysNotReleased(DomainError):
    """Nobody released a change of keys lately."""

    code = "keys_not_released"
    text = gettext_lazy(
        "Đổi khóa mã hóa cần hai quản trị viên: một người đề nghị ở trang Khóa mã hóa, một người"
        " khác xác nhận."
    )


@dataclass(frozen=True, slots=True)
class LargeFile:
    """A file about many people: where it is asked for, what it is in words, how many rows."""

    path: str
    words: str
    count: int

    @property
    def is_large(self) -> bool:
        """Tell whether two people have to want it."""
        return self.count > settings.ACCESS_EXPORT_ROWS

    @property
    def facts(self) -> dict[str, object]:
        """Give what is released: this very file; the number of rows may grow by then."""
        return {"path": self.path}


def is_released(*, file: LargeFile, actor: Actor, at: datetime) -> bool:
    """Tell whether the actor may take a file: it is small, or another person released it today."""
    if not file.is_large:
        return True
    return _released(ChangeKind.BULK_EXPORT, at - EXPORT_LASTS, actor.person_id, file.facts)


def release_address(*, file: LargeFile, actor: Actor, at: datetime) -> str:
    """Give the page that asks for a second person; empty when the file may be given now.

    Every page that gives personal data as a file asks here first, whatever its size.

    :raises ProofNeeded: the officer must prove themselves first.
    """
    require_proof(actor, gives_file=True)
    if is_released(file=file, actor=actor, at=at):
        return ""
    wanted = signing.dumps([file.path, file.words, file.count], salt=_SALT)
    return f"{reverse('access:large_file')}?{urlencode({'tep': wanted})}"


def read_wanted(signed: str) -> LargeFile | None:
    """Give the file a page was made for, ``None`` when the words are not ours."""
    try:
        path, words, count = signing.loads(signed, salt=_SALT)
    except signing.BadSignature:
        return None
    return LargeFile(path, words, count)


def find_open_export(*, file: LargeFile, actor: Actor, at: datetime) -> SensitiveChange | None:
    """Give the actor's proposal for this file that waits for a second person, or ``None``."""
    with acting_as(SYSTEM):
        waiting = SensitiveChange.objects.filter(
            kind=ChangeKind.BULK_EXPORT,
            state=ChangeState.PROPOSED,
            proposer_id=actor.person_id or 0,
            facts=file.facts,
        ).first()
    return waiting if waiting and is_open(waiting.proposed_at, at) else None


def propose_export(*, file: LargeFile, reason: str, actor: Actor, at: datetime) -> SensitiveChange:
    """Ask for a second person who releases a large file.

    :raises ChangeRefused: the actor is no officer of an agency.
    :raises ReasonTooShort, ChangeProposedAlready: see ``propose_change``.
    """
    proposal = Proposal(
        kind=ChangeKind.BULK_EXPORT,
        agency_id=actor.agency_id or 0,
        person_id=actor.person_id or 0,
        summary=f"{file.words} ({file.count})",
        reason=reason,
        facts=file.facts,
    )
    return propose_change(proposal=proposal, actor=actor, at=at)


def propose_rotation(*, reason: str, actor: Actor, at: datetime) -> SensitiveChange:
    """Ask for a second administrator who releases sealing everything with the new key.

    :raises ChangeRefused: the actor is no administrator.
    :raises ReasonTooShort, ChangeProposedAlready: see ``propose_change``.
    """
    proposal = Proposal(
        kind=ChangeKind.ROTATE_KEYS,
        agency_id=actor.agency_id or 0,
        person_id=actor.person_id or 0,
        summary=actor.name,
        reason=reason,
    )
    return propose_change(proposal=proposal, actor=actor, at=at)


def check_keys_released(at: datetime) -> None:
    """Check that two administrators want the keys changed; commands and tasks ask first.

    :raises KeysNotReleased: nobody released it in the last week.
    """
    if not _released(ChangeKind.ROTATE_KEYS, at - ROTATION_LASTS):
        raise KeysNotReleased


def note_rotation(*, change_id: int, sealed: Sequence[Resealed], at: datetime) -> None:
    """Write down in the ledger what a change of keys did."""
    payload = {
        "resealed": sum(one.resealed for one in sealed),
        "broken": sum(one.broken for one in sealed),
    }
    subject = f"change:{change_id}"
    record(kind="KEYS_ROTATED", subject=subject, payload=payload, actor=SYSTEM, at=at)


def _released(
    kind: ChangeKind,
    since: datetime,
    proposer_id: int | None = None,
    facts: dict[str, object] | None = None,
) -> bool:
    with acting_as(SYSTEM):
        rows = SensitiveChange.objects.filter(
            kind=kind, state=ChangeState.CONFIRMED, decided_at__gt=since
        )
        if facts is not None:
            rows = rows.filter(proposer_id=proposer_id or 0, facts=facts)
        return rows.exists()
