"""An officer asks the population register about a person: with a purpose, logged, and told."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext, gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.core.sealed import blind_index
from tinhso.identity.gateways import population_register
from tinhso.identity.gateways.population_register import (
    PersonNotInRegister,
    Question,
    RegisterAway,
)
from tinhso.identity.models import LookupOutcome, Person, RegisterLookup
from tinhso.identity.operations.logs import record_look
from tinhso.ledger.api import record
from tinhso.orgs.api import agency_name

#: Who may ask, in whose daily work it is.
ASKING_ROLES = ("CLERK", "SPECIALIST", "HEAD_OF_UNIT")
OFFERED = ("full_name", "birth_date", "sex", "address")
_LEAST_WORDS = 15
_KIND = "REGISTER_LOOKED_UP"


class LookUpRefused(DomainError):
    """The actor's work is not to ask the register."""

    code = "look_up_refused"
    text = gettext_lazy("Việc tra cứu này của cán bộ tiếp nhận, giải quyết hồ sơ.")


class PurposeTooShort(DomainError):
    """The purpose says nothing."""

    code = "purpose_too_short"
    text = gettext_lazy("Ghi rõ tra cứu để làm gì, ít nhất 15 chữ cái: người dân sẽ đọc.")


@dataclass(frozen=True, slots=True)
class Wish:
    """Who is asked about, which fields, why, and for which case or paper."""

    identity_number: str
    birth_date: date
    fields: tuple[str, ...]
    purpose: str
    reference: str


@dataclass(frozen=True, slots=True)
class Told:
    """What came of asking: the fields asked for, to be shown once and kept nowhere."""

    outcome: LookupOutcome
    answer: dict[str, str]


def look_up_person(*, actor: Actor, wish: Wish, at: datetime) -> Told:
    """Ask the register about a person for an officer's work.

    The answer is given only once the look stands in the person's log and in the ledger. A register
    that is away, or knows nobody, is an outcome; the question is written down all the same.

    :raises LookUpRefused: the actor does no such work.
    :raises PurposeTooShort: the purpose says nothing.
    """
    if not actor.is_officer or not actor.roles & set(ASKING_ROLES):
        raise LookUpRefused
    if len(wish.purpose.strip()) < _LEAST_WORDS or not wish.reference.strip():
        raise PurposeTooShort
    told = _ask(actor, wish)
    with transaction.atomic():
        _write_down(actor, wish, told, at)
    shown = {name: text for name, text in told.answer.items() if name in wish.fields}
    return Told(told.outcome, shown)


def _ask(actor: Actor, wish: Wish) -> Told:
    # The name besides: somebody unknown here is kept by it, so that they can read who asked.
    fields = [name for name in OFFERED if name in {"full_name", *wish.fields}]
    question = Question(
        identity_number=wish.identity_number,
        birth_date=wish.birth_date.isoformat(),
        fields=fields,
        purpose=f"{wish.purpose.strip()} ({wish.reference.strip()})",
        reference=f"{actor.reference}:{new_token()}",
    )
    try:
        answer = population_register.ask(question)
    except RegisterAway:
        return Told(LookupOutcome.AWAY, {})
    except PersonNotInRegister:
        return Told(LookupOutcome.NOT_FOUND, {})
    return Told(LookupOutcome.ANSWERED, answer)


def _write_down(actor: Actor, wish: Wish, told: Told, at: datetime) -> None:
    """Keep who asked for what, never the answer."""
    person = _person(wish, told, at)
    lookup_id = 0
    if person is not None:
        by = f"{actor.name}, {agency_name(actor.agency_id)}" if actor.agency_id else actor.name
        with acting_as(SYSTEM):
            lookup = RegisterLookup.objects.create(
                person=person,
                subject=f"officer:{new_token()}",
                purpose=f"{wish.purpose.strip()} ({by})"[:200],
                fields=list(wish.fields),
                outcome=told.outcome,
                at=at,
            )
        lookup_id = lookup.pk
        record_look(
            actor=actor,
            person_id=person.pk,
            purpose=(gettext("Tra cứu CSDL dân cư: %(why)s") % {"why": wish.purpose.strip()})[:120],
            subject=wish.reference.strip(),
            at=at,
        )
    payload = {
        "fields": sorted(wish.fields),
        "outcome": str(told.outcome),
        "reference": wish.reference.strip(),
    }
    record(kind=_KIND, subject=f"register-lookup:{lookup_id}", payload=payload, actor=actor, at=at)


def _person(wish: Wish, told: Told, at: datetime) -> Person | None:
    """Give the person in whose log it stands: known here, or known to the register."""
    index = blind_index(wish.identity_number)
    with acting_as(SYSTEM):
        known = Person.objects.filter(identity_index=index).first()
        if known is not None or told.outcome != LookupOutcome.ANSWERED:
            return known
        fresh = {
            "full_name": told.answer.get("full_name", "")[:120],
            "identity_number": wish.identity_number,
            "birth_date": wish.birth_date,
            "created_at": at,
        }
        return Person.objects.get_or_create(identity_index=index, defaults=fresh)[0]
