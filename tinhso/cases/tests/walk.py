"""Walks a filed case along its process, act by act, as the officers whose turn it is."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from tinhso.cases.models import Case
from tinhso.cases.operations import (
    accept_case,
    draft_result,
    forward_step,
    issue_result,
    request_supplement,
    sign_result,
)
from tinhso.cases.tests.factories import AT, Ward
from tinhso.core.actors import Actor
from tinhso.core.rls import acting_as

T = TypeVar("T")

RESULT_FIELDS = {
    "child_nationality": "Việt Nam",
    "personal_identity_number": "070321000000",
    "register_number": "118",
    "register_book": "01/2021",
}
SOON = AT + timedelta(minutes=20)


def accepted(case: Case, ward: Ward, at: datetime = SOON) -> Case:
    """Accept a filed case at the ward's counter."""
    clerk = ward.actor("CLERK")
    with acting_as(clerk):
        return accept_case(case=case, actor=clerk, at=at)


def drafted(case: Case, ward: Ward, at: datetime = SOON) -> Case:
    """Bring an accepted case to the leader with a drafted result."""
    specialist = ward.actor("SPECIALIST")
    with acting_as(specialist):
        draft_result(case=case, fields=RESULT_FIELDS, actor=specialist, at=at)
        return forward_step(case=case, note="", person_id=None, actor=specialist, at=at)


def signed(case: Case, ward: Ward, at: datetime = SOON) -> Case:
    """Let the leader sign the drafted result."""
    leader = ward.actor("LEADER")
    with acting_as(leader):
        return sign_result(case=case, actor=leader, at=at)


def issued(case: Case, ward: Ward, at: datetime = SOON) -> Case:
    """Let the registrar seal and issue the signed result."""
    registrar = ward.actor("REGISTRAR")
    with acting_as(registrar):
        return issue_result(case=case, actor=registrar, at=at)


def finished(case: Case, ward: Ward) -> Case:
    """Walk a filed case to its issued result."""
    return issued(signed(drafted(accepted(case, ward), ward), ward), ward)


def asked_for_more(case: Case, ward: Ward, at: datetime = SOON) -> Case:
    """Ask the applicant for a better photo of the hospital's notice."""
    clerk = ward.actor("CLERK")
    with acting_as(clerk):
        return request_supplement(
            case=case,
            reason="Ảnh giấy chứng sinh bị mờ.",
            papers=["birth-notice"],
            actor=clerk,
            at=at,
        )


def acting(actor: Actor, operation: Callable[..., T], **words: Any) -> T:
    """Do an operation as somebody, with only the rows they may see."""
    with acting_as(actor):
        return operation(actor=actor, **words)
