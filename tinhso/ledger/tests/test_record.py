"""Recording: one statement, in the caller's transaction, public without personal data, for good."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tinhso.core.actors import PUBLIC, SYSTEM, Actor, ActorKind
from tinhso.core.rls import acting_as
from tinhso.ledger import api
from tinhso.ledger.models import LedgerCheckpoint, LedgerEntry, LedgerSecret, LedgerTile
from tinhso.ledger.rules import records
from tinhso.ledger.tests.factories import AT, OFFICER, record_many, sequence

pytestmark = pytest.mark.django_db
CITIZEN = Actor(ActorKind.CITIZEN, person_id=7, account_id=8)
STRANGER = Actor(ActorKind.OFFICER, account_id=13, agency_ids=(4,))


@pytest.mark.parametrize("actor", [PUBLIC, CITIZEN, OFFICER, SYSTEM])
def test_everyone_records_with_one_statement(actor: Actor, django_assert_num_queries: Any) -> None:
    with acting_as(actor), django_assert_num_queries(1):
        entry = api.record(kind="CASE_FILED", subject="case:1", payload={}, actor=actor, at=AT)

    stored = LedgerEntry.objects.get()
    assert (stored.id, stored.kind, stored.recorded_at) == (entry.id, "CASE_FILED", AT)
    assert LedgerSecret.objects.get().actor == actor.reference


def test_act_that_fails_leaves_no_entry() -> None:
    @transaction.atomic
    def act_and_fail() -> None:
        record_many(1)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        act_and_fail()

    assert not LedgerEntry.objects.exists()


def test_public_entry_holds_no_personal_data() -> None:
    record_many(1)
    sequence()
    entry = LedgerEntry.objects.get()

    leaf = api.inclusion_proof(entry.id).leaf.decode()

    for private in ("Nguyễn", "case:0", "officer", "12"):
        assert private not in leaf.replace(str(entry.id), "").replace(
            bytes(entry.commitment).hex(), ""
        )


@pytest.mark.parametrize("actor", [PUBLIC, CITIZEN, STRANGER])
def test_others_see_entries_and_no_secret(actor: Actor) -> None:
    [entry] = record_many(1)

    with acting_as(actor):
        assert LedgerEntry.objects.count() == 1
        assert not LedgerSecret.objects.exists()
        assert api.find_disclosure(entry.id) is None


def test_own_agency_can_prove_what_was_recorded() -> None:
    [entry] = record_many(1)

    with acting_as(OFFICER):
        disclosure = api.find_disclosure(entry.id)

    assert disclosure is not None
    assert records.commit(disclosure.salt, disclosure.details) == entry.commitment


def test_entries_of_a_subject_are_found_in_order() -> None:
    first, _, third = (*record_many(2), *record_many(1))

    with acting_as(PUBLIC):
        found = api.find_entries("case:0")

    assert [entry.id for entry in found] == [first.id, third.id]


@pytest.mark.parametrize(
    "kind", ["", "case_accepted", "CASE ACCEPTED", "CASE-1", "HỒ_SƠ", "A" * 81]
)
def test_kind_that_is_no_code_is_refused(kind: str) -> None:
    with pytest.raises(api.BadKind):
        api.record(kind=kind, subject="case:1", payload={}, actor=SYSTEM, at=AT)


def test_float_in_the_payload_is_refused() -> None:
    with pytest.raises(api.NotRecordable):
        api.record(kind="CASE_PAID", subject="c", payload={"fee": 1.5}, actor=SYSTEM, at=AT)


@pytest.mark.parametrize(
    "statement",
    [
        "update ledger_ledgerentry set kind = 'CASE_REFUSED'",
        "update ledger_ledgerentry set index = index + 1",
        "update ledger_ledgerentry set recorded_at = now()",
        "delete from ledger_ledgerentry",
        "update ledger_ledgersecret set subject = 'case:9'",
        "update ledger_ledgertile set hashes = ''",
        "delete from ledger_ledgertile",
        "update ledger_ledgercheckpoint set note = ''",
        "delete from ledger_ledgercheckpoint",
    ],
)
def test_database_refuses_every_change(statement: str) -> None:
    record_many(2)
    sequence()

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_erasure_destroys_the_details_and_keeps_the_proof() -> None:
    erased, kept = record_many(2)
    sequence()

    count = api.erase_details(subject="case:0", reason="hết hạn lưu", actor=SYSTEM, at=AT)
    sequence()

    assert count == 1
    assert not LedgerSecret.objects.filter(entry=erased.id).exists()
    assert LedgerSecret.objects.filter(entry=kept.id).exists()
    assert api.inclusion_proof(erased.id).is_valid()
    assert LedgerEntry.objects.get(index=2).kind == "LEDGER_DETAILS_ERASED"


def test_erasure_of_nothing_records_nothing() -> None:
    assert api.erase_details(subject="case:9", reason="x", actor=SYSTEM, at=AT) == 0
    assert not LedgerEntry.objects.exists()


def test_waiting_entry_has_no_proof_yet() -> None:
    [entry] = record_many(1)

    with pytest.raises(api.NotYetSequenced) as refusal:
        api.inclusion_proof(entry.id)

    assert "vài giây" in refusal.value.message
    assert not LedgerTile.objects.exists()
    assert not LedgerCheckpoint.objects.exists()
