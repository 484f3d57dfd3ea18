"""Runs one scenario from several client processes for a fixed time and gathers latencies."""

import multiprocessing
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks.processor import spent

Action = Callable[[], None]
MakeAction = Callable[[int], Action]
CLIENTS = "clients"


@dataclass(frozen=True, slots=True)
class Result:
    """What a run gave: completed actions, seconds, latencies in milliseconds.

    ``processor_ms`` is the processor time of one action in the web server's processes, in the
    database's and in the clients'; the actions that warm up are counted there too.
    """

    name: str
    count: int
    seconds: float
    p50_ms: float
    p95_ms: float
    failures: int
    processor_ms: dict[str, float]

    @property
    def per_second(self) -> float:
        """Give completed actions per second."""
        return self.count / self.seconds


@dataclass(frozen=True, slots=True)
class _Part:
    """What one client did."""

    latencies: list[float]
    failures: int
    seconds: float
    warmed_up: int = 0


def run(
    name: str,
    make_action: MakeAction,
    *,
    watched: Mapping[str, int],
    clients: int = 4,
    seconds: float = 15,
) -> Result:
    """Run the action again and again in each client process; a warm-up second is not counted.

    :param watched: processes whose processor time is told, with all below them, by name.
    """
    roots = {**watched, CLIENTS: os.getpid()}
    before = spent(roots)
    parts = _parts(make_action, clients, seconds)
    after = spent(roots)
    latencies = sorted(latency for part in parts for latency in part.latencies)
    actions = max(1, len(latencies) + sum(part.warmed_up for part in parts))
    return Result(
        name=name,
        count=len(latencies),
        seconds=max(part.seconds for part in parts),
        p50_ms=_percentile(latencies, 0.50),
        p95_ms=_percentile(latencies, 0.95),
        failures=sum(part.failures for part in parts),
        processor_ms={who: 1000 * (after[who] - before[who]) / actions for who in roots},
    )


def _parts(make_action: MakeAction, clients: int, seconds: float) -> list[_Part]:
    context = multiprocessing.get_context("fork")
    queue: multiprocessing.Queue[_Part] = context.Queue()
    workers = [
        context.Process(target=_work, args=(make_action, number, seconds, queue))
        for number in range(clients)
    ]
    for worker in workers:
        worker.start()
    parts = [queue.get(timeout=seconds + 60) for _ in workers]
    for worker in workers:
        worker.join()
    return parts


def _work(
    make_action: MakeAction,
    number: int,
    seconds: float,
    queue: "multiprocessing.Queue[_Part]",
) -> None:
    try:
        action = make_action(number)
        warmed_up = _warm_up(action)
    except Exception as problem:  # noqa: BLE001 a client that cannot begin is told, not hidden
        print(f"    cannot begin: {type(problem).__name__}: {problem}"[:600], flush=True)
        queue.put(_Part([], 1, seconds))
        return
    latencies: list[float] = []
    failures = 0
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        begun = time.perf_counter()
        try:
            action()
        except Exception as problem:  # noqa: BLE001 a failed request is counted and shown
            if not failures:
                print(f"    failure: {type(problem).__name__}: {problem}"[:600], flush=True)
            failures += 1
        else:
            latencies.append((time.perf_counter() - begun) * 1000)
    queue.put(_Part(latencies, failures, time.perf_counter() - start, warmed_up))


def _warm_up(action: Action) -> int:
    until = time.perf_counter() + 1
    count = 0
    while time.perf_counter() < until:
        action()
        count += 1
    return count


def _percentile(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")
