"""The sequencer: contiguous places, one worker at a time, nothing lost or doubled when killed."""

import signal
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from tinhso.core import clock
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.core.tests.processes import running_python, start_python
from tinhso.ledger import api, queries
from tinhso.ledger.gateways import key_files
from tinhso.ledger.models import LedgerCheckpoint, LedgerEntry
from tinhso.ledger.operations import sequence_waiting
from tinhso.ledger.rules import notes
from tinhso.ledger.tests.factories import AT, record_many, sequence

PATIENCE = timedelta(seconds=60)
SEQUENCER = """
from pathlib import Path
from django.conf import settings
from django.core.management import call_command
settings.LEDGER_KEY_FILE = Path({key!r})
call_command("run_sequencer", batch_size={batch_size})
"""


def sequencer(key_file: Path, batch_size: int) -> str:
    return SEQUENCER.format(key=str(key_file), batch_size=batch_size)


def verify() -> queries.Report:
    witness = key_files.find_witness()
    return queries.verify_log(
        origin=settings.LEDGER_ORIGIN,
        public_key=key_files.find_public_key(),
        witnesses=(witness,) if witness else (),
    )


def wait_until(condition: Any) -> None:
    give_up_at = clock.now() + PATIENCE
    while not condition():
        assert clock.now() < give_up_at, "waited in vain"
        time.sleep(0.02)


@pytest.mark.django_db
@pytest.mark.parametrize("batch_size", [1, 3, 1000])
def test_entries_get_contiguous_places_in_order(batch_size: int) -> None:
    entries = record_many(7)

    assert sequence(batch_size=batch_size) == 7

    placed = LedgerEntry.objects.order_by("index")
    assert [entry.index for entry in placed] == list(range(7))
    assert [entry.id for entry in placed] == [entry.id for entry in entries]


@pytest.mark.django_db
def test_every_entry_is_proven_across_batches_and_tiles() -> None:
    entries = record_many(300)
    sequence(batch_size=100)

    proofs = [api.inclusion_proof(entry.id) for entry in (*entries[::50], entries[-1])]

    assert all(proof.is_valid() for proof in proofs)
    assert [row.size for row in LedgerCheckpoint.objects.all()] == [100, 200, 300]


@pytest.mark.django_db
def test_later_checkpoint_extends_the_earlier_one() -> None:
    record_many(5)
    sequence(batch_size=2)
    older, *_, newest = LedgerCheckpoint.objects.all()

    path = api.consistency_proof(older.size, newest.size)

    assert api.verify_consistency(
        old_size=older.size,
        old_root=bytes(older.root),
        size=newest.size,
        root=bytes(newest.root),
        path=path,
    )
    with pytest.raises(IndexError):
        api.consistency_proof(5, 6)


@pytest.mark.django_db
def test_checkpoint_is_signed_and_kept_outside_the_database() -> None:
    record_many(2)
    sequence()

    checkpoint, public_key = api.latest_checkpoint(), key_files.find_public_key()

    assert checkpoint is not None
    assert public_key is not None
    stated = notes.open_note(checkpoint.note, origin=settings.LEDGER_ORIGIN, public_key=public_key)
    assert (stated.size, stated.root) == (2, bytes(checkpoint.root))
    assert key_files.find_witness() == checkpoint.note
    assert Path(settings.LEDGER_KEY_FILE).stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_nothing_waiting_changes_nothing() -> None:
    assert sequence_waiting(at=AT) == 0
    assert api.latest_checkpoint() is None


@pytest.mark.django_db
def test_lost_key_stops_the_sequencer_and_is_never_replaced() -> None:
    record_many(1)
    sequence()
    Path(settings.LEDGER_KEY_FILE).unlink()
    record_many(1)

    with pytest.raises(key_files.LedgerKeyMissing):
        sequence_waiting(at=AT)

    assert LedgerEntry.objects.filter(index=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_second_sequencer_finds_nothing_to_do() -> None:
    record_many(3)

    def other() -> int:
        try:
            return sequence_waiting(at=AT)
        finally:
            connection.close()

    with acting_as(SYSTEM):
        assert sequence_waiting(at=AT) == 3
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(other).result() == 0


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_sequencers_lose_and_double_nothing(settings: Any) -> None:
    code = sequencer(Path(settings.LEDGER_KEY_FILE), batch_size=7)
    record_many(200)
    for already in (10, 80, 150):
        with running_python(code) as process:
            wait_until(lambda size=already: queries.sequenced_count() >= size)
            record_many(50, first=1000 + already)
            process.kill()

    with running_python(code):
        wait_until(lambda: queries.sequenced_count() == 350)

    with acting_as(SYSTEM):
        indexes = LedgerEntry.objects.order_by("index").values_list("index", flat=True)
        assert list(indexes) == list(range(350))
    assert verify().is_intact


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_sequencers_at_once_build_one_log(settings: Any) -> None:
    code = sequencer(Path(settings.LEDGER_KEY_FILE), batch_size=5)
    record_many(150)

    with running_python(code) as first, running_python(code) as second:
        record_many(50, first=500)
        wait_until(lambda: queries.sequenced_count() == 200)
        first.terminate()
        second.terminate()
        codes = [process.wait(timeout=20) for process in (first, second)]

    report = verify()
    # On a busy machine one may end before its first work: told to while it was still starting.
    assert {0} <= set(codes) <= {0, -signal.SIGTERM}
    assert (report.entry_count, report.waiting_count, report.findings) == (200, 0, [])


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_writers_and_sequencer_together_keep_every_entry(settings: Any) -> None:
    write = (
        "from tinhso.ledger.tests.factories import record_many\n"
        "for n in range(60): record_many(1, first={first} + n)\n"
    )
    code = sequencer(Path(settings.LEDGER_KEY_FILE), batch_size=20)

    with running_python(code):
        writers = [start_python(write.format(first=1000 * n)) for n in range(3)]
        outputs = [writer.communicate(timeout=60)[0] for writer in writers]
        wait_until(lambda: queries.sequenced_count() == 180)

    assert [writer.returncode for writer in writers] == [0, 0, 0], outputs
    assert verify().is_intact
