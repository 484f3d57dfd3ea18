"""Verified papers answer a request to supplement, as they answer an application."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tinhso.cases.models import Case, CasePaper, CaseState
from tinhso.cases.operations import Supplement, provide_supplement
from tinhso.cases.queries.digitising import paper_shares
from tinhso.cases.tests.factories import AT, Ward, photo
from tinhso.cases.tests.walk import SOON, asked_for_more
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.api import ConsentMissing, ConsentPurpose, give_consent
from tinhso.identity.models import AccessLog, CitizenAccount
from tinhso.identity.tests.factories import actor_of_account, make_citizen, sign_in
from tinhso.vault.api import PaperNotOffered, VaultPaper
from tinhso.vault.models import PaperState, PaperUse
from tinhso.vault.tests.factories import make_paper

pytestmark = pytest.mark.django_db
KIND = "birth-notice"


@pytest.fixture
def paper(account: CitizenAccount) -> VaultPaper:
    """Give a verified paper that answers the one asked for."""
    return make_paper(account, kind=KIND, about="")


@pytest.fixture
def asked(case: Case, ward: Ward) -> Case:
    """Give a case that waits for a better copy of that paper."""
    return asked_for_more(case, ward)


def _url(case: Case) -> str:
    return reverse("cases:case_supplement", args=[case.token])


def _current(case: Case) -> CasePaper:
    with acting_as(SYSTEM):
        return case.papers.select_related("upload").get(is_current=True, paper_code=KIND)


def test_paper_is_offered_first_and_not_ticked(
    citizen: Client, asked: Case, paper: VaultPaper
) -> None:
    text = citizen.get(_url(asked)).content.decode()

    assert text.index(f'value="{paper.token}"') < text.index('name="photo-birth-notice"')
    assert "checked" not in text


def test_one_tick_answers_the_request_with_its_provenance(
    citizen: Client, asked: Case, paper: VaultPaper
) -> None:
    response = citizen.post(_url(asked), {f"reuse-{KIND}": paper.token})

    asked.refresh_from_db()
    assert response.status_code == 302
    assert asked.state == CaseState.FILED
    attached = _current(asked)
    assert (attached.way, attached.had_offer) == ("REUSED", True)
    assert attached.provenance["verified_by"] == paper.verified_by
    with acting_as(SYSTEM):
        use = PaperUse.objects.get()
    assert (use.subject, use.agency_id) == (f"case:{asked.pk}", asked.receiving_agency_id)


def test_reuse_at_a_supplement_counts_in_the_shares(
    citizen: Client, asked: Case, paper: VaultPaper, ward: Ward
) -> None:
    citizen.post(_url(asked), {f"reuse-{KIND}": paper.token})

    head = ward.actor("LEADER")
    with acting_as(head):
        shares = paper_shares(head, since=AT.replace(year=2020), until=AT.replace(year=2030))
    assert sum(share.reused for share in shares) == 1
    assert sum(share.could_reuse for share in shares) == 1


def test_file_handed_in_although_offered_is_counted_as_such(
    citizen: Client, asked: Case, paper: VaultPaper
) -> None:
    citizen.post(_url(asked), {f"photo-{KIND}": photo()})

    attached = _current(asked)
    assert (attached.way, attached.had_offer) == ("UPLOADED", True)
    with acting_as(SYSTEM):
        assert not PaperUse.objects.exists()


def test_bad_file_beside_a_tick_keeps_neither(
    citizen: Client, asked: Case, paper: VaultPaper
) -> None:
    before = _current(asked).pk

    bad = SimpleUploadedFile("x.jpg", photo().read()[:20], "image/jpeg")

    response = citizen.post(_url(asked), {f"reuse-{KIND}": paper.token, f"file-{KIND}": bad})

    assert response.status_code == 200
    assert _current(asked).pk == before
    with acting_as(SYSTEM):
        assert not PaperUse.objects.exists()


def test_another_citizens_paper_is_refused(citizen: Client, asked: Case) -> None:
    others = make_paper(make_citizen(full_name="Phạm Thị Khác"), kind=KIND, about="")

    text = citizen.post(_url(asked), {f"reuse-{KIND}": others.token}).content.decode()

    asked.refresh_from_db()
    assert "Giấy tờ này không dùng lại được." in text
    assert asked.state == CaseState.SUPPLEMENT_REQUESTED


def test_paper_revoked_between_page_and_sending_changes_nothing(
    account: CitizenAccount, asked: Case, paper: VaultPaper
) -> None:
    with acting_as(SYSTEM):
        VaultPaper.objects.filter(pk=paper.pk).update(state=PaperState.REVOKED)
    actor = actor_of_account(account)
    given = Supplement(ticked=((KIND, paper.token),))

    with acting_as(actor), pytest.raises(PaperNotOffered):
        provide_supplement(case=asked, supplement=given, actor=actor, at=SOON)

    asked.refresh_from_db()
    assert asked.state == CaseState.SUPPLEMENT_REQUESTED


def test_clerk_takes_it_only_with_consent_and_the_office_may_open_it(
    account: CitizenAccount, asked: Case, paper: VaultPaper, ward: Ward
) -> None:
    desk, url = Client(), reverse("cases:officer_supplement", args=[asked.token])
    sign_in(desk, ward.officers["CLERK"])
    clerk, owner = ward.actor("CLERK"), actor_of_account(account)
    given = Supplement(ticked=((KIND, paper.token),))
    assert paper.token not in desk.get(url).content.decode()
    with acting_as(clerk), pytest.raises(ConsentMissing):
        provide_supplement(case=asked, supplement=given, actor=clerk, at=SOON)

    with acting_as(owner):
        give_consent(actor=owner, purpose=ConsentPurpose.REUSE_AT_COUNTER, at=AT)
    assert paper.token in desk.get(url).content.decode()
    response = desk.post(url, {f"reuse-{KIND}": paper.token})

    assert response.status_code == 302
    upload = _current(asked).upload
    assert desk.get(reverse("documents:upload", args=[upload.token])).status_code == 200
    with acting_as(SYSTEM):
        assert AccessLog.objects.filter(reference=paper.reference).exists()


def test_page_reads_the_offers_with_one_query(
    citizen: Client, asked: Case, account: CitizenAccount
) -> None:
    citizen.get(_url(asked))
    with CaptureQueriesContext(connection) as without:
        citizen.get(_url(asked))
    for about in ("Một", "Hai"):
        make_paper(account, kind=KIND, about=about)
    with CaptureQueriesContext(connection) as found:
        citizen.get(_url(asked))

    assert len(found) == len(without)
