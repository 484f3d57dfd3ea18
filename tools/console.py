"""What the tools say on the terminal: steps with their time, and problems with a way out."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Problem(Exception):
    """Something the person at the keyboard must put right, told in Vietnamese and English."""

    def __init__(self, vietnamese: str, english: str) -> None:
        super().__init__(f"{vietnamese}\n  {english}")


@contextmanager
def step(name: str, *, alone: bool = True) -> Iterator[None]:
    """Print the name of a step, and when it is done the seconds it took.

    A step is not ``alone`` when others print during it: then its end has a line of its own.
    """
    print(f"» {name} …", end=" " if alone else "\n", flush=True)
    started = time.monotonic()
    try:
        yield
    except BaseException:
        print("✗", flush=True)
        raise
    seconds = f"{time.monotonic() - started:.1f} s"
    print(f"✓ {seconds}" if alone else f"✓ {name}: {seconds}", flush=True)


def run_tool(main: Callable[[], int | None]) -> None:
    """Run a tool's main function: a problem is explained and ends it with status 1."""
    try:
        status = main()
    except Problem as problem:
        print(f"\n✗ {problem}\n", file=sys.stderr, flush=True)
        status = 1
    except KeyboardInterrupt:
        status = 130
    sys.exit(status or 0)
