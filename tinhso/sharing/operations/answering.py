"""A call answered: only agreed fields leave, and what left stands in the log and the ledger."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor, ActorKind
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.identity.api import record_system_look
from tinhso.ledger.api import record
from tinhso.sharing.models import Agreement, Call
from tinhso.sharing.operations.watching import watch
from tinhso.sharing.queries import DataService, Question, SharedPage
from tinhso.sharing.rules import Sensitivity, agreed_only

ANSWERED = "OK"


class FieldNotAgreed(DomainError):
    """A field was asked for that the agreement does not give."""

    code = "field_not_agreed"
    text = gettext_lazy("Có trường dữ liệu không nằm trong thỏa thuận.")


class ReferenceNeeded(DomainError):
    """Personal data are asked for without the file they are needed for."""

    code = "reference_needed"
    text = gettext_lazy("Hãy ghi số hồ sơ của bên bạn (reference): dữ liệu này có chủ thể.")


@dataclass(frozen=True, slots=True)
class Asked:
    """One call: of which service, under which agreement, what; fields narrow what is agreed.

    ``by`` names the officer who tries it out; calls of systems leave it empty.
    """

    service: DataService
    agreement: Agreement
    question: Question
    fields: tuple[str, ...] = ()
    by: str = ""


def answer_call(*, asked: Asked, at: datetime) -> dict[str, Any]:
    """Give a page of records with the agreed fields only, and log what left.

    :raises FieldNotAgreed: a field is asked for that is not agreed.
    :raises ReferenceNeeded: the service gives personal data and no file number was given.
    """
    fields = _fields(asked)
    is_personal = asked.service.sensitivity is Sensitivity.PERSONAL
    if is_personal and not asked.question.reference.strip():
        raise ReferenceNeeded
    with acting_as(SYSTEM):
        page = asked.service.answer(asked.question)
        _log_answer(asked, page, fields, at)
        watch(asked.agreement, page.records, at=at)
    items = [agreed_only(record.values, fields) for record in page.records]
    return {"items": items, "next_cursor": page.next_cursor}


def log_refusal(*, agreement: Agreement, code: str, reference: str, at: datetime) -> None:
    """Keep that a call under an agreement was refused, and why."""
    with acting_as(SYSTEM):
        _call(agreement, code, reference, at).save()


def _fields(asked: Asked) -> tuple[str, ...]:
    agreed = tuple(asked.agreement.fields)
    if not set(asked.fields) <= set(agreed):
        raise FieldNotAgreed
    return asked.fields or agreed


def _log_answer(asked: Asked, page: SharedPage, fields: tuple[str, ...], at: datetime) -> None:
    about: list[int | None] = [one.person_id for one in page.records if one.person_id]
    for person_id in dict.fromkeys(about or [None]):
        call = _call(asked.agreement, ANSWERED, asked.question.reference, at)
        if asked.by:
            call.client_name = f"{asked.by} ({call.client_name})"[:120]
        call.fields, call.record_count = list(fields), len(page.records)
        call.person_id = person_id
        call.entry = _seal(call, at)
        call.save()
        if person_id is not None:
            _tell_person(call, at)


def _call(agreement: Agreement, outcome: str, reference: str, at: datetime) -> Call:
    return Call(
        token=new_token(),
        agreement=agreement,
        client_name=agreement.client.name,
        service=agreement.service,
        agency_id=agreement.agency_id,
        owner_id=agreement.owner_id,
        at=at,
        outcome=outcome,
        reference=reference.strip()[:60],
        purpose=agreement.purpose,
    )


def _seal(call: Call, at: datetime) -> Any:
    entry = record(
        kind="DATA_SHARED",
        subject=f"call:{call.token}",
        payload={
            "agreement": call.agreement.token,
            "service": call.service,
            "fields": list(call.fields),
            "purpose": call.purpose,
            "reference": call.reference,
            "agency": call.agency_id,
            "person": call.person_id,
        },
        actor=_system_of(call),
        at=at,
    )
    return entry.pk


def _system_of(call: Call) -> Actor:
    """Give who acts: the platform, for a system of an agency."""
    return Actor(ActorKind.SYSTEM, name=call.client_name, agency_ids=(call.agency_id,))


def _tell_person(call: Call, at: datetime) -> None:
    record_system_look(
        actor=_system_of(call),
        person_id=call.person_id or 0,
        purpose=call.purpose[:120],
        subject=call.reference,
        at=at,
        reference=f"sharing:{call.token}",
    )
