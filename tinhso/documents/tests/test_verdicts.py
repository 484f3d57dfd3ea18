"""The verdict follows from what was found, and nothing outweighs what speaks against a file."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.documents.operations.reason_words import REASON_WORDS
from tinhso.documents.rules.evidence import (
    FileFacts,
    Obstacle,
    Role,
    SignatureFact,
    Trust,
    facts_as_json,
    facts_from_json,
)
from tinhso.documents.rules.verdicts import Conclusion, Policy, Reason, judge, verdict_of

PERSON = SignatureFact(
    field="NguoiKy",
    role=Role.PERSON,
    signer_name="Phạm Thị Ngọc Hương",
    organisation="Sở Y tế",
    serial="1",
    claimed_at=datetime(2026, 3, 2, 3, 4, tzinfo=UTC),
    proven_at=None,
    is_intact=True,
    trust=Trust.TRUSTED,
    is_followed_by_changes=False,
    covers_file=False,
    revision_end=10,
)
SEAL = replace(PERSON, role=Role.ORGANISATION, signer_name="Sở Y tế", serial="2", covers_file=True)
STAMP = replace(SEAL, role=Role.TIMESTAMP, organisation="", serial="3")
HONEST = FileFacts(page_count=1, signatures=(PERSON, SEAL))


def with_signatures(*signatures: SignatureFact) -> FileFacts:
    return replace(HONEST, signatures=signatures)


def test_person_then_organisation_over_everything_is_valid() -> None:
    assert judge(HONEST).is_valid
    assert judge(with_signatures(PERSON, SEAL, STAMP)).is_valid


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (replace(HONEST, is_bare=False), Reason.EXTRA_BYTES),
        (replace(HONEST, is_covered=False), Reason.CHANGED_AFTER),
        (FileFacts(Obstacle.DAMAGED), Reason.DAMAGED),
        (with_signatures(PERSON), Reason.NOT_SEALED),
        (with_signatures(SEAL), Reason.NO_PERSON),
        (with_signatures(SEAL, PERSON), Reason.WRONG_ORDER),
        (with_signatures(PERSON, SEAL, PERSON), Reason.WRONG_ORDER),
        (with_signatures(PERSON, SEAL, SEAL), Reason.WRONG_ORDER),
        (with_signatures(PERSON, replace(SEAL, organisation="Sở Tư pháp")), Reason.OTHER_AGENCY),
        (with_signatures(replace(PERSON, is_intact=False), SEAL), Reason.BROKEN_SIGNATURE),
        (with_signatures(replace(PERSON, is_followed_by_changes=True), SEAL), Reason.CHANGED_AFTER),
        (with_signatures(replace(PERSON, trust=Trust.REVOKED), SEAL), Reason.REVOKED),
        (with_signatures(PERSON, replace(SEAL, trust=Trust.OUTSIDE_PERIOD)), Reason.OUTSIDE_PERIOD),
        (with_signatures(PERSON, replace(SEAL, trust=Trust.UNFIT)), Reason.UNFIT),
        (with_signatures(PERSON, SEAL, replace(STAMP, is_intact=False)), Reason.TIMESTAMP_BROKEN),
    ],
)
def test_one_defect_makes_a_file_invalid(facts: FileFacts, reason: Reason) -> None:
    found = judge(facts)

    assert (found.conclusion, found.reasons) == (Conclusion.INVALID, (reason,))


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (FileFacts(), Reason.NO_SIGNATURE),
        (FileFacts(Obstacle.NOT_PDF), Reason.NOT_PDF),
        (FileFacts(Obstacle.LOCKED), Reason.LOCKED),
        (FileFacts(Obstacle.TOO_HEAVY), Reason.TOO_HEAVY),
        (with_signatures(replace(PERSON, trust=Trust.UNKNOWN_ISSUER), SEAL), Reason.UNKNOWN_ISSUER),
        (with_signatures(PERSON, replace(SEAL, trust=Trust.UNCHECKED)), Reason.UNCHECKED),
        (with_signatures(PERSON, replace(SEAL, trust=Trust.UNPROVEN)), Reason.UNPROVEN_TIME),
    ],
)
def test_what_cannot_be_known_is_undetermined(facts: FileFacts, reason: Reason) -> None:
    found = judge(facts)

    assert (found.conclusion, found.reasons) == (Conclusion.UNDETERMINED, (reason,))


def test_certificates_on_record_must_be_those_in_the_file() -> None:
    assert judge(HONEST, Policy(serials=("1", "2"))).is_valid
    assert judge(HONEST, Policy(serials=("2", "1"))).reasons == (Reason.OTHER_SIGNERS,)


def test_receipt_needs_the_organisation_only() -> None:
    policy = Policy(order=(Role.ORGANISATION,))

    assert judge(with_signatures(SEAL), policy).is_valid
    assert not judge(with_signatures(PERSON, SEAL), policy).is_valid


@given(st.lists(st.sampled_from(Reason), min_size=1))
def test_nothing_outweighs_what_speaks_against_a_file(reasons: list[Reason]) -> None:
    found = verdict_of(*reasons)
    with_more = verdict_of(*reasons, Reason.BROKEN_SIGNATURE)

    assert with_more.conclusion is Conclusion.INVALID
    assert found.is_valid == (set(reasons) <= {Reason.AS_ISSUED, Reason.SIGNED_BY_KNOWN})


def test_facts_survive_the_way_between_processes() -> None:
    facts = with_signatures(PERSON, replace(SEAL, proven_at=PERSON.claimed_at), STAMP)

    assert facts_from_json(facts_as_json(facts)) == facts


def test_every_reason_has_words() -> None:
    assert set(REASON_WORDS) == set(Reason)
