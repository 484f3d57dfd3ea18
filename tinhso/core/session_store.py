"""Sessions in the database, read by a planned statement: every request begins with one."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from tinhso.core.prepared import Reading

_SESSION = Reading(
    lambda key, at: Session.objects.filter(session_key=key, expire_date__gt=at),
    key=str,
    at=datetime,
)


class SessionStore(db.SessionStore):
    """Django's session store; only the reading is its own."""

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key
        session = _SESSION.first(key=key, at=timezone.now()) if key else None
        if session is None:
            self._session_key = None
        return session
