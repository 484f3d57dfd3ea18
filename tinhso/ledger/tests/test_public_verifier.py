"""A running site checked from outside: by our stand-alone program and by pymerkle's verifier."""

import json
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from pymerkle import verify_consistency, verify_inclusion
from pymerkle.core import _consistency_path_layout, _inclusion_path_layout
from pymerkle.proof import ConsistencyProof, InclusionProof
from pytest_django.live_server_helper import LiveServer

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.ledger import api
from tinhso.ledger.gateways import key_files
from tinhso.ledger.operations import write_anchor
from tinhso.ledger.rules import notes
from tinhso.ledger.tests.factories import AT, OFFICER, record_many, sequence
from tinhso.ledger.tests.test_verification import all_guards_off
from tinhso_verify import merkle
from tinhso_verify import notes as outside
from tinhso_verify.__main__ import CHANGED, HOLDS, main
from tinhso_verify.tiles import Log, Source

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(live_server: LiveServer) -> str:
    record_many(300)
    sequence(batch_size=130)
    return str(live_server.url)


def key_text() -> str:
    public_key = key_files.find_public_key()
    assert public_key is not None
    return notes.verifier_key(settings.LEDGER_ORIGIN, public_key)


def verify(site: str, *more: str) -> int:
    return main(["verify", site, "--key", key_text(), *more])


def get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own site
        return bytes(answer.read())


def test_the_running_site_holds_and_keeps_holding_while_it_grows(site: str, tmp_path: Path) -> None:
    memory = str(tmp_path / "memory")
    write_anchor(day=AT.date())
    anchor = tmp_path / "anchor.txt"
    anchor.write_bytes(get(f"{site}/log/anchors/{AT.date()}.txt"))
    assert verify(site, "--all", "--remember", memory, "--anchor", str(anchor)) == HOLDS

    record_many(400, first=300)
    sequence()

    assert verify(site, "--all", "--remember", memory, "--anchor", str(anchor)) == HOLDS


def test_a_person_checks_their_own_entry_and_details(site: str, tmp_path: Path) -> None:
    with acting_as(SYSTEM):
        entry = api.find_entries("case:7")[0]
    with acting_as(OFFICER):
        disclosure: Any = api.find_disclosure(entry.id)
    details, proof = tmp_path / "details.json", tmp_path / "proof.json"
    details.write_text(
        json.dumps({"salt": disclosure.salt.hex(), "details": disclosure.details}), encoding="utf-8"
    )
    proof.write_bytes(get(f"{site}/so-cai/{entry.index}/bang-chung.json"))

    assert verify(site, "--entry", str(entry.index), "--details", str(details)) == HOLDS
    assert verify("-", "--proof", str(proof)) == HOLDS
    assert verify(site, "--entry", "8", "--details", str(details)) == CHANGED


def test_a_bent_proof_is_refused(site: str, tmp_path: Path) -> None:
    proof = json.loads(get(f"{site}/so-cai/12/bang-chung.json"))
    file = tmp_path / "proof.json"
    file.write_text(json.dumps({**proof, "index": 13}), encoding="utf-8")

    assert verify("-", "--proof", str(file)) == CHANGED


@pytest.mark.parametrize(
    "statement",
    [
        "update ledger_ledgerentry set kind = 'CASE_REFUSED' where index = 41",
        "update ledger_ledgerentry set recorded_at = recorded_at - interval '1 d' where index = 2",
        "update ledger_ledgertile set hashes = set_byte(hashes, 69, 255 - get_byte(hashes, 69))"
        " where level = 0 and number = 0",
        "update ledger_ledgertile set hashes = set_byte(hashes, 2, 255 - get_byte(hashes, 2))"
        " where level = 1",
        "update ledger_ledgercheckpoint set note = replace(note, '300', '299') where size = 300",
        "delete from ledger_ledgerentry where index = 299",
    ],
)
def test_what_a_superuser_changes_is_found_from_outside(site: str, statement: str) -> None:
    with acting_as(SYSTEM), all_guards_off() as cursor:
        if statement.startswith("delete"):
            cursor.execute(
                "delete from ledger_ledgersecret where entry_id in"
                " (select id from ledger_ledgerentry where index = 299)"
            )
        cursor.execute(statement)
        assert cursor.rowcount == 1

    assert verify(site, "--all") == CHANGED


def test_pymerkle_accepts_inclusion_and_consistency_of_what_is_served(site: str) -> None:
    key = outside.read_key(key_text())
    checkpoint = outside.open_checkpoint(get(f"{site}/log/checkpoint").decode(), key)
    log = Log(Source(site), checkpoint.size)
    for index in (0, 129, 255, 256, 299):
        rule, _ = _inclusion_path_layout(index + 1, checkpoint.size)
        leaf = merkle.leaf_hash(log.entries(index // 256)[index % 256])
        path = [leaf, *log.inclusion_path(index)]
        proof = InclusionProof("sha256", True, checkpoint.size, index + 1, rule, path)
        verify_inclusion(leaf, checkpoint.root, proof, index=index + 1, size=checkpoint.size)
    for old in (130, 260):
        rule, subset, ranges = _consistency_path_layout(old, checkpoint.size)
        path = [log._range(begin, end) for begin, end in ranges]
        proof = ConsistencyProof("sha256", True, checkpoint.size, old, rule, subset, path)
        with connection.cursor() as cursor:
            cursor.execute("select root from ledger_ledgercheckpoint where size = %s", [old])
            old_root = bytes(cursor.fetchone()[0])
        verify_consistency(old_root, checkpoint.root, proof, later_size=checkpoint.size)
