"""What has to be kept even when the act that led to it is undone, such as a refusal worth a notice.

It is done right after the transaction of a request or task has ended, in one of its own. A process
that dies in between leaves neither the act nor the notice; whoever sent it had no answer either.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Work = Callable[[], None]
_waiting: ContextVar[list[Work] | None] = ContextVar("tinhso_anyway", default=None)


def do_anyway(work: Work) -> None:
    """Have work done once the running act is over, however it ends; at once when none runs."""
    waiting = _waiting.get()
    if waiting is None:
        work()
    else:
        waiting.append(work)


@contextmanager
def doing_anyway() -> Iterator[None]:
    """Run a block, then what it asked to have done; inner blocks leave it to the outer one."""
    if _waiting.get() is not None:
        yield
        return
    asked: list[Work] = []
    token = _waiting.set(asked)
    try:
        yield
    finally:
        _waiting.reset(token)
        for work in asked:
            work()
