"""Running one of our scripts over a file from outside, with limits on memory and time.

A file that makes a parser swell or loop ends that process only. The script is told what to do by
one line of JSON, then the bytes; it answers on its standard output.
"""

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[3]
_MEMORY = 1024 * 1024 * 1024
_SECONDS = 20


class LimitReached(Exception):
    """The file took more memory or time than it may."""


class ScriptFailed(Exception):
    """The script ended without an answer."""


def run_limited(script: Path, order: dict[str, Any], content: bytes) -> bytes:
    """Run a script over a file and give what it answered.

    :raises LimitReached: the file is too heavy.
    :raises ScriptFailed: it ended otherwise.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and script
            [sys.executable, "-I", str(script)],
            input=json.dumps(order).encode() + b"\n" + content,
            capture_output=True,
            timeout=_SECONDS * 3,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise LimitReached from error
    if done.returncode < 0 or b"MemoryError" in done.stderr[-4000:]:
        raise LimitReached
    if done.returncode:
        raise ScriptFailed(done.stderr[-2000:].decode(errors="replace"))
    return done.stdout


def begin_script() -> tuple[dict[str, Any], bytes]:
    """Set the limits inside the script and give its order and the file."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    line, _, content = sys.stdin.buffer.read().partition(b"\n")
    return json.loads(line), content
