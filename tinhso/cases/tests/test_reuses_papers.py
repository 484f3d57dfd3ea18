"""Using verified papers again: offered on the papers page, filed, seen by the clerk, counted."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.cases.models import Case, CasePaper, Draft
from tinhso.cases.operations import (
    PapersMissing,
    Writer,
    choose_place,
    keep_result,
    reuse_paper,
    start_draft,
    submit_draft,
)
from tinhso.cases.tasks import keep_result_in_vault
from tinhso.cases.tests.factories import (
    AT,
    Ward,
    example_answers,
    make_case,
    make_draft,
    make_version,
    photo,
)
from tinhso.cases.tests.walk import finished
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.api import ConsentMissing, ConsentPurpose, give_consent
from tinhso.identity.models import AccessLog, CitizenAccount
from tinhso.identity.tests.factories import actor_of_account, make_citizen, sign_in
from tinhso.procedures.models import ProcedureVersion
from tinhso.vault.api import VaultPaper
from tinhso.vault.models import PaperState, PaperUse
from tinhso.vault.tests.factories import make_paper

pytestmark = pytest.mark.django_db
KIND = "birth-notice"


@pytest.fixture
def paper(account: CitizenAccount) -> VaultPaper:
    """Give a verified paper that answers birth registration's required one."""
    return make_paper(account, kind=KIND, about="")


@pytest.fixture
def draft(account: CitizenAccount, ward: Ward, version: ProcedureVersion) -> Draft:
    """Give an application written but for its papers."""
    with acting_as(SYSTEM):
        draft = make_draft(account, version, **example_answers())
        return choose_place(draft=draft, area_code="25195", at=AT)


def _url(draft: Draft) -> str:
    return reverse("cases:draft_papers", args=[draft.token])


def _file(draft: Draft, account: CitizenAccount) -> Case:
    actor = actor_of_account(account)
    with acting_as(actor):
        return submit_draft(draft=draft, actor=actor, at=timezone.now())


def test_paper_is_offered_first_and_not_ticked(
    citizen: Client, draft: Draft, paper: VaultPaper
) -> None:
    text = citizen.get(_url(draft)).content.decode()

    assert "Dùng lại giấy tờ đã có" in text
    offer = text.index(f'value="{paper.token}"')
    assert offer < text.index('name="photo-birth-notice"')
    assert "checked" not in text


def test_one_tick_answers_the_paper_and_the_case_knows_its_source(
    citizen: Client, account: CitizenAccount, draft: Draft, paper: VaultPaper
) -> None:
    response = citizen.post(_url(draft), {f"reuse-{KIND}": paper.token, "go": "next"})

    assert response.status_code == 302
    case = _file(draft, account)
    with acting_as(SYSTEM):
        attached = CasePaper.objects.get(case=case)
        assert (attached.way, attached.had_offer) == ("REUSED", True)
        assert attached.provenance["verified_by"] == paper.verified_by
        use = PaperUse.objects.get()
        assert (use.subject, use.agency_id) == (f"case:{case.pk}", case.receiving_agency_id)


def test_ticking_twice_attaches_once(citizen: Client, draft: Draft, paper: VaultPaper) -> None:
    for _ in range(2):
        citizen.post(_url(draft), {f"reuse-{KIND}": paper.token})

    with acting_as(SYSTEM):
        assert draft.papers.count() == 1


def test_file_handed_in_although_offered_is_counted_as_such(
    citizen: Client, account: CitizenAccount, draft: Draft, paper: VaultPaper
) -> None:
    citizen.post(_url(draft), {f"photo-{KIND}": photo(), "go": "next"})
    case = _file(draft, account)

    with acting_as(SYSTEM):
        attached = CasePaper.objects.get(case=case)
        assert (attached.way, attached.had_offer) == ("UPLOADED", True)
        assert not PaperUse.objects.exists()


def test_clerk_sees_the_seal_and_need_not_check_again(
    citizen: Client, account: CitizenAccount, draft: Draft, paper: VaultPaper, ward: Ward
) -> None:
    citizen.post(_url(draft), {f"reuse-{KIND}": paper.token})
    case = _file(draft, account)
    desk = Client()
    sign_in(desk, ward.officers["CLERK"])

    text = desk.get(reverse("cases:officer_case", args=[case.token])).content.decode()

    assert "Đã xác thực" in text
    assert paper.verified_by in text
    assert "Không cần đối chiếu lại." in text
    with acting_as(SYSTEM):
        upload = CasePaper.objects.get(case=case).upload
    assert desk.get(reverse("documents:upload", args=[upload.token])).status_code == 200


