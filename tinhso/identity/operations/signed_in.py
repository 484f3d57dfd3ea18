"""Where somebody is signed in: noted when a session begins, ended by its owner from anywhere."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.identity.models import SignedInSession
from tinhso.identity.queries.credentials import list_open_sessions

_KEPT = timedelta(days=30)


def note_session(
    *, actor: Actor, session_key: str | None, address: str | None, browser: str, at: datetime
) -> None:
    """Write down that a session began, for its owner to see and end."""
    if actor.account_id is None or actor.person_id is None or not session_key:
        return
    with acting_as(SYSTEM):
        SignedInSession.objects.create(
            person_id=actor.person_id,
            account_kind=str(actor.kind),
            account_id=actor.account_id,
            session_key=session_key,
            address=address,
            browser=browser[:200],
            begun_at=at,
        )


def end_sessions(
    *, actor: Actor, at: datetime, only: int | None = None, but: str | None = None
) -> int:
    """End the actor's own sessions: one, or all but the one with a key; gives how many."""
    with acting_as(SYSTEM):
        ended = [
            session
            for session in list_open_sessions(actor, at)
            if (only is None or session.pk == only) and session.session_key != but
        ]
        Session.objects.filter(session_key__in=[one.session_key for one in ended]).delete()
        SignedInSession.objects.filter(pk__in=[one.pk for one in ended]).update(ended_at=at)
    return len(ended)


def forget_old_sessions(*, at: datetime) -> int:
    """Delete notes of sessions long gone; gives how many."""
    deleted, _ = SignedInSession.objects.filter(begun_at__lt=at - _KEPT).delete()
    return deleted
