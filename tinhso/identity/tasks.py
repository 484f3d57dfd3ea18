"""Upkeep of identity."""

from importlib import import_module

from django.conf import settings
from procrastinate.contrib.django import app

from tinhso.core import clock
from tinhso.core.tasks import system_task
from tinhso.identity.operations import forget_old_sessions


@app.periodic(cron="37 2 * * *")
@system_task(queueing_lock="clear_expired_sessions")
def clear_expired_sessions(timestamp: int) -> None:
    """Throw away sessions that ended, every night."""
    forget_old_sessions(at=clock.now())
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
