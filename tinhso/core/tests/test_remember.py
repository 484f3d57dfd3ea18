"""Answers are kept for their time, by arguments, and forgotten on demand."""

from collections.abc import Callable

import pytest

from tinhso.core.remember import forget_everything, remembered


def _doubling(asked: list[int], seconds: float = 60) -> Callable[[int], int]:
    """Give a remembered function that notes each time it really runs."""

    @remembered(seconds)
    def double(number: int) -> int:
        asked.append(number)
        return 2 * number

    return double


def test_answer_is_read_once_for_the_same_arguments() -> None:
    asked: list[int] = []
    double = _doubling(asked)

    assert [double(1), double(1), double(2)] == [2, 2, 4]
    assert asked == [1, 2]


def test_answer_is_read_again_when_its_time_is_over() -> None:
    asked: list[int] = []
    double = _doubling(asked, seconds=-1)

    assert [double(1), double(1)] == [2, 2]
    assert asked == [1, 1]


def test_refusal_is_not_remembered() -> None:
    asked: list[int] = []

    @remembered(60)
    def refuse(number: int) -> int:
        asked.append(number)
        raise LookupError(number)

    for _ in range(2):
        with pytest.raises(LookupError):
            refuse(1)
    assert asked == [1, 1]


def test_everything_is_forgotten_on_demand() -> None:
    asked: list[int] = []
    double = _doubling(asked)

    double(1)
    forget_everything()
    double(1)

    assert asked == [1, 1]
