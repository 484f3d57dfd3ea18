"""The result: drafted by the specialist, signed by the leader, sealed by the registrar."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from tinhso.cases.events import ResultIssued, ResultReturned, ResultSigned
from tinhso.cases.models import Case
from tinhso.cases.operations.acts import (
    Act,
    CaseActionRefused,
    as_json,
    finish_act,
    start_act,
)
from tinhso.cases.operations.filing import FormInvalid
from tinhso.cases.operations.places import leave_last_step, move_to_step, process_for
from tinhso.cases.operations.printing import printable_answers
from tinhso.cases.operations.reuse import order_keeping
from tinhso.cases.operations.slips import place_of
from tinhso.cases.operations.telling import tell_applicant
from tinhso.cases.permissions import agencies_of, delegation_of
from tinhso.cases.rules import Action, result_notation
from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.documents.api import (
    Document,
    DocumentState,
    prepare_document,
    render_preview,
    seal,
    sign_as_person,
)
from tinhso.identity.api import require_proof
from tinhso.orgs.api import (
    Agency,
    area_names,
    find_position,
    get_agency_by_id,
    organisation_date,
)
from tinhso.procedures.api import load_result_form, result_template_of


class ResultNotDrafted(DomainError):
    """There is nothing to sign yet."""

    code = "result_not_drafted"
    text = gettext_lazy("Chưa có dự thảo kết quả. Hãy trả lại chuyên viên để dự thảo.")


def draft_result(*, case: Case, fields: Mapping[str, Any], actor: Actor, at: datetime) -> Case:
    """Fill the result's own fields; another draft replaces it, the same one changes nothing.

    :raises FormInvalid: when a field is missing or wrong.
    :raises CaseActionRefused: when the state does not allow it.
    :raises NotAuthorised: when the actor is not the specialist who holds the case.
    """
    errors = load_result_form(case.version).validate_all(dict(fields))
    if errors:
        raise FormInvalid(errors)
    locked = start_act(case=case, action=Action.DRAFT_RESULT, actor=actor)
    drafted = {"drafted": True, "fields": dict(fields), "drafted_by": actor.name}
    if locked.result_fields == as_json(drafted):
        return locked
    act = Act(Action.DRAFT_RESULT, changes={"result_fields": drafted}, is_public=False)
    finish_act(case=locked, act=act, actor=actor, at=at)
    return locked


def preview_result(*, case: Case, actor: Actor) -> bytes:
    """Give the drafted result as a PDF marked as a draft.

    :raises ResultNotDrafted: when there is no draft.
    """
    content = result_content(case=case, position_id=actor.position_id, signer_name=actor.name)
    return render_preview(template="result", content=content)


def sign_result(*, case: Case, actor: Actor, at: datetime) -> Case:
    """Number the result, sign it as the authorised person, pass it to the registrar.

    A leader whose key is kept elsewhere confirms first: until then the case stays where it is.

    :raises ProofNeeded: when the actor did not prove themselves lately.
    :raises ResultNotDrafted: when there is no draft.
    :raises CaseActionRefused: when the state does not allow it.
    :raises NotAuthorised: when the actor is not the leader who holds the case.
    """
    require_proof(actor)
    locked = start_act(case=case, action=Action.SIGN_RESULT, actor=actor)
    draft = prepare_result(case=locked, actor=actor, at=at)
    document = sign_as_person(document=draft, actor=actor, at=at)
    if document.state != DocumentState.AWAITING:
        pass_to_registrar(locked, document, actor, at)
    return locked


def pass_to_registrar(case: Case, document: Document, actor: Actor, at: datetime) -> None:
    """Move a locked case on with its signed result.

    :raises CaseActionRefused: when no step follows.
    """
    step = process_for(case).find_after(case.step_code)
    if step is None:
        raise CaseActionRefused
    moved = move_to_step(case=case, step=step, outcome="SIGNED", note="", person_id=None, at=at)
    changes = {"decided_at": at, "result_id": document.pk, **moved}
    facts = {"signer": actor.name, "notation": document.notation}
    act = Act(Action.SIGN_RESULT, changes, facts, news=ResultSigned)
    finish_act(case=case, act=act, actor=actor, at=at)


def prepare_result(*, case: Case, actor: Actor, at: datetime, note: str = "") -> Document:
    """Make the document of a drafted result, not numbered yet.

    :param note: a paragraph that says what the document corrects or replaces.
    :raises ResultNotDrafted: when there is no draft.
    """
    template = result_template_of(case.version)
    agency = get_agency_by_id(case.competent_agency_id)
    content = result_content(
        case=case,
        position_id=actor.position_id,
        signer_name=actor.name,
        authority=_lent_authority(actor, case, at),
    )
    if note:
        body = [*template.get("body", []), {"type": "paragraph", "text": note}]
        content["template"] = {**template, "body": body}
    return prepare_document(
        kind="RESULT",
        template="result",
        title=template["title"]["vi"],
        agency=agency,
        person_id=case.applicant_id,
        subject=f"case:{case.pk}",
        content=content,
        register=result_notation(
            template["document_type_abbreviation"], agency.kind, agency.short_name
        ),
        reader_agency_ids=list(agencies_of(case)),
        actor=actor,
        at=at,
    )


def _lent_authority(actor: Actor, case: Case, at: datetime) -> str:
    """Give what stands before a delegated signature: ``KT.``, ``TUQ.``, nothing for one's own."""
    mandate = delegation_of(actor=actor, case=case, action=Action.SIGN_RESULT, at=at)
    return mandate.authority if mandate else ""


