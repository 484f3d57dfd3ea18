"""Sessions are signed: a text somebody changed in the database holds nothing."""

import pytest
from django.contrib.sessions.models import Session

from tinhso.core.session_store import SessionStore

pytestmark = pytest.mark.django_db


def test_what_was_kept_is_read_and_what_was_changed_holds_nothing() -> None:
    session = SessionStore()
    session["account"] = {"tên": "Đỗ Thị Hạnh", "số": 7}
    session.save()

    for _ in range(2):
        assert SessionStore(session.session_key)["account"] == {"tên": "Đỗ Thị Hạnh", "số": 7}
    row = Session.objects.get(session_key=session.session_key)
    for changed in ("x" + row.session_data, row.session_data[1:], "", "e30:1:x"):
        Session.objects.filter(pk=row.pk).update(session_data=changed)
        assert "account" not in SessionStore(session.session_key)


def test_what_one_request_changes_another_does_not_hold() -> None:
    session = SessionStore()
    session["list"] = [1]
    session.save()

    SessionStore(session.session_key)["list"].append(2)

    assert SessionStore(session.session_key)["list"] == [1]
