"""Tokens of live pages: for their topics, a quarter of an hour long; news follows the commit."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from tinhso.core.live import (
    CHANNEL,
    TOKEN_LIFE,
    BadToken,
    announce,
    live_address,
    read_token,
    write_token,
)

AT = datetime(2021, 6, 1, 8, tzinfo=UTC)


def test_token_allows_its_topics_until_its_end() -> None:
    grant = read_token(write_token(["a:1", "b:2"], at=AT), at=AT + timedelta(minutes=14))

    assert grant.topics == {"a:1", "b:2"}
    assert grant.ends_at == AT + TOKEN_LIFE


@pytest.mark.parametrize("late", [TOKEN_LIFE, timedelta(days=9), timedelta(minutes=-2)])
def test_old_and_future_tokens_are_refused(late: timedelta) -> None:
    with pytest.raises(BadToken):
        read_token(write_token(["a:1"], at=AT), at=AT + late)


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: "x" + t, lambda t: "", str.upper])
def test_changed_tokens_are_refused(change: "object") -> None:
    token = write_token(["a:1"], at=AT)

    with pytest.raises(BadToken):
        read_token(change(token), at=AT)  # type: ignore[operator] # one of the functions above


@pytest.mark.parametrize("topics", [[], [""], ["x" * 201], ["a\nb"], ["a"] * 9])
def test_token_for_strange_topics_is_not_made(topics: list[str]) -> None:
    with pytest.raises(ValueError, match="topic"):
        write_token(topics, at=AT)


def test_address_is_on_the_own_origin_unless_the_settings_name_another(settings: object) -> None:
    settings.LIVE_URL = "http://localhost:8001"  # type: ignore[attr-defined]

    assert live_address("a:1", at=AT).startswith("http://localhost:8001/live/events?token=")


@pytest.mark.django_db(transaction=True)
def test_news_is_told_after_the_commit_and_never_after_a_rollback() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"listen {CHANNEL}")
    with transaction.atomic():
        announce("test:kept")
        announce("test:kept")
    with transaction.atomic():
        announce("test:undone")
        transaction.set_rollback(True)
    announce("test:last")

    heard = connection.connection.notifies(timeout=5, stop_after=2)
    assert [notice.payload for notice in heard] == ["test:kept", "test:last"]
