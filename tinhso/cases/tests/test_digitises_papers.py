"""Digitising at the counter: what is due, pages and copy, exemptions, shares; refusals beside."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.cases.models import Case, CasePaper, Channel, DutyState, PaperDuty
from tinhso.cases.operations import (
    Filing,
    Offices,
    OriginalNotChecked,
    UnknownExemption,
    accept_case,
    advance_copy,
    exempt_paper,
    order_copy,
    submit_case,
)
from tinhso.cases.permissions import NotAuthorised
from tinhso.cases.queries import paper_shares
from tinhso.cases.tasks import make_certified_copy
from tinhso.cases.tests.factories import AT, Ward, example_answers, make_case, make_ward, photo
from tinhso.cases.tests.walk import SOON, accepted
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.api import Document, Scan, ScanState
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import sign_in
from tinhso.orgs.tests.factories import make_area
from tinhso.procedures.models import ProcedureVersion
from tinhso.vault.api import VaultPaper

pytestmark = pytest.mark.django_db
PAPER = "birth-notice"


@pytest.fixture
def counter_case(account: CitizenAccount, ward: Ward, version: ProcedureVersion) -> Case:
    """Give a case filed and accepted at the counter."""
    clerk = ward.actor("CLERK")
    filing = Filing(
        version=version,
        applicant=account.person,
        form=example_answers(),
        offices=Offices(ward.office.pk, ward.committee.pk),
        channel=Channel.COUNTER,
        papers_seen_at_counter=True,
    )
    with acting_as(SYSTEM):
        account.person.reader_agency_ids = [ward.office.pk]
        account.person.save()
    with acting_as(clerk):
        case = submit_case(filing=filing, actor=clerk, at=AT)
        return accept_case(case=case, actor=clerk, at=AT)


@pytest.fixture
def desk(client: Client, ward: Ward) -> Client:
    """Give a browser in which the clerk is signed in."""
    sign_in(client, ward.officers["CLERK"])
    return client


def _url(case: Case, name: str = "digitise_paper", paper: str = PAPER) -> str:
    return reverse(f"cases:{name}", args=[case.token, paper])


def _duty(case: Case) -> PaperDuty:
    with acting_as(SYSTEM):
        return PaperDuty.objects.select_related("case", "scan").get(case=case, paper_code=PAPER)


def _add(desk: Client, case: Case, *names: str) -> None:
    response = desk.post(_url(case), {"files": [photo(name) for name in names], "add": "1"})
    assert response.status_code == 302


def _run_to_the_end(case: Case) -> None:
    """Do what the worker would, piece by piece."""
    while (job := _last_job())["duty_id"] and _duty(case).state != DutyState.DIGITISED:
        make_certified_copy(**job)


def _last_job() -> dict[str, Any]:
    jobs = ProcrastinateJob.objects.filter(task_name="tinhso.cases.tasks.make_certified_copy")
    job = jobs.order_by("-id").first()
    assert job is not None
    return dict(job.args)


def test_required_papers_of_a_counter_case_are_due(counter_case: Case, ward: Ward) -> None:
    with acting_as(ward.actor("CLERK")):
        duties = list(PaperDuty.objects.values_list("paper_code", "state", "agency_id"))

    assert duties == [(PAPER, DutyState.TO_DO, ward.office.pk)]


def test_electronic_filing_leaves_nothing_to_digitise(
    account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    accepted(make_case(account, version), ward)

    with acting_as(SYSTEM):
        assert not PaperDuty.objects.exists()


def test_clerk_takes_pages_in_moves_turns_and_drops_them(desk: Client, counter_case: Case) -> None:
    _add(desk, counter_case, "mot.jpg", "hai.jpg", "ba.jpg")
    with acting_as(SYSTEM):
        first, second, third = Scan.objects.get().pages.order_by("ordinal")

    desk.post(_url(counter_case), {"up": third.pk})
    desk.post(_url(counter_case), {"rotate": first.pk})
    desk.post(_url(counter_case), {"remove": second.pk})

    with acting_as(SYSTEM):
        pages = [(page.pk, page.rotation) for page in Scan.objects.get().pages.order_by("ordinal")]
    assert pages == [(first.pk, 90), (third.pk, 0)]
    picture = desk.get(reverse("cases:digitise_page", args=[counter_case.token, first.pk]))
    assert picture["Content-Type"] == "image/jpeg"


def test_copy_enters_case_and_vault_and_closes_the_duty(desk: Client, counter_case: Case) -> None:
    _add(desk, counter_case, "mot.jpg", "hai.jpg")

    assert desk.post(_url(counter_case), {"sign": "1", "is_checked": "on"}).status_code == 302
    waiting = desk.get(_url(counter_case)).content.decode()
    _run_to_the_end(counter_case)
    done = desk.get(_url(counter_case)).content.decode()

    assert "0/2 trang" in waiting
    assert "đã vào hồ sơ" in done
    with acting_as(SYSTEM):
        attached = CasePaper.objects.get(case=counter_case, is_current=True)
        kept = VaultPaper.objects.get()
        assert (attached.way, attached.provenance["origin"]) == ("DIGITISED", "CERTIFIED_COPY")
        assert (kept.kind, kept.person_id) == (PAPER, counter_case.applicant_id)
        assert kept.source_code == counter_case.code
    shown = desk.get(reverse("cases:officer_case", args=[counter_case.token])).content.decode()
    assert "Đã xác thực" in shown
    assert desk.get(reverse("documents:upload", args=[attached.upload.token])).status_code == 200


def test_running_a_piece_again_makes_one_copy(desk: Client, counter_case: Case) -> None:
    _add(desk, counter_case, "mot.jpg")
    desk.post(_url(counter_case), {"sign": "1", "is_checked": "on"})
    _run_to_the_end(counter_case)

    make_certified_copy(**_last_job())

    with acting_as(SYSTEM):
        assert Document.objects.filter(kind="COPY").count() == 1
        assert VaultPaper.objects.count() == 1


def test_signing_needs_the_check_and_a_page(desk: Client, counter_case: Case, ward: Ward) -> None:
    without_page = desk.post(_url(counter_case), {"sign": "1", "is_checked": "on"})
    _add(desk, counter_case, "mot.jpg")
    without_check = desk.post(_url(counter_case), {"sign": "1"})

    assert "Chưa có trang nào" in without_page.content.decode()
    assert "Xác nhận đã đối chiếu" in without_check.content.decode()
    clerk = ward.actor("CLERK")
    with acting_as(clerk), pytest.raises(OriginalNotChecked):
        order_copy(duty=_duty(counter_case), is_checked=False, valid_to=None, actor=clerk, at=SOON)
    with acting_as(SYSTEM):
        assert Scan.objects.get().state == ScanState.OPEN


def test_bad_file_is_named_and_the_good_one_kept(desk: Client, counter_case: Case) -> None:
    bad = SimpleUploadedFile("hong.jpg", photo().read()[:40], "image/jpeg")

    response = desk.post(
        _url(counter_case), {"files": [photo("tot.jpg"), bad], "add": "1"}, follow=True
    )

    assert "hong.jpg" in response.content.decode()
    with acting_as(SYSTEM):
        assert Scan.objects.get().pages.count() == 1


def test_making_can_be_stopped_to_put_pages_right(desk: Client, counter_case: Case) -> None:
    _add(desk, counter_case, "mot.jpg", "hai.jpg")
    desk.post(_url(counter_case), {"sign": "1", "is_checked": "on"})
    make_certified_copy(**_last_job())

    desk.post(_url(counter_case), {"reopen": "1"})
    make_certified_copy(**_last_job())

    with acting_as(SYSTEM):
        scan = Scan.objects.get()
        assert (scan.state, scan.prepared_count) == (ScanState.OPEN, 0)
        assert not Document.objects.filter(kind="COPY").exists()


def test_paper_is_exempt_with_a_reason_of_the_law_and_back(
    desk: Client, counter_case: Case, ward: Ward
) -> None:
    url = _url(counter_case, "digitise_exempt")
    assert "Chọn một lý do." in desk.post(url, {}).content.decode()

    desk.post(url, {"reason": "SHOW_ONLY", "note": "đã xem tại quầy"})
    exempt = _duty(counter_case)
    desk.post(url, {"lift": "1"})

    assert (exempt.state, exempt.reason) == (DutyState.EXEMPT, "SHOW_ONLY")
    assert _duty(counter_case).state == DutyState.TO_DO
    clerk = ward.actor("CLERK")
    with acting_as(clerk), pytest.raises(UnknownExemption):
        exempt_paper(duty=exempt, reason="NO_TIME", note="", actor=clerk, at=SOON)


def test_paper_brought_besides_is_added(desk: Client, counter_case: Case) -> None:
    url = reverse("cases:digitise", args=[counter_case.token])
    assert "Giấy chứng nhận kết hôn của cha mẹ" in desk.get(url).content.decode()

    response = desk.post(url, {"paper": "marriage-certificate"})

    assert response["Location"] == _url(counter_case, paper="marriage-certificate")
    assert desk.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("name", ["digitise_paper", "digitise_exempt"])
def test_others_digitise_nothing(counter_case: Case, ward: Ward, name: str) -> None:
    other = make_ward(make_area("25198", name="Phường Tân Đồng"), number=2)
    stranger, specialist = Client(), Client()
    sign_in(stranger, other.officers["CLERK"])
    sign_in(specialist, ward.officers["SPECIALIST"])

    assert stranger.get(_url(counter_case, name)).status_code == 404
    assert specialist.get(_url(counter_case, name)).status_code == 403
    with acting_as(SYSTEM), pytest.raises(NotAuthorised):
        exempt_paper(
            duty=_duty(counter_case), reason="", note="", actor=other.actor("CLERK"), at=SOON
        )
    with acting_as(other.actor("CLERK")):
        assert not PaperDuty.objects.exists()


def test_shares_count_digitised_against_due_and_leave_exempt_out(
    desk: Client, counter_case: Case, ward: Ward
) -> None:
    clerk = ward.actor("CLERK")
    period = {"since": AT - timedelta(days=1), "until": AT + timedelta(days=1)}
    with acting_as(clerk):
        [before] = paper_shares(clerk, **period)
        exempt_paper(duty=_duty(counter_case), reason="SECRET", note="", actor=clerk, at=SOON)
        [after] = paper_shares(clerk, **period)
        later = paper_shares(clerk, since=AT + timedelta(days=1), until=AT + timedelta(days=2))

    assert (before.to_digitise, before.digitised, before.exempt) == (1, 0, 0)
    assert (after.to_digitise, after.digitised, after.exempt) == (0, 0, 1)
    assert later == []


def test_shares_page_and_file_say_no_number_rather_than_nought(
    desk: Client, counter_case: Case
) -> None:
    url = reverse("cases:paper_shares")
    period = {"since": "2021-06-01", "until": "2021-06-30"}

    text = desk.get(url, period).content.decode()
    file = desk.get(url, {**period, "xuat": "csv"}).content.decode()

    assert "0 % (0/1)" in text
    assert "không có số liệu" in text
    assert "Giấy chứng sinh,1,0,0,0,0,0" in file


def test_shares_ask_the_database_as_often_for_any_period(desk: Client, counter_case: Case) -> None:
    url = reverse("cases:paper_shares")
    desk.get(url)
    with CaptureQueriesContext(connection) as empty:
        desk.get(url, {"since": "2020-01-01", "until": "2020-01-02"})
    with CaptureQueriesContext(connection) as full:
        desk.get(url, {"since": "2021-06-01", "until": "2021-06-30"})

    assert len(empty) == len(full)


def test_a_copy_nobody_ordered_is_not_made(desk: Client, counter_case: Case) -> None:
    with acting_as(SYSTEM):
        done = advance_copy(duty=_duty(counter_case), valid_to="", actor=SYSTEM, at=SOON)

    assert done
    with acting_as(SYSTEM):
        assert not Document.objects.filter(kind="COPY").exists()
