"""Verification finds whatever someone with every right in the database changes."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from tinhso.core.actors import SYSTEM
from tinhso.ledger import api, queries
from tinhso.ledger.gateways import key_files
from tinhso.ledger.models import LedgerEntry
from tinhso.ledger.rules.tree import leaf_hash
from tinhso.ledger.tests.factories import AT, record_many, sequence
from tinhso.ledger.tests.test_sequencer import verify

pytestmark = pytest.mark.django_db
TABLES = (
    "ledger_ledgerentry",
    "ledger_ledgersecret",
    "ledger_ledgertile",
    "ledger_ledgercheckpoint",
)


@contextmanager
def all_guards_off() -> Iterator[Any]:
    """Let statements pass the triggers, as a superuser could."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        for table in TABLES:
            cursor.execute(f"alter table {table} disable trigger user")
        yield cursor
        for table in TABLES:
            cursor.execute(f"alter table {table} enable trigger user")


def tamper(statement: str, *parameters: object) -> queries.Report:
    """Run a statement past every guard, verify, and undo it."""
    with transaction.atomic():
        with all_guards_off() as cursor:
            cursor.execute(statement, parameters or None)
            assert cursor.rowcount != 0
        report = verify()
        transaction.set_rollback(True)
    return report


def found(report: queries.Report) -> list[str]:
    return [f"{finding.code} {finding.place}" for finding in report.findings]


@pytest.fixture
def log(db: None) -> None:
    record_many(300)
    sequence(batch_size=90)


@pytest.mark.usefixtures("log")
def test_untouched_log_is_intact() -> None:
    record_many(2, first=900)

    report = verify()

    assert report.is_intact
    assert (report.entry_count, report.waiting_count, report.checkpoint_count) == (300, 2, 4)


CUT_AT_270 = (
    "delete from ledger_ledgersecret where entry_id in"
    " (select id from ledger_ledgerentry where index >= 270)",
    "delete from ledger_ledgerentry where index >= 270",
    "delete from ledger_ledgercheckpoint where size > 270",
    "update ledger_ledgertile set hashes = substring(hashes for 14 * 32)"
    " where level = 0 and number = 1",
)
STATEMENTS = {
    "update ledger_ledgerentry set kind = 'CASE_REFUSED' where index = 41": "ENTRY_CHANGED 41",
    "update ledger_ledgerentry set recorded_at = recorded_at - interval '1 microsecond'"
    " where index = 299": "ENTRY_CHANGED 299",
    "update ledger_ledgerentry set commitment = decode(repeat('00', 32), 'hex')"
    " where index = 0": "ENTRY_CHANGED 0",
    "update ledger_ledgersecret set subject = 'case:9999' where subject = 'case:5'": (
        "DETAILS_CHANGED 5"
    ),
    "update ledger_ledgersecret set actor = 'officer:99' where subject = 'case:5'": (
        "DETAILS_CHANGED 5"
    ),
    "update ledger_ledgersecret set salt = decode(repeat('00', 32), 'hex')"
    " where subject = 'case:5'": "DETAILS_CHANGED 5",
    "update ledger_ledgersecret set salt = '' where subject = 'case:5'": "DETAILS_CHANGED 5",
    """update ledger_ledgersecret set payload = '{"number": 6}' where subject = 'case:5'""": (
        "DETAILS_CHANGED 5"
    ),
    "delete from ledger_ledgersecret where subject = 'case:5'": "DETAILS_MISSING 5",
    "delete from ledger_ledgertile where level = 0 and number = 1": "TILE_MISSING 256",
    "update ledger_ledgertile set hashes = set_byte(hashes, 320, get_byte(hashes, 320) # 1)"
    " where level = 0 and number = 0": "ENTRY_CHANGED 10",
    "update ledger_ledgertile set hashes = set_byte(hashes, 3, get_byte(hashes, 3) # 1)"
    " where level = 1": "TILE_CHANGED 1/0",
    "update ledger_ledgertile set hashes = hashes || decode(repeat('00', 32), 'hex')"
    " where level = 0 and number = 1": "TILE_SURPLUS 0",
    "delete from ledger_ledgercheckpoint where size = 300": "CHECKPOINT_MISSING 300",
    "update ledger_ledgercheckpoint set root = decode(repeat('00', 32), 'hex')"
    " where size = 180": "CHECKPOINT_FORGED 180",
    "update ledger_ledgercheckpoint set note = replace(note, '180', '181')"
    " where size = 180": "CHECKPOINT_FORGED 180",
    "insert into ledger_ledgercheckpoint (size, root, note, signed_at)"
    " values (301, '', '', now())": "CHECKPOINT_SURPLUS 301",
}


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize(("statement", "finding"), STATEMENTS.items())
def test_change_is_found_and_named(statement: str, finding: str) -> None:
    assert finding in found(tamper(statement))


