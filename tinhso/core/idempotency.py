"""A request sent twice is done once: the same key gives the first answer again.

The key's row and the work share one transaction. A second request with the same key waits for
the first (the unique index makes it), then gets the stored answer; should the first fail, the
second does the work.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext_lazy
from psycopg.types.json import Jsonb

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.core.models import IdempotencyKey
from tinhso.core.prepared import Statement

Response = Mapping[str, Any]
_MOST_KEY = 200


class KeyReused(DomainError):
    """The key already answered another request."""

    code = "idempotency_key_reused"
    text = gettext_lazy("Mã yêu cầu này đã dùng cho nội dung khác. Hãy gửi lại bằng một mã mới.")


class BadKey(DomainError):
    """The key is empty or too long."""

    code = "idempotency_key_bad"
    text = gettext_lazy("Mã yêu cầu cần có từ 1 đến 200 ký tự.")


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a request, and whether it was given before."""

    response: Response
    is_repeat: bool


_CLAIM = Statement(
    """
insert into core_idempotencykey (actor_reference, key, operation, request_hash, created_at)
values (%s, %s, %s, %s, %s) on conflict (actor_reference, key) do nothing
returning id
"""
)
_KEEP = Statement("update core_idempotencykey set response = %s where id = %s")


@transaction.atomic
def idempotent(
    *,
    actor: Actor,
    key: str,
    operation: str,
    request: Mapping[str, Any],
    at: datetime,
    work: Callable[[], Response],
) -> Answer:
    """Run ``work`` once for this actor and key, or give the answer of the time it ran.

    ``work`` gives a JSON-ready mapping of identifiers (no personal data: it is stored as it is).
    Runs as the acting actor: the row is visible to nobody else.

    :raises KeyReused: the key answered another operation or another request.
    :raises BadKey: the key is empty or longer than 200 characters.
    """
    if not 0 < len(key) <= _MOST_KEY:
        raise BadKey
    request_hash = _hash(request)
    claimed = _CLAIM.row(actor.reference, key, operation, request_hash, at)
    if not claimed:
        return _repeat(actor, key, operation, request_hash)
    response = work()
    _KEEP.run(Jsonb(dict(response)), claimed[0])
    return Answer(response, is_repeat=False)


def _repeat(actor: Actor, key: str, operation: str, request_hash: bytes) -> Answer:
    first = IdempotencyKey.objects.get(actor_reference=actor.reference, key=key)
    if first.operation != operation or bytes(first.request_hash) != request_hash:
        raise KeyReused
    return Answer(first.response or {}, is_repeat=True)


def _hash(request: Mapping[str, Any]) -> bytes:
    text = json.dumps(
        request, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).digest()


def clear_old_keys(*, before: datetime) -> int:
    """Forget answers given before a moment; gives how many."""
    return IdempotencyKey.objects.filter(created_at__lt=before).delete()[0]
