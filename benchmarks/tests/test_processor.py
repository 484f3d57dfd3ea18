"""Processor time is told of the process that used it."""

import os
import subprocess
import sys

from benchmarks.processor import spent

_BUSY = (
    "import time\nuntil = time.process_time() + 0.4\n"
    "while time.process_time() < until: pass\ninput()"
)


def test_what_a_watched_child_used_is_not_told_of_its_parent_too() -> None:
    roots = {"bench": os.getpid()}
    with subprocess.Popen(
        [sys.executable, "-c", _BUSY], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        before = spent({**roots, "server": child.pid})
        while spent({"server": child.pid})["server"] < 0.4:
            pass
        alone = spent({"server": child.pid})["server"]
        both = spent(roots)["bench"]
        apart = spent({**roots, "server": child.pid})
        child.communicate(b"\n")

    assert alone >= 0.4
    assert before["server"] <= alone
    assert both - apart["bench"] >= 0.35