def test_expired_paper_is_named_with_the_reason(
    citizen: Client, account: CitizenAccount, draft: Draft
) -> None:
    tomorrow = (timezone.now() + timedelta(days=1)).date()
    old = make_paper(account, kind=KIND, about="", valid_to=tomorrow)
    with acting_as(SYSTEM):
        VaultPaper.objects.filter(pk=old.pk).update(valid_to="2026-03-05")

    text = citizen.get(_url(draft)).content.decode()
    answer = citizen.post(_url(draft), {f"reuse-{KIND}": old.token}).content.decode()

    assert "không dùng lại được: Đã hết hạn" in text
    assert "đã hết hạn. Hãy tải lên bản khác." in answer


def test_paper_revoked_after_the_tick_stops_the_filing_and_leaves_nothing(
    citizen: Client, account: CitizenAccount, draft: Draft, paper: VaultPaper
) -> None:
    citizen.post(_url(draft), {f"reuse-{KIND}": paper.token})
    with acting_as(SYSTEM):
        VaultPaper.objects.filter(pk=paper.pk).update(state=PaperState.REVOKED)

    answer = citizen.post(reverse("cases:draft_check", args=[draft.token]), {"declaration": "on"})

    assert "cơ quan đã thu hồi" in answer.content.decode()
    with acting_as(SYSTEM):
        assert not Case.objects.exists()


def test_another_citizens_paper_is_refused(
    citizen: Client, draft: Draft, account: CitizenAccount
) -> None:
    others = make_paper(make_citizen(full_name="Phạm Thị Khác"), kind=KIND, about="")

    text = citizen.post(_url(draft), {f"reuse-{KIND}": others.token}).content.decode()

    assert "Giấy tờ này không dùng lại được." in text
    with acting_as(SYSTEM):
        assert not draft.papers.exists()
    with pytest.raises(PapersMissing):
        _file(draft, account)


def test_papers_page_reads_the_offers_with_one_query(
    citizen: Client, draft: Draft, account: CitizenAccount
) -> None:
    citizen.get(_url(draft))
    with CaptureQueriesContext(connection) as without:
        citizen.get(_url(draft))
    for about in ("Một", "Hai", "Ba"):
        make_paper(account, kind=KIND, about=about)
    citizen.get(_url(draft))  # what is remembered for seconds is read again
    with CaptureQueriesContext(connection) as found:
        citizen.get(_url(draft))

    assert len(found) == len(without)
    asked = [query["sql"] for query in found if "vault_vaultpaper" in query["sql"]]
    assert len(asked) == 1


def test_clerk_reuses_only_with_consent_and_is_seen(
    account: CitizenAccount, ward: Ward, version: ProcedureVersion, paper: VaultPaper
) -> None:
    clerk, citizen = ward.actor("CLERK"), actor_of_account(account)
    with acting_as(SYSTEM):
        writer = Writer(account.person, counter_agency_id=ward.office.pk)
        draft = start_draft(version=version, writer=writer, answers={}, at=AT)
    pick = partial(reuse_paper, draft=draft, paper_code=KIND, token=paper.token, actor=clerk)
    with acting_as(clerk), pytest.raises(ConsentMissing):
        pick(at=timezone.now())

    with acting_as(citizen):
        give_consent(actor=citizen, purpose=ConsentPurpose.REUSE_AT_COUNTER, at=AT)
    with acting_as(clerk):
        pick(at=timezone.now())
        assert draft.papers.select_related("upload").get().upload.name == "Giấy khai sinh.pdf"

    with acting_as(SYSTEM):
        assert AccessLog.objects.get().reference == paper.reference


def _ordered(task: str) -> list[dict[str, int]]:
    jobs = ProcrastinateJob.objects.filter(task_name=f"tinhso.cases.tasks.{task}")
    return list(jobs.values_list("args", flat=True))


def test_issued_result_enters_the_vault_by_itself_once(ward: Ward) -> None:
    account = make_citizen()
    case = finished(make_case(account, make_version()), ward)

    assert _ordered("keep_result_in_vault") == [{"case_id": case.pk}]
    keep_result_in_vault(case_id=case.pk)
    with acting_as(SYSTEM):
        again = keep_result(case=Case.objects.get(pk=case.pk), actor=SYSTEM, at=timezone.now())
        [kept] = VaultPaper.objects.all()

    assert again == kept
    assert (kept.person_id, kept.kind) == (account.person_id, "birth-certificate")
    assert kept.about == example_answers()["child_full_name"]
    assert kept.source_code == case.code
    assert kept.verified_by
