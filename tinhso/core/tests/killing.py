"""Kills an act between any two statements: in a process of its own, or by losing the database."""

import os
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import Any

import psycopg
from django.db import DatabaseError, connection

_FINISHED = 0
_MOST_SECONDS = 60
_NEVER = 1_000_000_000


def stride(step: int = 1) -> int:
    """Give how many boundaries lie between two strikes: all tests take every second one.

    ``make kills`` takes each of them, which needs twice the time.
    """
    return step if os.environ.get("TINHSO_EVERY_BOUNDARY") else 2 * step


class Boundaries:
    """Counts the moments before a statement and around a commit, and strikes at one of them."""

    def __init__(self, at: int, strike: Callable[[], None]) -> None:
        """Strike at the moment of this number, counted from one."""
        self._left, self._strike = at, strike
        self.passed = 0

    def __call__(self, execute: Callable[..., Any], *statement: Any) -> Any:
        """Let a statement run, unless it is the one to die before."""
        self.pass_one()
        return execute(*statement)

    def pass_one(self) -> None:
        """Pass one moment."""
        self._left -= 1
        self.passed += 1
        if self._left == 0:
            self._strike()

    @property
    def has_struck(self) -> bool:
        """Tell whether the moment came."""
        return self._left <= 0


class CommitReached(DatabaseError):
    """The act would commit now; it was asked to stop there, and Django takes everything back."""


@contextmanager
def watched(boundaries: Boundaries, *, stops_before_commit: bool = False) -> Iterator[None]:
    """Let every statement and commit of the block pass the boundaries."""
    database: Any = connection
    commit = database._commit

    def commits() -> None:
        boundaries.pass_one()
        if stops_before_commit and not boundaries.has_struck:
            raise CommitReached
        commit()
        boundaries.pass_one()

    database._commit = commits
    try:
        with connection.execute_wrapper(boundaries):
            yield
    finally:
        del database._commit


def moments_before_commit(act: Callable[[], object]) -> int:
    """Count the moments an act passes until its commit, which is taken back.

    What a process keeps from reading it once is no moment any more: count after trying.
    """
    boundaries = Boundaries(_NEVER, lambda: None)
    with suppress(CommitReached), watched(boundaries, stops_before_commit=True):
        act()
    connection.close()
    return boundaries.passed


def killed_at(number: int, act: Callable[[], object]) -> bool:
    """Run an act in a fork killed with -9 at a boundary; tell whether it died there."""
    connection.close()
    child = os.fork()
    if child == 0:
        die_at(number, act)
    status = _waited_for(child)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == _FINISHED, "the act itself failed"
    return os.WIFSIGNALED(status)


def killed_after_commit(act: Callable[[], object]) -> None:
    """Run an act in a fork killed with -9 once it is committed, before anybody is told."""
    connection.close()
    child = os.fork()
    if child == 0:
        die_committed(act)
    status = _waited_for(child)
    assert os.WIFSIGNALED(status), "the act itself failed"


def _waited_for(child: int) -> int:
    """Give how a fork ended; one that hangs (threads do not survive a fork) fails the test."""
    until = time.monotonic() + _MOST_SECONDS
    while time.monotonic() < until:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return status
        time.sleep(0.005)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    raise AssertionError("the fork hangs: does the act use a library with threads of its own?")


def die_committed(act: Callable[[], object]) -> None:
    """Do an act and die by -9 once it is committed; end with 1 when it was not."""
    database: Any = connection
    commit = database._commit

    def last_commit() -> None:
        commit()
        os.kill(os.getpid(), signal.SIGKILL)

    database._commit = last_commit
    try:
        act()
    except BaseException:  # noqa: BLE001 - told, whatever it is; the process ends here
        traceback.print_exc()
    os._exit(1)


def die_at(number: int, act: Callable[[], object]) -> None:
    """Do an act and die by -9 at a boundary; end with 0 when there was none, with 1 by an error."""
    status = 1
    try:
        with watched(Boundaries(number, lambda: os.kill(os.getpid(), signal.SIGKILL))):
            act()
        status = _FINISHED
    except BaseException:  # noqa: BLE001 - told, whatever it is; the process ends here
        traceback.print_exc()
    os._exit(status)


def connect_beside() -> "psycopg.Connection[tuple[Any, ...]]":
    """Give another connection to the test's database, its statements planned once."""
    words = connection.get_connection_params()
    address = {name: words[name] for name in ("host", "port", "user", "password") if name in words}
    name: str = words["dbname"]
    return psycopg.connect(dbname=name, autocommit=True, prepare_threshold=0, **address)


def cut_off_at(
    number: int,
    act: Callable[[], object],
    beside: "psycopg.Connection[tuple[Any, ...]] | None" = None,
    *,
    stops_before_commit: bool = False,
) -> bool:
    """Run an act whose database ends the connection at a boundary; tell whether it was cut.

    An act that comes to its first commit may be stopped there: it was not cut, nor is it done.
    """

    def cut() -> None:
        connection.ensure_connection()
        pid = connection.connection.info.backend_pid
        with nullcontext(beside) if beside else connect_beside() as other:
            other.execute("select pg_terminate_backend(%s, 2000)", [pid])

    boundaries = Boundaries(number, cut)
    try:
        with watched(boundaries, stops_before_commit=stops_before_commit):
            act()
    except Exception as error:
        if not (boundaries.has_struck or isinstance(error, CommitReached)):
            raise
    finally:
        connection.close()
    return boundaries.has_struck
