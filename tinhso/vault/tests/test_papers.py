"""Papers in the vault: kept once, replaced, offered or not, used, revoked, shared, erased."""

from datetime import date, timedelta

import pytest
from django.http import Http404

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.api import Upload
from tinhso.documents.models import Document, StoredFile
from tinhso.documents.tests.factories import AT, Office
from tinhso.identity.api import (
    ConsentMissing,
    ConsentNotYours,
    ConsentPurpose,
    give_consent,
    has_consent,
    withdraw_consent,
)
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import actor_of_account, make_citizen
from tinhso.ledger.api import find_entries
from tinhso.vault.api import (
    NewPaper,
    PaperKind,
    PaperNotOffered,
    Use,
    VaultPaper,
    keep_paper,
    known_facts,
    list_offers,
    pick_paper,
    use_papers,
)
from tinhso.vault.models import PaperState, PaperUse
from tinhso.vault.operations import erase_paper, revoke_paper, share_paper, stop_sharing
from tinhso.vault.operations.keeping import RevocationRefused
from tinhso.vault.operations.owning import NotYourPaper
from tinhso.vault.permissions import access_paper_for_citizen, access_paper_for_officer
from tinhso.vault.tests.factories import LATER, make_paper, reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> CitizenAccount:
    """Give a citizen."""
    return make_citizen()


def _offers(account: CitizenAccount, code: str = "birth-certificate") -> list[tuple[str, str]]:
    actor = actor_of_account(account)
    with acting_as(actor):
        found = list_offers(actor=actor, person_id=account.person_id, paper_codes=[code], at=LATER)
    return [(offer.about, offer.reason) for offer in found.get(code, [])]


def _pick(account: CitizenAccount, token: str, code: str = "birth-certificate") -> VaultPaper:
    actor = actor_of_account(account)
    with acting_as(actor):
        return pick_paper(
            actor=actor, person_id=account.person_id, paper_code=code, token=token, at=LATER
        )


def test_issued_paper_is_kept_once_with_its_provenance(account: CitizenAccount) -> None:
    paper = make_paper(account)

    assert paper.title == "Giấy khai sinh"
    assert paper.verified_by == "Phạm Thị Ngọc Hương, Chủ tịch"
    assert paper.valid_from == date(2026, 3, 2)
    assert paper.upload is not None
    assert paper.upload.person_id == account.person_id
    assert [entry.kind for entry in find_entries(paper.reference)] == ["VAULT_PAPER_KEPT"]


def test_keeping_again_gives_the_paper_that_is_there(account: CitizenAccount) -> None:
    paper = make_paper(account)
    again = NewPaper(
        document=paper.document,
        person_id=account.person_id,
        kind=PaperKind(code="other", name={}),
        origin="RESULT",
        source_title="",
        source_code="",
        verified_by="",
    )

    with acting_as(SYSTEM):
        assert keep_paper(new=again, actor=SYSTEM, at=LATER).pk == paper.pk
        assert VaultPaper.objects.count() == 1


def test_a_newer_paper_about_the_same_person_replaces_the_older(account: CitizenAccount) -> None:
    office = Office()
    older = make_paper(account, office)
    make_paper(account, office)
    sibling = make_paper(account, office, about="Nguyễn Minh Anh")

    with acting_as(SYSTEM):
        older.refresh_from_db()
        assert older.state == PaperState.SUPERSEDED
        assert sibling.state == PaperState.CURRENT
    assert sorted(_offers(account)) == [("Nguyễn Minh Anh", ""), ("Nguyễn Minh Khuê", "")]


def test_expired_paper_is_not_offered_and_says_why(account: CitizenAccount) -> None:
    paper = make_paper(account, valid_to=date(2026, 3, 9))

    assert _offers(account) == [("Nguyễn Minh Khuê", "EXPIRED")]
    with pytest.raises(PaperNotOffered, match="hết hạn"):
        _pick(account, paper.token)


def test_paper_whose_document_is_revoked_is_not_offered(account: CitizenAccount) -> None:
    paper = make_paper(account)
    with acting_as(SYSTEM):
        Document.objects.filter(pk=paper.document_id).update(state="REVOKED")

    assert _offers(account) == [("Nguyễn Minh Khuê", "REVOKED")]


def test_paper_does_not_answer_another_question(account: CitizenAccount) -> None:
    paper = make_paper(account)

    with pytest.raises(PaperNotOffered):
        _pick(account, paper.token, "identity-paper")


def test_another_citizen_is_offered_nothing_and_picks_nothing(account: CitizenAccount) -> None:
    paper = make_paper(account)
    other = make_citizen(full_name="Phạm Thị Khác")
    stranger = actor_of_account(other)

    assert _offers(other) == []
    with pytest.raises(PaperNotOffered):
        _pick(other, paper.token)
    with pytest.raises(ConsentMissing), acting_as(stranger):
        pick_paper(
            actor=stranger,
            person_id=account.person_id,
            paper_code="birth-certificate",
            token=paper.token,
            at=LATER,
        )
    assert reading(stranger) == []


