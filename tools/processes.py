"""Child processes: what they get from the operating system so that none outlives its parent."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1


def die_with_parent(wanted: signal.Signals) -> Callable[[], None] | None:
    """Give a function for the new child that asks Linux for a signal when its parent dies.

    The parent may be killed without a chance to clean up; elsewhere than on Linux there is no
    such request and ``None`` is given.
    """
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()

    def ask() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, int(wanted))
        if os.getppid() != parent:
            os.kill(os.getpid(), wanted)

    return ask