@pytest.mark.usefixtures("log")
def test_swapped_entries_are_both_found() -> None:
    with all_guards_off() as cursor:
        for old, new in ((3, 10_000), (4, 3), (10_000, 4)):
            cursor.execute("update ledger_ledgerentry set index = %s where index = %s", [new, old])

    assert {"ENTRY_CHANGED 3", "ENTRY_CHANGED 4"} <= set(found(verify()))


@pytest.mark.usefixtures("log")
def test_entry_rewritten_together_with_its_hash_contradicts_the_signature() -> None:
    with all_guards_off() as cursor:
        cursor.execute("update ledger_ledgerentry set kind = 'X' where index = 100")
        leaf = leaf_hash(queries.leaf_of(LedgerEntry.objects.get(index=100)))
        cursor.execute(
            "update ledger_ledgertile set hashes = overlay(hashes placing %s from 3201)"
            " where level = 0 and number = 0",
            [leaf],
        )

    assert "CHECKPOINT_CONTRADICTED 180" in found(verify())


@pytest.mark.usefixtures("log")
def test_log_cut_short_contradicts_the_witness() -> None:
    with all_guards_off() as cursor:
        for statement in CUT_AT_270:
            cursor.execute(statement)

    assert found(verify()) == ["WITNESS_CONTRADICTED 300"]


@pytest.mark.usefixtures("log")
def test_random_tampering_is_always_found() -> None:
    chance = random.Random(20210518)  # noqa: S311
    for _ in range(25):
        index = chance.randrange(300)
        choices: list[tuple[Any, ...]] = [
            ("update ledger_ledgerentry set kind = kind || 'X' where index = %s", index),
            (
                "update ledger_ledgerentry set recorded_at = recorded_at + interval '1 s'"
                " where index = %s",
                index,
            ),
            ("update ledger_ledgersecret set actor = '' where subject = %s", f"case:{index}"),
            ("delete from ledger_ledgersecret where subject = %s", f"case:{index}"),
            (
                "update ledger_ledgertile set hashes = set_byte(hashes, %s,"
                " get_byte(hashes, %s) # 4) where level = 0 and number = 0",
                index,
                index,
            ),
        ]
        statement, *parameters = chance.choice(choices)

        assert not tamper(statement, *parameters).is_intact, statement


def test_erased_details_are_no_finding() -> None:
    record_many(3)
    api.erase_details(subject="case:1", reason="hết hạn lưu", actor=SYSTEM, at=AT)
    sequence()

    report = verify()

    assert report.is_intact
    assert report.erased_count == 1


def test_changed_waiting_entry_is_found() -> None:
    [entry] = record_many(1)

    report = tamper("update ledger_ledgersecret set actor = 'officer:1'")

    assert found(report) == [f"DETAILS_CHANGED {entry.id}"]


@pytest.mark.usefixtures("log")
def test_without_the_key_nothing_is_believed(settings: Any, tmp_path: Any) -> None:
    settings.LEDGER_KEY_FILE = tmp_path / "elsewhere" / "ledger.key"

    codes = {finding.code for finding in verify().findings}

    assert codes == {"CHECKPOINT_FORGED", "CHECKPOINT_MISSING"}


@pytest.mark.usefixtures("log")
def test_command_says_intact_or_names_the_change() -> None:
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    assert "The ledger is intact." in out.getvalue()

    out = StringIO()
    with all_guards_off() as cursor:
        cursor.execute("update ledger_ledgerentry set kind = 'X' where index = 8")
    with pytest.raises(CommandError, match="2 findings"):
        call_command("verify_ledger", stdout=out)
    assert "ENTRY_CHANGED 8" in out.getvalue()


@pytest.mark.usefixtures("log")
def test_command_takes_a_checkpoint_kept_by_someone_else(tmp_path: Any) -> None:
    kept = tmp_path / "theirs"
    note = str(key_files.find_witness())
    kept.write_text(note, encoding="utf-8")
    call_command("verify_ledger", checkpoint=[kept], stdout=StringIO())

    kept.write_text(note.replace("300", "301"), encoding="utf-8")
    with pytest.raises(CommandError, match="1 findings"):
        call_command("verify_ledger", checkpoint=[kept], stdout=StringIO())


def test_empty_log_is_intact() -> None:
    assert verify().is_intact
