"""Cuts a write off at every statement, kills it, sends it again: it happened once or not at all."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial

from django.utils.module_loading import import_string

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.core.idempotency import idempotent
from tinhso.core.rls import acting_as
from tinhso.core.tests.fresh_process import killed_fresh_after_commit, killed_fresh_at
from tinhso.core.tests.killing import (
    connect_beside,
    cut_off_at,
    killed_after_commit,
    killed_at,
    moments_before_commit,
    stride,
)
from tinhso.core.tests.snapshots import Onlooker, Snapshot, changed

Write = Callable[[], object]
_MOST_STATEMENTS = 600


def check_done_once(write: Write, *, every: int = 1) -> int:
    """Cut a write off everywhere, lose the answer to its commit, send it twice more; count cuts.

    The database ends the connection before statements (``stride``) and the commit; the process is
    killed with -9 in the middle, before the commit and after it.
    The write has to be one that may be repeated: with an idempotency key, or a task. One that sets
    and signs a page again and again may be cut at ``every`` second or third statement only; its
    typesetter has threads of its own, which no fork survives, so it is killed in a fresh process
    and has to be made of what can travel there: named functions, rows, people.
    """
    is_forked = every == 1
    with connect_beside() as beside:
        seen = Onlooker(beside)
        before = seen.look()
        cuts = _cut_everywhere(write, seen, before, stride(every))
        kill = killed_at if is_forked else killed_fresh_at
        moments = moments_before_commit(write)
        for number in {1 + moments // 2, moments}:
            assert kill(number, write), "a write that nobody killed"
            left = changed(before, seen.look())
            assert not left, f"half a write stayed, killed at {number}: {left}"
        (killed_after_commit if is_forked else killed_fresh_after_commit)(write)
        whole = seen.look()
        assert changed(before, whole), "a write that writes nothing proves nothing"
        for _ in range(2):
            write()
            twice = changed(whole, seen.look())
            assert not twice, f"what was sent again was done again: {twice}"
    return cuts


def _cut_everywhere(write: Write, seen: Onlooker, before: Snapshot, every: int) -> int:
    """Cut before its statements, and before the commit, as often as it can be cut too early."""
    for cuts, number in enumerate(range(1, _MOST_STATEMENTS, every)):
        if not cut_off_at(number, write, seen.connection, stops_before_commit=True):
            return cuts
        left = changed(before, seen.look())
        assert not left, f"half a write stayed, cut off at {number}: {left}"
    raise AssertionError("the write never ended")


def is_done_again(write: Write) -> bool:
    """Send a write that is done once more, as another click would; tell whether it was taken."""
    with connect_beside() as beside:
        seen = Onlooker(beside)
        before = seen.look()
        with suppress(DomainError):
            write()
            return bool(changed(before, seen.look()))
        left = changed(before, seen.look())
        assert not left, f"a refusal left something behind: {left}"
    return False


def as_actor(actor: Actor, act: Callable[[], object]) -> Write:
    """Give an act done by somebody in one transaction, as a request does it."""
    return partial(_do_as, actor, act)


def with_key(actor: Actor, key: str, at: datetime, act: Callable[[], object]) -> Write:
    """Give an act sent with an idempotency key, as a program sends it."""
    work = partial(_answered, act)
    words = {"actor": actor, "key": key, "operation": key, "request": {}, "at": at, "work": work}
    return as_actor(actor, partial(idempotent, **words))  # type: ignore[arg-type] # as above


def as_task(name: str, **words: object) -> Write:
    """Give a task as a worker runs it, found by its dotted name."""
    return partial(_run_task, name, words)


def _do_as(actor: Actor, act: Callable[[], object]) -> None:
    with acting_as(actor):
        act()


def _answered(act: Callable[[], object]) -> dict[str, str]:
    act()
    return {}


def _run_task(name: str, words: dict[str, object]) -> None:
    import_string(name)(**words)
