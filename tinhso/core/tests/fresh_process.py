"""Kills acts that sign: the typesetter's threads do not survive a fork of a process that used it.

A server that set up the platform and never set a page is forked instead, so that starting the
platform is paid once. What it is to do travels there: functions by name, rows and people by value.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable
from typing import Any

from django.db import connection

from tinhso.core.tests.killing import die_at, die_committed

_MOST_SECONDS = 120
_server = multiprocessing.get_context("forkserver")
_server.set_forkserver_preload(["tinhso.core.tests.fresh_start"])


def killed_fresh_at(number: int, act: Callable[[], object]) -> bool:
    """Run an act in a fresh process killed with -9 at a boundary; tell whether it died there."""
    status = _run(die_at, number, act)
    assert status in {0, -signal.SIGKILL}, "the act itself failed"
    return status != 0


def killed_fresh_after_commit(act: Callable[[], object]) -> None:
    """Run an act in a fresh process killed with -9 once it is committed."""
    assert _run(die_committed, act) == -signal.SIGKILL, "the act itself failed"


def _run(die: Callable[..., None], *words: Any) -> int | None:
    connection.close()
    name = connection.settings_dict["NAME"]
    child = _server.Process(target=_on_database, args=(name, die, *words))
    child.start()
    child.join(_MOST_SECONDS)
    if child.exitcode is None:
        os.kill(child.pid or 0, signal.SIGKILL)
        child.join()
        raise AssertionError("the fresh process hangs")
    return child.exitcode


def _on_database(name: str, die: Callable[..., None], *words: Any) -> None:
    connection.settings_dict["NAME"] = name
    die(*words)
