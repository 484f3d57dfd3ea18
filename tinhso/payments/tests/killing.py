"""Kills an act between any two statements: in a process of its own, or by losing the database."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection

_FINISHED = 0


class Boundaries:
    """Counts the moments before a statement and around a commit, and strikes at one of them."""

    def __init__(self, at: int, strike: Callable[[], None]) -> None:
        """Strike at the moment of this number, counted from one."""
        self._left, self._strike = at, strike

    def __call__(self, execute: Callable[..., Any], *statement: Any) -> Any:
        """Let a statement run, unless it is the one to die before."""
        self.pass_one()
        return execute(*statement)

    def pass_one(self) -> None:
        """Pass one moment."""
        self._left -= 1
        if self._left == 0:
            self._strike()

    @property
    def has_struck(self) -> bool:
        """Tell whether the moment came."""
        return self._left <= 0


@contextmanager
def watched(boundaries: Boundaries) -> Iterator[None]:
    """Let every statement and commit of the block pass the boundaries."""
    database: Any = connection
    commit = database._commit

    def commits() -> None:
        boundaries.pass_one()
        commit()
        boundaries.pass_one()

    database._commit = commits
    try:
        with connection.execute_wrapper(boundaries):
            yield
    finally:
        del database._commit


def killed_at(number: int, act: Callable[[], object]) -> bool:
    """Run an act in a fork killed with -9 at a boundary; tell whether it died there."""
    connection.close()
    child = os.fork()
    if child == 0:
        _die_at(number, act)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == _FINISHED, "the act itself failed"
    return os.WIFSIGNALED(status)


def _die_at(number: int, act: Callable[[], object]) -> None:
    status = 1
    try:
        with watched(Boundaries(number, lambda: os.kill(os.getpid(), signal.SIGKILL))):
            act()
        status = _FINISHED
    finally:
        os._exit(status)


def cut_off_at(number: int, act: Callable[[], object]) -> bool:
    """Run an act whose database ends the connection at a boundary; tell whether it was cut."""
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    words = connection.get_connection_params()
    address = {name: words[name] for name in ("host", "port", "user", "password") if name in words}

    def cut() -> None:
        with psycopg.connect(dbname=words["dbname"], autocommit=True, **address) as other:
            other.execute("select pg_terminate_backend(%s, 2000)", [pid])

    boundaries = Boundaries(number, cut)
    try:
        with watched(boundaries):
            act()
    except Exception:
        if not boundaries.has_struck:
            raise
    finally:
        connection.close()
    return boundaries.has_struck
