"""Upkeep: sessions that ended do not pile up."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tinhso.core import clock
from tinhso.identity.tasks import clear_expired_sessions
from tinhso.identity.tests.factories import make_citizen, sign_in

pytestmark = pytest.mark.django_db


def test_only_ended_sessions_are_thrown_away() -> None:
    ended, running = Client(), Client()
    sign_in(ended, make_citizen())
    sign_in(running, make_citizen())
    yesterday = clock.now() - timedelta(days=1)
    Session.objects.filter(pk=ended.session.session_key).update(expire_date=yesterday)

    clear_expired_sessions.func(timestamp=0)

    assert [session.pk for session in Session.objects.all()] == [running.session.session_key]
