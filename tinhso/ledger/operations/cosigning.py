"""Witnessing another installation's log (C2SP tlog-witness): signed only what only grew."""

import base64
import binascii
import re
from datetime import datetime
from http import HTTPStatus

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.ledger.gateways import key_files
from tinhso.ledger.models import WitnessedLog
from tinhso.ledger.rules import notes, tree

_LONGEST_PROOF, _MOST_DIGITS = 63, 18
_SIZE_DIGITS = re.compile(rf"0|[1-9][0-9]{{0,{_MOST_DIGITS - 1}}}", re.ASCII)
_SIZE = "text/x.tlog.size"


class CosigningRefused(Exception):
    """Why nothing is signed, as tlog-witness says it: a status, and the size seen before."""

    def __init__(self, status: HTTPStatus, text: str, media_type: str = "text/plain") -> None:
        self.status, self.text, self.media_type = status, text, media_type
        super().__init__(f"{int(status)} {text}")


def witness_log(*, key: str) -> WitnessedLog:
    """Begin to witness a log; what was signed of it before stays known.

    :param key: the log's verifier key, ``name+hash+base64``.
    :raises BadNote: it is no log's key, or another key of a log witnessed already.
    """
    origin = notes.read_log_key(key).name
    with acting_as(SYSTEM):
        log, _ = WitnessedLog.objects.get_or_create(origin=origin, defaults={"key": key})
    if log.key != key:
        raise notes.BadNote(f"{origin} is witnessed under another key")
    return log


def own_witness_key() -> str:
    """Give the verifier key others check our cosignatures with; made when first asked for.

    :raises LedgerKeyMissing: something was signed with it, and it is gone.
    """
    with acting_as(SYSTEM):
        public_key = _private_key().public_key().public_bytes_raw()
    return notes.witness_key(_name(), public_key)


def cosign_checkpoint(*, request: str, at: datetime) -> str:
    """Judge a request of a log and give our signature's line; what we signed is kept first.

    :param request: ``old <size>``, the consistency proof, an empty line, the signed checkpoint.
    :raises CosigningRefused: it is malformed, of an unknown log, not signed by it, or no
        continuation of what was signed before.
    """
    old_size, path, note = _read(request)
    with acting_as(SYSTEM):
        log = WitnessedLog.objects.select_for_update().filter(pk=note.split("\n", 1)[0]).first()
        if log is None:
            raise CosigningRefused(HTTPStatus.NOT_FOUND, "no such log here")
        checkpoint = _opened(note, log)
        _judge(log, checkpoint, old_size, path)
        key = _private_key()
        log.size, log.root, log.note, log.signed_at = checkpoint.size, checkpoint.root, note, at
        log.save()
    return notes.cosign(checkpoint.body(), name=_name(), key=key, moment=int(at.timestamp()))


def _name() -> str:
    return f"{settings.LEDGER_ORIGIN}/witness"


def _private_key() -> Ed25519PrivateKey:
    """Give our key; once something was signed with it, no other one takes its place."""
    has_signed = WitnessedLog.objects.filter(size__gt=0).exists()
    return key_files.load_or_create_witness_key(may_create=not has_signed)


def _read(request: str) -> tuple[int, list[bytes], str]:
    head, gap, note = request.partition("\n\n")
    first, *proof = head.split("\n")
    size = first.removeprefix("old ")
    is_size = first.startswith("old ") and _SIZE_DIGITS.fullmatch(size)
    if not gap or not is_size or len(proof) > _LONGEST_PROOF:
        raise CosigningRefused(HTTPStatus.BAD_REQUEST, "not a request of tlog-witness")
    try:
        return int(size), [base64.b64decode(line, validate=True) for line in proof], note
    except (ValueError, binascii.Error) as error:
        raise CosigningRefused(HTTPStatus.BAD_REQUEST, "the proof is not base64") from error


def _opened(note: str, log: WitnessedLog) -> notes.Checkpoint:
    public_key = notes.read_log_key(log.key).public_key
    try:
        return notes.open_note(note, origin=log.origin, public_key=public_key)
    except notes.BadNote as error:
        raise CosigningRefused(HTTPStatus.FORBIDDEN, str(error)) from error


def _judge(
    log: WitnessedLog, checkpoint: notes.Checkpoint, old_size: int, path: list[bytes]
) -> None:
    if old_size > checkpoint.size or checkpoint.size >= 10**_MOST_DIGITS:
        raise CosigningRefused(HTTPStatus.BAD_REQUEST, "no such sizes")
    root = bytes(log.root)
    is_rewritten = checkpoint.size == log.size and checkpoint.root != root
    if old_size != log.size or is_rewritten:
        raise CosigningRefused(HTTPStatus.CONFLICT, f"{log.size}\n", _SIZE)
    if log.size == 0 and not path:
        return
    is_growth = tree.verify_consistency(
        old_size=log.size, old_root=root, size=checkpoint.size, root=checkpoint.root, path=path
    )
    if not is_growth:
        raise CosigningRefused(HTTPStatus.UNPROCESSABLE_ENTITY, "the proof does not hold")