def issue_result(*, case: Case, actor: Actor, at: datetime) -> Case:
    """Apply the organisation's signature: the result is out, the applicant is told.

    :raises CaseActionRefused: when nothing signed waits for the seal.
    :raises NotAuthorised: when the actor is not the registrar who holds the case.
    """
    locked = start_act(case=case, action=Action.ISSUE_RESULT, actor=actor)
    if locked.result is None:
        raise CaseActionRefused
    locked.result = document = seal(document=locked.result, actor=actor, at=at)
    step = process_for(locked).find_after(locked.step_code)
    moved = (
        move_to_step(case=locked, step=step, outcome="ISSUED", note="", person_id=None, at=at)
        if step
        else leave_last_step(case=locked, outcome="ISSUED", at=at)
    )
    facts = {"notation": document.notation, "title": document.title}
    act = Act(Action.ISSUE_RESULT, moved, facts, news=ResultIssued)
    finish_act(case=locked, act=act, actor=actor, at=at)
    order_keeping(locked)
    tell_applicant(case=locked, template="result_issued", at=at, facts=facts)
    return locked


def hand_over_result(*, case: Case, actor: Actor, at: datetime) -> Case:
    """Note that the applicant has the result: handed over at the counter, or fetched online.

    :raises CaseActionRefused: when there is no result to hand over.
    :raises NotAuthorised: when the actor is neither the applicant nor their counter.
    """
    locked = start_act(case=case, action=Action.HAND_OVER, actor=actor)
    way = "ONLINE" if actor.is_citizen else "COUNTER"
    changes = {
        "returned_at": at,
        **leave_last_step(case=locked, outcome="HANDED_OVER", at=at),
    }
    act = Act(Action.HAND_OVER, changes, {"way": way}, news=ResultReturned)
    finish_act(case=locked, act=act, actor=actor, at=at)
    return locked


def result_content(
    *, case: Case, position_id: int | None, signer_name: str, authority: str = ""
) -> dict[str, Any]:
    """Give everything the result's template needs.

    :param authority: what stands before a signature by delegation (``TUQ.``), else the position's.

    :raises ResultNotDrafted: when there is no draft.
    """
    if not case.result_fields.get("drafted"):
        raise ResultNotDrafted
    agency = get_agency_by_id(case.competent_agency_id)
    return {
        "template": result_template_of(case.version),
        **printed_answers(case),
        "case": {"code": case.code, "applicant_name": case.applicant_name},
        "area": {"name": agency.area.name},
        "agency": {
            "name": agency.name,
            "parent_name": agency.parent.name if agency.parent else "",
            "place": place_of(agency),
        },
        "signer": _signer(agency, position_id, signer_name, authority),
    }


def printed_answers(case: Case) -> dict[str, Any]:
    """Give what was filed and what was drafted, as the result prints them."""
    asked = case.version.content["form"]["properties"]
    extra = {
        row["code"]: row["property"]
        for row in result_template_of(case.version).get("extra_fields", [])
    }
    given = [case.form, case.result_fields["fields"]]
    codes = {str(answer) for answers in given for answer in answers.values()}
    names = area_names(codes, organisation_date())
    return {
        "form": printable_answers(asked, case.form, names),
        "result": printable_answers(extra, case.result_fields["fields"], names),
    }


def _signer(agency: Agency, position_id: int | None, name: str, authority: str) -> dict[str, str]:
    position = find_position(position_id) if position_id else None
    may_sign = position is not None and (position.role == "LEADER" or bool(authority))
    if position is None or not may_sign:
        return {"name": "", "title": "", "authority": "", "agency_name": agency.name}
    return {
        "name": name,
        "title": position.title,
        "authority": authority or position.signing_authority,
        "agency_name": agency.name,
    }
