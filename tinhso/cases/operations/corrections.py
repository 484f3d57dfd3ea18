"""An issued result made anew: corrected or issued again, signed, sealed, linked to the former."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tinhso.cases.events import ResultCorrected
from tinhso.cases.models import Case, CaseCorrection, CorrectionKind
from tinhso.cases.operations.acts import Act, CaseActionRefused, finish_act, start_act
from tinhso.cases.operations.filing import FormInvalid
from tinhso.cases.operations.intake import require_reason
from tinhso.cases.operations.results import prepare_result
from tinhso.cases.operations.reuse import order_keeping
from tinhso.cases.operations.telling import tell_applicant
from tinhso.cases.rules import Action
from tinhso.core.actors import Actor
from tinhso.core.clock import local
from tinhso.documents.api import Document, DocumentState, replace_document, seal, sign_as_person
from tinhso.procedures.api import load_result_form


@dataclass(frozen=True, slots=True)
class CorrectionPlan:
    """Why a result is made anew and, for a correction, all its own fields as they should be."""

    kind: str
    reason: str
    fields: Mapping[str, Any] = field(default_factory=dict)


def prepare_correction(
    *, case: Case, plan: CorrectionPlan, actor: Actor, at: datetime
) -> CaseCorrection:
    """Propose a corrected result, or the same result issued again, for the leader to sign.

    :raises ReasonRequired: when no reason is given.
    :raises FormInvalid: when a corrected field is missing or wrong.
    :raises CaseActionRefused: when another is under way, or no result is out.
    :raises NotAuthorised: when the actor does not examine cases at the deciding agency.
    """
    why = require_reason(plan.reason)
    locked = start_act(case=case, action=Action.PREPARE_CORRECTION, actor=actor)
    if locked.result is None or find_open_correction(locked) is not None:
        raise CaseActionRefused
    fields = dict(locked.result_fields.get("fields", {}))
    if plan.kind == CorrectionKind.CORRECTION:
        fields = dict(plan.fields)
        errors = load_result_form(locked.version).validate_all(fields)
        if errors:
            raise FormInvalid(errors)
    correction = CaseCorrection.objects.create(
        case=locked,
        kind=CorrectionKind(plan.kind),
        reason=why,
        fields=fields,
        former=locked.result,
        prepared_by=actor.name,
        prepared_at=at,
    )
    facts = {"kind": correction.kind, "note": why}
    act = Act(Action.PREPARE_CORRECTION, facts=facts, is_public=False)
    finish_act(case=locked, act=act, actor=actor, at=at)
    return correction


def sign_correction(*, case: Case, actor: Actor, at: datetime) -> CaseCorrection:
    """Number the new document and sign it.

    :raises CaseActionRefused: when nothing is prepared, or it is signed already.
    :raises NotAuthorised: when the actor is no leader of the deciding agency.
    """
    locked = start_act(case=case, action=Action.SIGN_CORRECTION, actor=actor)
    correction = find_open_correction(locked)
    if correction is None or correction.document_id is not None:
        raise CaseActionRefused
    as_corrected = copy(locked)
    as_corrected.result_fields = {**locked.result_fields, "fields": correction.fields}
    draft = prepare_result(case=as_corrected, actor=actor, at=at, note=_note(correction))
    document = sign_as_person(document=draft, actor=actor, at=at)
    if document.state != DocumentState.AWAITING:
        note_correction_signed(locked, correction, document, actor, at)
    return correction


def note_correction_signed(
    case: Case, correction: CaseCorrection, document: Document, actor: Actor, at: datetime
) -> None:
    """Give a prepared correction of a locked case its signed document."""
    correction.document = document
    correction.save(update_fields=["document"])
    facts = {"signer": actor.name, "notation": document.notation}
    act = Act(Action.SIGN_CORRECTION, facts=facts, is_public=False)
    finish_act(case=case, act=act, actor=actor, at=at)


def issue_correction(*, case: Case, actor: Actor, at: datetime) -> Case:
    """Seal the new document; it takes the place of the former, which is marked as replaced.

    :raises CaseActionRefused: when nothing signed waits for the seal.
    :raises NotAuthorised: when the actor is no registrar of the deciding agency.
    """
    locked = start_act(case=case, action=Action.ISSUE_CORRECTION, actor=actor)
    correction = find_open_correction(locked)
    if correction is None or correction.document is None:
        raise CaseActionRefused
    document = seal(document=correction.document, actor=actor, at=at)
    replace_document(former=correction.former, successor=document, actor=actor, at=at)
    correction.issued_at = at
    correction.save(update_fields=["issued_at"])
    changes = {
        "result_id": document.pk,
        "result_fields": {**locked.result_fields, "fields": correction.fields},
    }
    facts = _facts(correction, document)
    act = Act(Action.ISSUE_CORRECTION, changes, facts, news=ResultCorrected)
    finish_act(case=locked, act=act, actor=actor, at=at)
    locked.result = document
    order_keeping(locked)
    tell_applicant(case=locked, template="result_corrected", at=at, facts=facts)
    return locked


def _facts(correction: CaseCorrection, document: Document) -> dict[str, str]:
    return {
        "kind": correction.kind,
        "reason": correction.reason,
        "notation": document.notation,
        "former_notation": correction.former.notation,
    }


def find_open_correction(case: Case) -> CaseCorrection | None:
    """Give the correction of a case that is under way, or ``None``."""
    rows = CaseCorrection.objects.select_related("former", "document")
    return rows.filter(case=case, issued_at=None).first()


def _note(correction: CaseCorrection) -> str:
    """Say on the new document what it stands for; results are written in Vietnamese."""
    former = correction.former
    day = f"{local(former.issued_at):%d/%m/%Y}" if former.issued_at else ""
    if correction.kind == CorrectionKind.REISSUE:
        return f"Cấp lại văn bản số {former.notation} ngày {day}. Lý do: {correction.reason}"
    return f"Đính chính và thay thế văn bản số {former.notation} ngày {day}: {correction.reason}"
