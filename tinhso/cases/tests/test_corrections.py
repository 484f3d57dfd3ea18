"""An issued result corrected or issued again: signed anew, in the place of the former."""

import pytest

from tinhso.cases.models import Case, CaseCorrection
from tinhso.cases.operations import (
    CaseActionRefused,
    CorrectionPlan,
    FormInvalid,
    ReasonRequired,
    issue_correction,
    prepare_correction,
    sign_correction,
)
from tinhso.cases.permissions import NotAuthorised
from tinhso.cases.tests.factories import Ward, make_ward
from tinhso.cases.tests.walk import RESULT_FIELDS, SOON, accepted, acting, finished
from tinhso.documents.models import Document
from tinhso.ledger.api import find_entries
from tinhso.notifications.models import Notification
from tinhso.orgs.tests.factories import make_area

WHY = "Sai số quyển"


def prepared(
    case: Case, ward: Ward, role: str = "SPECIALIST", kind: str = "CORRECTION", **fields: str
) -> CaseCorrection:
    """Propose a correction of the register number."""
    wanted = {**RESULT_FIELDS, "register_number": "119", **fields}
    plan = CorrectionPlan(kind, WHY, wanted)
    return acting(ward.actor(role), prepare_correction, case=case, plan=plan, at=SOON)


def corrected(case: Case, ward: Ward) -> Case:
    """Sign and seal what was prepared."""
    acting(ward.actor("LEADER"), sign_correction, case=case, at=SOON)
    return acting(ward.actor("REGISTRAR"), issue_correction, case=case, at=SOON)


def result_of(case: Case) -> Document:
    """Give the result of a case as it is kept."""
    assert case.result_id is not None
    return Document.objects.get(pk=case.result_id)


def test_new_document_takes_the_place_of_the_former(case: Case, ward: Ward) -> None:
    former = finished(case, ward).result
    assert former is not None
    prepared(case, ward)

    done = corrected(case, ward)

    new = result_of(done)
    assert (new.state, new.replaces_id, new.number) == ("ISSUED", former.pk, 2)
    assert new.signatures.count() == 2
    assert Document.objects.get(pk=former.pk).state == "ISSUED"
    assert done.result_fields["fields"]["register_number"] == "119"
    paragraph = new.content["template"]["body"][-1]["text"]
    assert former.notation in paragraph
    assert WHY in paragraph
    assert find_entries(f"document:{former.token}")[-1].kind == "DOCUMENT_REPLACED"
    told = Notification.objects.get(template="result_corrected")
    assert told.facts["former_notation"] == former.notation


def test_reissue_changes_no_field(case: Case, ward: Ward) -> None:
    before = finished(case, ward).result_fields["fields"]
    prepared(case, ward, kind="REISSUE", register_number="999")

    done = corrected(case, ward)

    assert done.result_fields["fields"] == before
    new = result_of(done)
    assert new.content["template"]["body"][-1]["text"].startswith("Cấp lại")


def test_second_correction_replaces_the_first(case: Case, ward: Ward) -> None:
    finished(case, ward)
    prepared(case, ward)
    first = corrected(case, ward).result_id
    prepared(case, ward, register_number="120")

    second = corrected(case, ward)

    assert result_of(second).replaces_id == first


def test_one_correction_at_a_time_in_its_order(case: Case, ward: Ward) -> None:
    finished(case, ward)
    for role, operation in (("LEADER", sign_correction), ("REGISTRAR", issue_correction)):
        with pytest.raises(CaseActionRefused):
            acting(ward.actor(role), operation, case=case, at=SOON)
    prepared(case, ward)
    with pytest.raises(CaseActionRefused):
        prepared(case, ward)
    with pytest.raises(CaseActionRefused):
        acting(ward.actor("REGISTRAR"), issue_correction, case=case, at=SOON)
    acting(ward.actor("LEADER"), sign_correction, case=case, at=SOON)
    with pytest.raises(CaseActionRefused):
        acting(ward.actor("LEADER"), sign_correction, case=case, at=SOON)


def test_wrong_hands_correct_nothing(case: Case, ward: Ward) -> None:
    finished(case, ward)
    for role in ("CLERK", "LEADER", "REGISTRAR"):
        with pytest.raises(NotAuthorised):
            prepared(case, ward, role)
    prepared(case, ward)
    for role in ("CLERK", "SPECIALIST", "REGISTRAR"):
        with pytest.raises(NotAuthorised):
            acting(ward.actor(role), sign_correction, case=case, at=SOON)
    for role in ("CLERK", "SPECIALIST", "LEADER"):
        with pytest.raises(NotAuthorised):
            acting(ward.actor(role), issue_correction, case=case, at=SOON)
    other = make_ward(make_area("25198", name="Phường Tân Đồng"), number=2)
    with pytest.raises(Case.DoesNotExist):
        acting(other.actor("LEADER"), sign_correction, case=case, at=SOON)


def test_correction_is_whole_and_says_why(case: Case, ward: Ward) -> None:
    finished(case, ward)

    with pytest.raises(FormInvalid):
        prepared(case, ward, register_number="")
    plan = CorrectionPlan("REISSUE", " ")
    with pytest.raises(ReasonRequired):
        acting(ward.actor("SPECIALIST"), prepare_correction, case=case, plan=plan, at=SOON)


def test_nothing_is_corrected_before_a_result_is_out(case: Case, ward: Ward) -> None:
    accepted(case, ward)

    with pytest.raises(CaseActionRefused):
        prepared(case, ward)
