"""The planned reads of cases give what the ORM gives, related rows and content included."""

from typing import Any

import pytest
from django.db.models import Model
from django.http import Http404

from tinhso.cases.models import Case, CaseEvent, CasePaper, Draft
from tinhso.cases.permissions import (
    access_case_for_citizen,
    access_case_for_officer,
    access_draft,
)
from tinhso.cases.queries import find_open_draft, list_events, list_papers
from tinhso.cases.tests.factories import Ward, make_case, make_ready_draft
from tinhso.cases.tests.walk import accepted
from tinhso.core.rls import acting_as
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import actor_of_account, make_citizen
from tinhso.payments.api import intents_of_subject, list_intents_of_subject
from tinhso.procedures.api import recall_version
from tinhso.procedures.models import ProcedureVersion

pytestmark = pytest.mark.django_db


def columns(model: Model) -> dict[str, Any]:
    """Give every stored value of a model."""
    return {field.attname: getattr(model, field.attname) for field in model._meta.concrete_fields}


def test_a_case_is_the_same_for_applicant_officer_and_orm(
    case: Case, account: CitizenAccount, ward: Ward
) -> None:
    plain = columns(Case.objects.get(pk=case.pk))

    own = access_case_for_citizen(actor_of_account(account), case.token)
    theirs = access_case_for_officer(ward.actor("CLERK"), case.token)

    assert columns(own) == columns(theirs) == plain
    assert columns(case) == plain


def test_history_and_papers_are_those_of_the_orm(case: Case, ward: Ward) -> None:
    case = accepted(case, ward)

    events, papers = list_events(case, public_only=False), list_papers(case)

    plain = CaseEvent.objects.filter(case=case).order_by("ordinal")
    attached = CasePaper.objects.filter(case=case).select_related("upload__file")
    assert [columns(event) for event in events] == [columns(event) for event in plain]
    assert [columns(paper.upload.file) for paper in papers] == [
        columns(paper.upload.file) for paper in attached
    ]


def test_a_draft_brings_person_version_and_content(
    account: CitizenAccount, version: ProcedureVersion, ward: Ward
) -> None:
    draft = make_ready_draft(account, version)
    plain = Draft.objects.select_related("person", "version").get(pk=draft.pk)

    found = access_draft(actor_of_account(account), draft.token)

    assert columns(found) == columns(plain)
    assert columns(found.person) == columns(plain.person)
    assert columns(found.version) == columns(plain.version)


def test_row_security_holds_for_planned_reads(case: Case, ward: Ward) -> None:
    stranger = make_citizen()
    with acting_as(actor_of_account(stranger)):
        assert list_events(case, public_only=False) == []
        assert list_papers(case) == []
        with pytest.raises(Http404):
            access_case_for_citizen(actor_of_account(stranger), case.token)


def test_open_draft_version_and_claims_are_those_of_the_orm(
    account: CitizenAccount, version: ProcedureVersion, ward: Ward
) -> None:
    draft = make_ready_draft(account, version)
    case = make_case(account, version)
    actor = actor_of_account(account)

    found = find_open_draft(actor, version)

    assert found is not None
    assert columns(found) == columns(draft)
    assert columns(found.version) == columns(ProcedureVersion.objects.get(pk=version.pk))
    assert columns(recall_version(version.pk)) == columns(found.version)
    assert find_open_draft(actor_of_account(make_citizen()), version) is None
    subject = f"case:{case.pk}"
    assert list_intents_of_subject(subject) == list(intents_of_subject(subject))
