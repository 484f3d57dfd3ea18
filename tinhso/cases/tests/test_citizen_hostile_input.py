"""Whatever is typed is text: shown as written, run nowhere; filing at one moment gives one case."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tinhso.cases.models import Case, Draft
from tinhso.cases.operations import accept_case, request_supplement, submit_draft
from tinhso.cases.tests.factories import (
    AT,
    Ward,
    make_case,
    make_draft,
    make_ready_draft,
    make_version,
    make_ward,
)
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import actor_of_account, make_citizen
from tinhso.procedures.api import load_form
from tinhso.procedures.models import ProcedureVersion

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; drop table cases_case; --",
    "{{ settings.SECRET_KEY }}{% load x %}",
    "\x00\u202e\ufeff null",
    "=HYPERLINK(1)",
    "𠀀" * 500,
)


def assert_inert(text: str) -> None:
    """Fail when a page holds what was typed as anything but text."""
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "test-only-secret-key" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("typed", HOSTILE)
def test_every_field_of_every_page_takes_it_as_text(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion, typed: str
) -> None:
    draft = make_draft(account, version, father_known="Y")
    form = load_form(version)

    for page in form.pages(draft.form)[:-1]:
        names = [f"{name}{end}" for name in page.fields for end in ("", "-day", "-month", "-year")]
        url = reverse("cases:draft_page", args=[draft.token, page.code])
        answer = citizen.post(url, dict.fromkeys(names, typed))
        assert answer.status_code in {200, 302}
        if answer.status_code == 200:
            assert_inert(answer.content.decode())
        Draft.objects.filter(pk=draft.pk).update(form={**draft.form, "father_known": "Y"})

    assert Case.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("typed", HOSTILE[:4])
def test_check_and_case_pages_show_it_as_text(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion, typed: str
) -> None:
    draft = make_ready_draft(account, version)
    draft.form["birth_place"] = typed
    draft.save()

    checked = citizen.get(reverse("cases:draft_check", args=[draft.token])).content.decode()
    citizen.post(reverse("cases:draft_check", args=[draft.token]), {"declaration": "on"})
    case = Case.objects.get()
    clerk = ward.actor("CLERK")
    with acting_as(clerk):
        request_supplement(case=case, reason=typed, papers=[], actor=clerk, at=AT)
    shown = citizen.get(reverse("cases:case_detail", args=[case.token])).content.decode()
    asked = citizen.get(reverse("cases:case_supplement", args=[case.token])).content.decode()

    for text in (checked, shown, asked):
        assert_inert(text)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", HOSTILE)
def test_reasons_and_comments_are_kept_as_text(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion, typed: str
) -> None:
    case = make_case(account, version)

    answer = citizen.post(
        reverse("cases:case_withdraw", args=[case.token]), {"reason": typed}, follow=True
    )

    assert answer.status_code == 200
    assert_inert(answer.content.decode())


@pytest.mark.django_db(transaction=True)
def test_filing_at_the_same_moment_gives_one_case() -> None:
    with acting_as(SYSTEM):
        make_ward()
        account = make_citizen()
        draft = make_ready_draft(account, make_version())
    actor = actor_of_account(account)
    start, tokens = threading.Barrier(2), []

    def file() -> None:
        start.wait()
        try:
            with acting_as(actor):
                tokens.append(submit_draft(draft=draft, actor=actor, at=AT).token)
        finally:
            connection.close()

    threads = [threading.Thread(target=file) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(tokens) == 2
    assert len(set(tokens)) == 1
    with acting_as(SYSTEM):
        assert Case.objects.count() == 1


PAGES = {
    "case_detail": 20,
    "draft_page": 15,
    "draft_check": 16,
    "draft_papers": 15,
}


@pytest.mark.django_db
@pytest.mark.parametrize(("page", "most"), PAGES.items())
def test_page_asks_the_database_a_fixed_number_of_times(
    citizen: Client,
    account: CitizenAccount,
    ward: Ward,
    version: ProcedureVersion,
    page: str,
    most: int,
) -> None:
    case, clerk = make_case(account, version), ward.actor("CLERK")
    make_case(account, version)
    with acting_as(clerk):
        accept_case(case=case, actor=clerk, at=AT + timedelta(hours=1))
    token = case.token if page == "case_detail" else make_ready_draft(account, version).token
    more = ["birth-place"] if page == "draft_page" else []
    url = reverse(f"cases:{page}", args=[token, *more])
    citizen.get(url)

    with CaptureQueriesContext(connection) as queries:
        answer = citizen.get(url)

    assert answer.status_code == 200
    assert len(queries) <= most, "\n".join(query["sql"][:200] for query in queries)
