"""Asking the population register for a person's own form, and saying that it is wrong."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core import outbox
from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.prepared import Reading
from tinhso.identity.gateways import population_register
from tinhso.identity.gateways.population_register import (
    DESTINATION,
    PersonNotInRegister,
    Question,
    RegisterAway,
)
from tinhso.identity.models import ConsentPurpose, LookupOutcome, RegisterLookup
from tinhso.identity.operations.consents import ConsentMissing
from tinhso.identity.queries import has_consent, person_of

_ASKED = Reading(
    lambda person_id, subject: RegisterLookup.objects.filter(person_id=person_id, subject=subject),
    person_id=int,
    subject=str,
)
FIELDS = ("full_name", "birth_date", "sex", "identity_number", "address", "area_code")


class NothingToDispute(DomainError):
    """The register said nothing about this field for this form."""

    code = "nothing_to_dispute"
    text = gettext_lazy("Mục này không lấy từ CSDL dân cư. Bạn sửa ngay trên tờ khai được.")


@dataclass(frozen=True, slots=True)
class Occasion:
    """What the register is asked for: the form (``draft:<token>``) and its purpose in words."""

    subject: str
    purpose: str


def look_up_own_data(
    *, actor: Actor, occasion: Occasion, at: datetime, fields: Sequence[str] = FIELDS
) -> RegisterLookup:
    """Ask the register about the acting citizen, once a form; they see that it was asked.

    A register that is away is an outcome, not a refusal: people then type.

    :raises ConsentMissing: the citizen did not agree to it, or took it back.
    """
    person_id = actor.person_id or 0
    found = _ASKED.first(person_id=person_id, subject=occasion.subject)
    if found is not None:
        return found
    purpose = ConsentPurpose.REGISTER_AUTOFILL
    if not actor.is_citizen or not has_consent(person_id=person_id, purpose=purpose, at=at):
        raise ConsentMissing
    outcome, answer = _ask(actor, occasion, fields)
    return RegisterLookup.objects.create(
        person_id=person_id,
        subject=occasion.subject,
        purpose=occasion.purpose,
        fields=list(fields),
        outcome=outcome,
        answer=json.dumps(answer, ensure_ascii=False) if answer else "",
        at=at,
    )


def _ask(
    actor: Actor, occasion: Occasion, fields: Sequence[str]
) -> tuple[LookupOutcome, dict[str, str]]:
    person = person_of(actor)
    question = Question(
        identity_number=person.identity_number,
        birth_date=person.birth_date.isoformat() if person.birth_date else "",
        fields=list(fields),
        purpose=occasion.purpose,
        reference=new_token(),
    )
    try:
        return LookupOutcome.ANSWERED, population_register.ask(question)
    except RegisterAway:
        return LookupOutcome.AWAY, {}
    except PersonNotInRegister:
        return LookupOutcome.NOT_FOUND, {}


@transaction.atomic
def dispute_answer(
    *, actor: Actor, subject: str, field: str, stated: str, at: datetime
) -> RegisterLookup:
    """Say that the register is wrong: the field opens for typing, the register is told.

    :raises NothingToDispute: the register said nothing of this field for this form.
    """
    rows = RegisterLookup.objects.select_for_update()
    lookup = rows.filter(person_id=actor.person_id or 0, subject=subject).first()
    if lookup is None or field not in lookup.answered:
        raise NothingToDispute
    lookup.disputed = sorted({*lookup.disputed, field})
    statements = {**json.loads(lookup.stated or "{}"), field: stated}
    lookup.stated = json.dumps(statements, ensure_ascii=False)
    lookup.save(update_fields=["disputed", "stated"])
    outbox.enqueue(
        destination=DESTINATION,
        topic="correction",
        ordering_key=f"person:{lookup.person_id}",
        payload={"lookup": lookup.pk, "field": field},
        idempotency_key=f"register-correction:{lookup.pk}:{field}",
        at=at,
    )
    return lookup