def test_clerk_is_offered_papers_only_with_consent(account: CitizenAccount) -> None:
    make_paper(account)
    clerk, citizen = Office().clerk, actor_of_account(account)

    def ask() -> int:
        with acting_as(clerk):
            found = list_offers(
                actor=clerk,
                person_id=account.person_id,
                paper_codes=["birth-certificate"],
                at=LATER,
            )
        return len(found.get("birth-certificate", []))

    before = ask()
    with acting_as(citizen):
        give_consent(actor=citizen, purpose=ConsentPurpose.REUSE_AT_COUNTER, at=AT)
    during = ask()
    with acting_as(citizen):
        withdraw_consent(actor=citizen, purpose=ConsentPurpose.REUSE_AT_COUNTER, at=AT)
    after = ask()

    assert (before, during, after) == (0, 1, 0)


def test_a_use_counts_once_a_case(account: CitizenAccount) -> None:
    paper, office = make_paper(account), Office()
    use = Use(account.person_id, office.agency.pk, "case:7", "Tuyển sinh")
    citizen = actor_of_account(account)

    with acting_as(citizen):
        provenance = use_papers(tokens={paper.token}, use=use, at=LATER)
        use_papers(tokens={paper.token}, use=use, at=LATER)
        uses = list(PaperUse.objects.all())

    assert [(one.subject, one.kind) for one in uses] == [("case:7", "birth-certificate")]
    assert provenance[paper.token]["verified_by"] == "Phạm Thị Ngọc Hương, Chủ tịch"
    assert "Khuê" not in str(provenance)


def test_only_the_verifying_agency_revokes(account: CitizenAccount) -> None:
    office = Office()
    paper = make_paper(account, office)
    for actor in (Office().leader, office.clerk, actor_of_account(account)):
        with acting_as(SYSTEM), pytest.raises(RevocationRefused):
            revoke_paper(paper=paper, reason="Sai", actor=actor, at=LATER)

    with acting_as(office.leader):
        revoke_paper(paper=paper, reason="Cấp sai người", actor=office.leader, at=LATER)

    assert _offers(account) == [("Nguyễn Minh Khuê", "REVOKED")]


def test_shared_paper_is_seen_until_the_person_takes_it_back(account: CitizenAccount) -> None:
    paper, other, citizen = make_paper(account), Office(), actor_of_account(account)
    reader = other.clerk
    with acting_as(reader), pytest.raises(Http404):
        access_paper_for_officer(reader, paper.token, LATER)

    with acting_as(citizen):
        share_paper(paper=paper, agency_id=other.agency.pk, days=7, actor=citizen, at=AT)
    with acting_as(reader):
        assert access_paper_for_officer(reader, paper.token, LATER - timedelta(days=1)) == paper
        with pytest.raises(Http404):
            access_paper_for_officer(reader, paper.token, LATER + timedelta(days=8))
    with acting_as(citizen):
        stop_sharing(paper=paper, agency_id=other.agency.pk, actor=citizen, at=LATER)

    with acting_as(reader), pytest.raises(Http404):
        access_paper_for_officer(reader, paper.token, LATER)
    assert reading(reader) == []


def test_nobody_else_shares_or_erases(account: CitizenAccount) -> None:
    paper, stranger = make_paper(account), actor_of_account(make_citizen())

    with acting_as(SYSTEM):
        with pytest.raises(NotYourPaper):
            share_paper(paper=paper, agency_id=1, days=1, actor=stranger, at=AT)
        with pytest.raises(NotYourPaper):
            erase_paper(paper=paper, actor=stranger, at=AT)
    with acting_as(stranger), pytest.raises(Http404):
        access_paper_for_citizen(stranger, paper.token)


def test_erasing_removes_data_file_and_name_but_not_the_archive(account: CitizenAccount) -> None:
    paper, citizen = make_paper(account), actor_of_account(account)
    upload, document_id = paper.upload, paper.document_id
    assert upload is not None

    with acting_as(citizen):
        erase_paper(paper=paper, actor=citizen, at=LATER)

    with acting_as(SYSTEM):
        row = VaultPaper.objects.get(pk=paper.pk)
        assert (row.facts, row.about, row.title, row.source_code) == (
            "",
            "",
            "birth-certificate",
            "",
        )
        assert not Upload.objects.filter(pk=upload.pk).exists()
        assert Document.objects.filter(pk=document_id, state="ISSUED").exists()
        assert StoredFile.objects.filter(renditions__document_id=document_id).exists()
    assert _offers(account) == []


def test_facts_answer_another_form_unless_two_papers_could(account: CitizenAccount) -> None:
    actor = actor_of_account(account)
    office = Office()
    make_paper(account, office)

    with acting_as(actor):
        one = known_facts(actor=actor, procedure_code="3.000182", on=date(2026, 3, 9))
    make_paper(account, office, about="Nguyễn Minh Anh")
    with acting_as(actor):
        two = known_facts(actor=actor, procedure_code="3.000182", on=date(2026, 3, 9))

    assert one["pupil_full_name"] == ("Nguyễn Minh Khuê", "Giấy khai sinh")
    assert two == {}


def test_only_the_person_gives_and_takes_consent(account: CitizenAccount) -> None:
    clerk = Office().clerk

    with acting_as(SYSTEM), pytest.raises(ConsentNotYours):
        give_consent(actor=clerk, purpose=ConsentPurpose.REUSE_AT_COUNTER, at=AT)

    assert not has_consent(
        person_id=account.person_id, purpose=ConsentPurpose.REUSE_AT_COUNTER, at=AT
    )
