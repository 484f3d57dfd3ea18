"""Applications for another: within the mandate, seen no further, with both names."""

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from tinhso.cases.models import Case, Draft
from tinhso.cases.operations import submit_draft
from tinhso.cases.permissions import access_case_for_citizen, access_draft, allowed_actions
from tinhso.cases.queries import list_cases_of_citizen, list_drafts
from tinhso.cases.tests.factories import AT, Ward, make_case, make_ready_draft
from tinhso.core.rls import acting_as
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import (
    act_under_mandate,
    make_citizen,
    make_mandate,
    sign_in,
)
from tinhso.procedures.models import ProcedureVersion

pytestmark = pytest.mark.django_db
SLUG = "dang-ky-khai-sinh"


@pytest.fixture
def taker(db: None) -> CitizenAccount:
    return make_citizen(full_name="Bùi Thị Kim Chi", identity_number="000191000111")


def test_application_is_the_represented_person_s_with_both_names(
    client: Client,
    account: CitizenAccount,
    taker: CitizenAccount,
    ward: Ward,
    version: ProcedureVersion,
) -> None:
    mandate = make_mandate(account, taker)
    actor = act_under_mandate(client, taker, mandate)

    client.post(reverse("cases:start", args=[SLUG]))
    begun = Draft.objects.get()
    ready = make_ready_draft(account, version)
    Draft.objects.filter(pk=ready.pk).update(mandate=mandate)
    with acting_as(actor):
        case = submit_draft(draft=access_draft(actor, ready.token), actor=actor, at=AT)

    assert (begun.person_id, begun.mandate_id) == (account.person_id, mandate.pk)
    assert case.applicant_id == account.person_id
    assert case.representative_name == "Bùi Thị Kim Chi"
    event = case.events.get()
    assert event.actor_name == f"Bùi Thị Kim Chi (thay mặt {account.person.full_name})"
    assert event.actor_reference == f"citizen:{taker.pk}"
    sign_in(client, ward.officers["CLERK"])
    page = client.get(reverse("cases:officer_case", args=[case.token])).content.decode()
    assert "Người nộp thay" in page


def test_what_was_not_begun_under_the_mandate_stays_closed(
    client: Client,
    account: CitizenAccount,
    taker: CitizenAccount,
    ward: Ward,
    version: ProcedureVersion,
) -> None:
    own_case, own_draft = make_case(account, version), make_ready_draft(account, version)

    actor = act_under_mandate(client, taker, make_mandate(account, taker))

    with acting_as(actor):
        assert list(list_cases_of_citizen(actor).items) == []
        assert list_drafts(actor) == []
        assert not allowed_actions(actor=actor, case=own_case)
        with pytest.raises(Http404):
            access_case_for_citizen(actor, own_case.token)
        with pytest.raises(Http404):
            access_draft(actor, own_draft.token)
    assert client.get(reverse("cases:case_detail", args=[own_case.token])).status_code == 404


def test_other_procedures_are_refused_with_words(
    client: Client,
    account: CitizenAccount,
    taker: CitizenAccount,
    ward: Ward,
    version: ProcedureVersion,
) -> None:
    act_under_mandate(client, taker, make_mandate(account, taker, "dang-ky-ket-hon"))

    response = client.post(reverse("cases:start", args=[SLUG]))

    assert response.status_code == 400
    assert "không gồm thủ tục này" in response.content.decode()
    assert not Draft.objects.exists()


def test_the_represented_person_sees_what_was_filed_for_them(
    client: Client,
    account: CitizenAccount,
    taker: CitizenAccount,
    ward: Ward,
    version: ProcedureVersion,
) -> None:
    case = make_case(account, version)
    Case.objects.filter(pk=case.pk).update(mandate=make_mandate(account, taker))

    sign_in(client, account)

    assert client.get(reverse("cases:case_detail", args=[case.token])).status_code == 200
