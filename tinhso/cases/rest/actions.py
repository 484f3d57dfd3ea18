"""Which operation each action of the JSON API is."""

from collections.abc import Callable, Mapping
from datetime import datetime

from tinhso.cases.api import (
    Case,
    CaseActionRefused,
    Supplement,
    accept_case,
    consult,
    draft_result,
    forward_step,
    hand_over_result,
    issue_result,
    provide_supplement,
    rate_case,
    refuse_case,
    request_supplement,
    return_step,
    sign_result,
    withdraw_case,
)
from tinhso.cases.rest.paths import PATH_OPERATIONS
from tinhso.cases.rest.schemas import ActionBody, ActionName
from tinhso.core.actors import Actor
from tinhso.documents.api import Upload, get_upload

Run = Callable[[Case, ActionBody, Actor, datetime], object]


def uploads_named(papers: Mapping[str, list[str]], actor: Actor) -> dict[str, list[Upload]]:
    """Give the uploads of tokens by paper code.

    :raises Http404: when one is not the actor's.
    """
    return {code: [get_upload(token, actor) for token in tokens] for code, tokens in papers.items()}


def _refuse(case: Case, body: ActionBody, actor: Actor, at: datetime) -> object:
    return refuse_case(
        case=case, reason=body.reason, legal_basis=body.legal_basis, actor=actor, at=at
    )


def _request(case: Case, body: ActionBody, actor: Actor, at: datetime) -> object:
    return request_supplement(
        case=case, reason=body.reason, papers=body.paper_codes, actor=actor, at=at
    )


def _provide(case: Case, body: ActionBody, actor: Actor, at: datetime) -> object:
    papers = uploads_named(body.papers, actor)
    given = Supplement(papers=papers, form=body.form, message=body.message)
    return provide_supplement(case=case, supplement=given, actor=actor, at=at)


def _forward(case: Case, body: ActionBody, actor: Actor, at: datetime) -> object:
    return forward_step(case=case, note=body.note, person_id=body.person_id, actor=actor, at=at)


def _consult(case: Case, body: ActionBody, actor: Actor, at: datetime) -> object:
    if body.agency_id is None:
        raise CaseActionRefused
    return consult(case=case, agency_id=body.agency_id, question=body.question, actor=actor, at=at)


def _rate(case: Case, body: ActionBody, actor: Actor, at: datetime) -> object:
    return rate_case(case=case, score=body.score, comment=body.message, actor=actor, at=at)


OPERATIONS: Mapping[ActionName, Run] = {
    ActionName.ACCEPT: lambda case, body, actor, at: accept_case(case=case, actor=actor, at=at),
    ActionName.REFUSE: _refuse,
    ActionName.REQUEST_SUPPLEMENT: _request,
    ActionName.PROVIDE_SUPPLEMENT: _provide,
    ActionName.FORWARD: _forward,
    ActionName.RETURN_STEP: lambda case, body, actor, at: return_step(
        case=case, reason=body.reason, actor=actor, at=at
    ),
    ActionName.CONSULT: _consult,
    ActionName.DRAFT_RESULT: lambda case, body, actor, at: draft_result(
        case=case, fields=body.form, actor=actor, at=at
    ),
    ActionName.SIGN_RESULT: lambda case, body, actor, at: sign_result(
        case=case, actor=actor, at=at
    ),
    ActionName.ISSUE_RESULT: lambda case, body, actor, at: issue_result(
        case=case, actor=actor, at=at
    ),
    ActionName.HAND_OVER: lambda case, body, actor, at: hand_over_result(
        case=case, actor=actor, at=at
    ),
    ActionName.WITHDRAW: lambda case, body, actor, at: withdraw_case(
        case=case, reason=body.reason, actor=actor, at=at
    ),
    ActionName.RATE: _rate,
    **PATH_OPERATIONS,
}
