"""Sessions in the database, read by a planned statement: every request begins with one.

What a session holds is signed, as Django has it; the same signed text is verified once a process.
"""

import json
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.core import signing
from django.utils import timezone

from tinhso.core.prepared import Reading

_SESSION = Reading(
    lambda key, at: Session.objects.filter(session_key=key, expire_date__gt=at),
    key=str,
    at=datetime,
)


class _Text:
    """Leaves what was signed as it was written."""

    def dumps(self, held: Any) -> bytes:
        """Give the text's bytes."""
        return str(held).encode()

    def loads(self, written: bytes) -> Any:
        """Give the text itself."""
        return written.decode()


@lru_cache(maxsize=2_000)
def _verified(session_data: str, salt: str) -> str:
    return str(signing.loads(session_data, salt=salt, serializer=_Text))


class SessionStore(db.SessionStore):
    """Django's session store; only the reading is its own."""

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        """Give what a signed text holds; one that was changed holds nothing."""
        try:
            held: dict[str, Any] = json.loads(_verified(str(session_data), self.key_salt))
        except signing.BadSignature:
            return super().decode(session_data)  # which reports it
        return held

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key
        session = _SESSION.first(key=key, at=timezone.now()) if key else None
        if session is None:
            self._session_key = None
        return session
