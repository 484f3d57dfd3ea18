"""Runs one scenario from several client processes for a fixed time and gathers latencies."""

import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass

Action = Callable[[], None]
MakeAction = Callable[[int], Action]


@dataclass(frozen=True, slots=True)
class Result:
    """What a run gave: completed actions, seconds, latencies in milliseconds."""

    name: str
    count: int
    seconds: float
    p50_ms: float
    p95_ms: float
    failures: int

    @property
    def per_second(self) -> float:
        """Give completed actions per second."""
        return self.count / self.seconds


def run(name: str, make_action: MakeAction, *, clients: int = 4, seconds: float = 15) -> Result:
    """Run the action again and again in each client process; a warm-up second is not counted."""
    context = multiprocessing.get_context("fork")
    queue: multiprocessing.Queue[tuple[list[float], int, float]] = context.Queue()
    workers = [
        context.Process(target=_work, args=(make_action, number, seconds, queue))
        for number in range(clients)
    ]
    for worker in workers:
        worker.start()
    parts = [queue.get(timeout=seconds + 60) for _ in workers]
    for worker in workers:
        worker.join()
    latencies = sorted(latency for part in parts for latency in part[0])
    return Result(
        name=name,
        count=len(latencies),
        seconds=max(part[2] for part in parts),
        p50_ms=_percentile(latencies, 0.50),
        p95_ms=_percentile(latencies, 0.95),
        failures=sum(part[1] for part in parts),
    )


def _work(
    make_action: MakeAction,
    number: int,
    seconds: float,
    queue: "multiprocessing.Queue[tuple[list[float], int, float]]",
) -> None:
    try:
        action = make_action(number)
        _warm_up(action)
    except Exception as problem:  # noqa: BLE001 a client that cannot begin is told, not hidden
        print(f"    cannot begin: {type(problem).__name__}: {problem}"[:600], flush=True)
        queue.put(([], 1, seconds))
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
    queue.put((latencies, failures, time.perf_counter() - start))


def _warm_up(action: Action) -> None:
    until = time.perf_counter() + 1
    while time.perf_counter() < until:
        action()


def _percentile(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")
