"""Answers kept in the process for a moment: for reference data that changes by a load or never.

Only for reads that give everybody the same answer (areas, agencies), never for personal data:
what is remembered does not pass row-level security again.
"""

from collections.abc import Callable
from functools import wraps
from time import monotonic
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_MOST_ANSWERS = 2_000
_memories: list[dict[object, tuple[float, object]]] = []


def remembered(seconds: float) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep a function's answers for some seconds; its arguments must be hashable.

    A refusal (an exception) is not kept.
    """

    def decorate(read: Callable[P, R]) -> Callable[P, R]:
        memory: dict[object, tuple[float, R]] = {}
        _memories.append(memory)  # type: ignore[arg-type] # forgotten together, whatever they hold

        @wraps(read)
        def answer(*args: P.args, **kwargs: P.kwargs) -> R:
            key = (args, tuple(sorted(kwargs.items())))
            found = memory.get(key)
            if found is not None and found[0] > monotonic():
                return found[1]
            fresh = read(*args, **kwargs)
            if len(memory) >= _MOST_ANSWERS:
                memory.clear()
            memory[key] = (monotonic() + seconds, fresh)
            return fresh

        return answer

    return decorate


def forget_everything() -> None:
    """Read again at the next question; for loads and tests."""
    for memory in _memories:
        memory.clear()
