"""What the ledger's benchmark does inside: records, sequences, verifies, and prints."""

import sys
import time

import django

django.setup()

from django.conf import settings  # noqa: E402 - after the settings were read

from tinhso.core import clock  # noqa: E402
from tinhso.core.actors import SYSTEM  # noqa: E402
from tinhso.core.rls import acting_as  # noqa: E402
from tinhso.ledger import queries  # noqa: E402
from tinhso.ledger.api import record  # noqa: E402
from tinhso.ledger.gateways import key_files  # noqa: E402
from tinhso.ledger.operations import sequence_waiting  # noqa: E402

_EACH = 100
_BATCHES = ((1, 200), (100, 5_000))


def main() -> None:
    """Record, sequence the rest in thousands, verify."""
    count = int(sys.argv[1])
    _say("recorded", count, _record(count))
    left = count
    for batch, share in _BATCHES:
        done = min(left, share)
        _say(f"sequenced by {batch}", done, _sequence(done, batch))
        left -= done
    _say("sequenced by 1000", left, _sequence(left, 1000))
    begun = time.perf_counter()
    report = queries.verify_log(
        origin=settings.LEDGER_ORIGIN, public_key=key_files.find_public_key()
    )
    _say("verified", report.entry_count, time.perf_counter() - begun)
    if not report.is_intact or report.entry_count != count:
        raise SystemExit("the log is not whole")


def _record(count: int) -> float:
    begun = time.perf_counter()
    for first in range(0, count, _EACH):
        with acting_as(SYSTEM):
            for number in range(first, min(first + _EACH, count)):
                record(
                    kind="CASE_ACCEPTED",
                    subject=f"case:{number}",
                    payload={"number": number},
                    actor=SYSTEM,
                    at=clock.now(),
                )
    return time.perf_counter() - begun


def _sequence(count: int, batch: int) -> float:
    begun = time.perf_counter()
    while count > 0:
        count -= sequence_waiting(at=clock.now(), batch_size=batch)
    return time.perf_counter() - begun


def _say(what: str, count: int, seconds: float) -> None:
    rate = count / seconds if seconds else 0
    print(f"{what:<18}{count:>8,} entries in {seconds:6.1f} s  {rate:>9,.0f}/s", flush=True)


if __name__ == "__main__":
    main()
