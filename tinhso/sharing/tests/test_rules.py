"""Rules of data sharing without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.sharing.rules import (
    TRANSITIONS,
    State,
    agreed_only,
    is_within,
    seconds_left,
    webhook_signatures,
)

DAY = date(2026, 3, 1)


def test_signature_is_that_of_the_published_vector() -> None:
    headers = webhook_signatures(
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        message_id="msg_p5jXN8AQM9LWM0D4loKWxJek",
        at=datetime.fromtimestamp(1614265330, UTC),
        body=b'{"test": 2432232314}',
    )

    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def _signed(*secrets: str) -> list[str]:
    at = datetime.fromtimestamp(1, UTC)
    headers = webhook_signatures(secrets, message_id="m", at=at, body=b"{}")
    return headers["webhook-signature"].split()


def test_two_secrets_give_two_signatures() -> None:
    both = _signed("whsec_YQ==", "whsec_Yg==")

    assert both == [*_signed("whsec_YQ=="), *_signed("whsec_Yg==")]


@pytest.mark.parametrize(
    ("first", "end", "expected"),
    [
        (DAY, None, True),
        (DAY, DAY + timedelta(days=1), True),
        (date(2026, 2, 1), DAY, False),
        (DAY + timedelta(days=1), None, False),
    ],
)
def test_a_period_ends_before_its_end(first: date, end: date | None, expected: bool) -> None:
    assert is_within(first, end, DAY) is expected


@given(
    st.dictionaries(st.text(min_size=1, max_size=8), st.integers(), max_size=8),
    st.sets(st.text(min_size=1, max_size=8), max_size=8),
)
def test_nothing_leaves_that_was_not_agreed(values: dict[str, int], agreed: set[str]) -> None:
    given_away = agreed_only(values, agreed)

    assert set(given_away) == set(values) & agreed
    assert all(values[name] == value for name, value in given_away.items())


@given(st.floats(min_value=1e9, max_value=3e9))
def test_the_wait_never_outlasts_the_span(moment: float) -> None:
    at = datetime.fromtimestamp(moment, UTC)

    assert 1 <= seconds_left(at, timedelta(minutes=1)) <= 61


def test_what_is_over_stays_over() -> None:
    assert {state for state, _ in TRANSITIONS}.isdisjoint({State.ENDED, State.REFUSED})
