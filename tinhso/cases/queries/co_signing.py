"""Who signs an application: for its applicant, for those invited, for the office."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from tinhso.cases.models import Case, CoSignature, CoSignatureState, CoSignatureWay, Draft
from tinhso.cases.rules import Party, parties_of
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as, acting_inside
from tinhso.core.sealed import blind_index
from tinhso.core.text import fold
from tinhso.identity.api import Person, get_person
from tinhso.procedures.api import ProcedureVersion, co_signing_of

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody under an application: who, in which part, asked or not, what they said.

    ``token`` is empty until they are entered; ``is_known`` tells whether they ever signed in.
    """

    party: str
    full_name: str
    identity_number: str
    state: str
    token: str = ""
    is_added: bool = False
    is_known: bool = True
    way: str = ""
    reason: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""


def list_signers(draft: Draft) -> list[Signer]:
    """Give everybody who has to sign an application beside its applicant, in order.

    People the form names stand there before they are invited.
    """
    rows = {bytes(row.identity_index): row for row in draft.co_signatures.order_by("pk")}
    named = parties_of(co_signing_of(draft.version), draft.form, draft.person.identity_number)
    found = [_of_form(party, rows.pop(blind_index(party.identity_number), None)) for party in named]
    others = (co_signing_of(draft.version) or {}).get("others") or {}
    added = [row for row in rows.values() if row.party == others.get("code")]
    return [*found, *(_signer(row, is_added=True) for row in added)]


def _of_form(party: Party, row: CoSignature | None) -> Signer:
    if row is not None:
        return _signer(row)
    state = str(CoSignatureState.LISTED)
    return Signer(party.code, party.full_name, party.identity_number, state)


def _signer(row: CoSignature, *, is_added: bool = False) -> Signer:
    return Signer(
        party=row.party,
        full_name=row.full_name,
        identity_number=row.identity_number,
        state=row.state,
        token=row.token,
        is_added=is_added,
        is_known=row.person_id is not None,
        way=row.way,
        reason=row.reason,
        answered_at=row.answered_at,
        answered_by=row.answered_by,
    )


def have_all_agreed(signers: list[Signer]) -> bool:
    """Tell whether nobody is missing."""
    return all(signer.state == CoSignatureState.AGREED for signer in signers)


def party_words(version: ProcedureVersion, party: str) -> Mapping[str, str]:
    """Give what a part in the signing is called, in both languages."""
    co_signing: dict[str, Any] = co_signing_of(version) or {}
    rows = [*(co_signing.get("parties") or []), co_signing.get("others") or {}]
    found = next((row["name"] for row in rows if row.get("code") == party), None)
    return found or {"vi": "", "en": ""}


def invitations_of(actor: Actor) -> list[CoSignature]:
    """Give what a citizen is asked to sign, or signed, newest first, at most 20.

    Who was invited before the platform knew them is matched first, by number and name. A limited
    mandate shows none.
    """
    if not actor.is_citizen or actor.is_limited:
        return []
    with acting_inside(SYSTEM):
        found = list(_addressed_to(actor.person_id or 0)[:_SHOWN])
    if any(row.person_id is None for row in found):
        claim_invitations(actor)
        with acting_inside(SYSTEM):
            found = [row for row in _addressed_to(actor.person_id or 0)[:_SHOWN] if row.person_id]
    return found


def _addressed_to(person_id: int) -> QuerySet[CoSignature]:
    """Give invitations of a person, and those to their number that nobody claimed yet."""
    number = Person.objects.filter(pk=person_id).values("identity_index")
    mine = Q(person_id=person_id) | Q(person=None, identity_index__in=number)
    return (
        CoSignature.objects.filter(mine)
        .exclude(state=CoSignatureState.LISTED)
        .exclude(way=CoSignatureWay.PAPER)
        .order_by("-invited_at", "-pk")
    )


def claim_invitations(actor: Actor) -> None:
    """Give a person the invitations that were written to their number and name."""
    person = get_person(actor.person_id or 0)
    if not person.identity_number:
        return
    with acting_as(SYSTEM):
        waiting = CoSignature.objects.filter(
            identity_index=blind_index(person.identity_number), person=None
        )
        for row in waiting:
            if fold(row.full_name) == fold(person.full_name):
                row.person = person
                row.save(update_fields=["person"])


def signatures_of(case: Case) -> list[CoSignature]:
    """Give who signed a filed case beside its applicant."""
    return list(CoSignature.objects.filter(Q(case=case)).order_by("pk"))
