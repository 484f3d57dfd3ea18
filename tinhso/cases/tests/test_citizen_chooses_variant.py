"""A citizen says in plain words which case within a procedure is theirs, before the form."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.cases.models import Case, Draft
from tinhso.cases.operations import VariantNotChosen, choose_variant, submit_draft
from tinhso.cases.tests.factories import (
    AT,
    ONE_WORKING_DAY,
    Ward,
    make_draft,
    make_ready_draft,
    make_version,
)
from tinhso.cases.tests.pages import text_of
from tinhso.cases.tests.walk import accepted
from tinhso.core.clock import local
from tinhso.core.rls import acting_as
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import actor_of_account
from tinhso.procedures.models import ProcedureVersion

pytestmark = pytest.mark.django_db


def variant(code: str, *, papers: list[str], days: int = 1, fee_vnd: int = 0) -> dict[str, Any]:
    """Give a variant with its own papers, limit and fee."""
    limit = {"amount": days, "unit": "WORKING_DAY"}
    return {
        "code": code,
        "name": {"vi": f"Trường hợp {code}", "en": f"Variant {code}"},
        "help": None,
        "required_papers": papers,
        "optional_papers": ["authorisation"],
        "ways": [{**way, "time_limit": limit, "fee_vnd": fee_vnd} for way in ONE_WORKING_DAY],
        "process": [],
        "certainty": "to_confirm",
    }


@pytest.fixture
def version(db: None) -> ProcedureVersion:
    """Give birth registration with two variants."""
    return make_version(
        variants=[
            variant("hospital", papers=["birth-notice"]),
            variant("abandoned", papers=["abandoned-child-record"], days=5, fee_vnd=9000),
        ]
    )


def url(draft: Draft) -> str:
    """Give the address of the choice."""
    return reverse("cases:draft_variant", args=[draft.token])


def test_choice_comes_before_everything_else(
    citizen: Client, ward: Ward, version: ProcedureVersion
) -> None:
    response = citizen.post("/nop-ho-so/dang-ky-khai-sinh/")

    assert response.headers["Location"] == url(Draft.objects.get())
    page = text_of(citizen, url(Draft.objects.get()))
    assert "Bạn thuộc trường hợp nào?" in page
    assert "Trường hợp abandoned" in page


def test_choice_is_kept_and_leads_on(
    citizen: Client, account: CitizenAccount, version: ProcedureVersion
) -> None:
    draft = make_draft(account, version)

    response = citizen.post(url(draft), {"variant": "abandoned"})

    draft.refresh_from_db()
    assert draft.variant == "abandoned"
    assert response.headers["Location"] == reverse("cases:draft_place", args=[draft.token])
    papers = text_of(citizen, reverse("cases:draft_papers", args=[draft.token]))
    assert "file-abandoned-child-record" in papers
    assert "file-birth-notice" not in papers


@pytest.mark.parametrize("sent", [{}, {"variant": "moon"}])
def test_choice_must_be_made(
    citizen: Client, account: CitizenAccount, version: ProcedureVersion, sent: dict[str, str]
) -> None:
    draft = make_draft(account, version)

    page = citizen.post(url(draft), sent).content.decode()

    assert "Chọn trường hợp đúng với bạn." in page
    draft.refresh_from_db()
    assert draft.variant == ""


def test_case_keeps_papers_fee_and_limit_of_its_variant(
    account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_ready_draft(account, version)
    actor = actor_of_account(account)
    with acting_as(actor):
        draft.papers.update(paper_code="abandoned-child-record")
        choose_variant(draft=draft, variant="abandoned", at=AT)
        case = submit_draft(draft=draft, actor=actor, at=AT)

    case = accepted(case, ward)

    assert (case.variant, case.fee_vnd) == ("abandoned", 9000)
    assert case.due_at is not None
    assert local(case.due_at).date().isoformat() == "2021-06-09"


def test_filing_without_a_choice_is_refused(
    account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_ready_draft(account, version)
    actor = actor_of_account(account)

    with acting_as(actor), pytest.raises(VariantNotChosen):
        submit_draft(draft=draft, actor=actor, at=AT)
    assert not Case.objects.exists()


def test_check_page_leads_back_to_the_choice(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    draft = make_ready_draft(account, version)
    check = reverse("cases:draft_check", args=[draft.token])

    page = citizen.post(check, {"declaration": "on"}).content.decode()

    assert f'href="{url(draft)}"' in page
    assert "Hãy chọn trường hợp của bạn trước khi nộp." in page


def test_procedure_without_variants_has_no_choice(citizen: Client, account: CitizenAccount) -> None:
    draft = make_draft(account, make_version())

    assert citizen.get(url(draft)).status_code == 404
