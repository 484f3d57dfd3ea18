"""Journeys wait over midnight in Vietnam, 17:00 UTC, when it is near, and never otherwise."""

from datetime import datetime

import pytest

from tests.journeys.midnight import until_a_day_with_time


@pytest.mark.parametrize(
    ("at", "seconds"),
    [("2026-11-27T16:59:00", 60), ("2026-11-27T16:00:00", 0), ("2026-11-27T17:00:00", 0)],
)
def test_only_the_end_of_a_day_is_waited_for(at: str, seconds: int) -> None:
    wait = until_a_day_with_time(datetime.fromisoformat(f"{at}+00:00"))

    assert wait.total_seconds() == seconds
