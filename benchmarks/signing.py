"""Signing and sealing at PAdES B-LTA: `python -m benchmarks.signing [documents]`.

Starts the trust services as a process of their own (certificates, OCSP, time-stamps over HTTP) and
as many signing processes as there are cores. Each document is a rendered result: the person signs
with a time-stamp, the organisation seals with a time-stamp, validation data and an archive
time-stamp follow; keys are P-256 in files. Every tenth file is checked as a stranger would, with
the root alone. Nothing is written to a database. ``--profile`` profiles one process instead.
"""

import cProfile
import os
import pstats
import subprocess
import sys
import tempfile
import time
import urllib.request
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from socket import socket
from typing import Any

COUNT = 200
CORES = 2
_KEY = "benchmark-only"
_CHECK_EACH = 10
_CHUNK = 10


def main() -> None:
    """Measure, check and print."""
    numbers = [word for word in sys.argv[1:] if word.isdigit()]
    count = int(numbers[0]) if numbers else COUNT
    with tempfile.TemporaryDirectory() as name, socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        services = _start_services(Path(name), port)
        try:
            if "--profile" in sys.argv:
                _profile(name, port)
            else:
                _measure(name, port, count)
        finally:
            services.terminate()
            services.wait()


def _start_services(folder: Path, port: int) -> "subprocess.Popen[bytes]":
    given = {
        "TRUST_PORT": str(port),
        "TRUST_FOLDER": str(folder / "services"),
        "TINHSO_TRUST_KEY": _KEY,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "peers.trust"],
        env={**os.environ, **given},
        stdout=subprocess.DEVNULL,
    )
    for _ in range(200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1):
                return process
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the trust services did not start")


def _measure(folder: str, port: int, count: int) -> None:
    with ProcessPoolExecutor(CORES, initializer=_prepare, initargs=(folder, port)) as pool:
        list(pool.map(_sign_some, [1] * CORES))
        begun = time.perf_counter()
        chunks = [_CHUNK] * (count // _CHUNK)
        done = list(pool.map(_sign_some, chunks))
        took = time.perf_counter() - begun
        checked = list(pool.map(_check_one, [found[1] for found in done]))
    signed, cpu = sum(chunks), sum(found[0] for found in done)
    print(f"{signed} documents signed twice at B-LTA in {took:.1f} s: {signed / took:.1f}/s")
    print(f"CPU of the signing processes {cpu / signed * 1000:.0f} ms a document")
    print(f"checked with the root alone: {sum(checked)} of {len(checked)} valid")
    print(f"load average {os.getloadavg()[0]:.1f}")


def _profile(folder: str, port: int) -> None:
    _prepare(folder, port)
    _sign_some(2)
    profile = cProfile.Profile()
    profile.enable()
    _sign_some(20)
    profile.disable()
    pstats.Stats(profile).sort_stats("tottime").print_stats(25)


def _prepare(folder: str, port: int) -> None:
    """Set one signing process up: Django's settings, keys, certificates, a rendered document."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    import django
    from django.conf import settings

    django.setup()
    settings.TRUST_URL, settings.TRUST_KEY = f"http://127.0.0.1:{port}", _KEY
    settings.PKI_DIR = Path(folder) / f"pki-{os.getpid()}"
    from benchmarks.signing_inside import Desk

    globals()["_desk"] = Desk()


def _sign_some(count: int) -> tuple[float, bytes]:
    desk: Any = globals()["_desk"]
    begun = time.process_time()
    content = b""
    for _ in range(count):
        content = desk.sign(datetime.now(UTC))
    return time.process_time() - begun, content


def _check_one(content: bytes) -> bool:
    desk: Any = globals()["_desk"]
    return bool(desk.is_valid(content, datetime.now(UTC)))


if __name__ == "__main__":
    main()
