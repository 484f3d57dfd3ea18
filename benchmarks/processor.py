"""Processor time of processes and their children, read from the kernel."""

import os
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PARENT, _USER, _SYSTEM, _CHILDREN_USER, _CHILDREN_SYSTEM = 1, 11, 12, 13, 14


def spent(roots: Mapping[str, int]) -> dict[str, float]:
    """Give the seconds each root's process and all below it have used, also those that ended.

    What is below another root is that root's only: a bench that starts server and database does
    not count them as its own.
    """
    running = _processes()
    below: defaultdict[int, list[int]] = defaultdict(list)
    for number, fields in running.items():
        below[int(fields[_PARENT])].append(number)
    others = set(roots.values())
    for parent, children in below.items():
        below[parent] = [child for child in children if child not in others]
    return {name: _seconds(root, running, below) for name, root in roots.items()}


def _seconds(root: int, running: Mapping[int, list[str]], below: Mapping[int, list[int]]) -> float:
    ticks = 0
    waiting = [root] if root in running else []
    while waiting:
        number = waiting.pop()
        columns = (_USER, _SYSTEM, _CHILDREN_USER, _CHILDREN_SYSTEM)
        ticks += sum(int(running[number][column]) for column in columns)
        waiting += below.get(number, [])
    return ticks / _TICKS


def _processes() -> dict[int, list[str]]:
    """Give the fields behind the name of each process's `/proc/…/stat` (proc_pid_stat(5))."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                line = (folder / "stat").read_text(encoding="ascii", errors="replace")
            except OSError:
                continue
            found[int(folder.name)] = line.rpartition(")")[2].split()
    return found
