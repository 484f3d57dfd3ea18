"""What co-signers agree to, and that all of them did before an application is filed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from tinhso.cases.models import Case, CoSignature, CoSignatureState, CoSignatureWay, Draft
from tinhso.cases.rules import Party, content_hash, parties_of
from tinhso.core.actors import SYSTEM
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.core.sealed import blind_index
from tinhso.identity.api import Person
from tinhso.notifications.api import notify
from tinhso.procedures.api import ProcedureVersion, co_signing_of, load_form


class CoSignaturesMissing(DomainError):
    """Somebody who has to sign has not agreed to what would be filed; ``names`` says who."""

    code = "co_signatures_missing"
    text = gettext_lazy(
        "Chưa nộp được: những người cùng ký chưa đồng ý hết với nội dung hiện tại. Hãy mời họ đồng"
        " ý ở trang “Người cùng ký”."
    )

    def __init__(self, names: Sequence[str] = ()) -> None:
        super().__init__()
        self.names = list(names)


def parties_of_draft(draft: Draft) -> list[Party]:
    """Give the people the draft's form names who have to sign beside its applicant."""
    return asked_parties(draft.version, draft.form, draft.person)


def asked_parties(
    version: ProcedureVersion, answers: Mapping[str, Any], applicant: Person
) -> list[Party]:
    """Give the people named by answers who have to sign beside an applicant."""
    return parties_of(co_signing_of(version), answers, applicant.identity_number)


def hash_of_draft(draft: Draft) -> str:
    """Give the hash of the application as it would be filed now.

    The place is left out: choosing another one voids by itself, and a reorganisation that moves
    an application to a successor changes nothing people agreed to.
    """
    papers = draft.papers.values_list("paper_code", "upload__file__sha256")
    return content_hash(
        version=draft.version.content_hash,
        place={"variant": draft.variant},
        answers=load_form(draft.version).visible_answers(draft.form),
        papers=[f"{code}:{sha256}" for code, sha256 in papers],
    )


def note_change(draft: Draft, *, at: datetime, is_moved: bool = False) -> None:
    """Void what was agreed to another content, and forget people the form no longer names.

    Called with the draft locked, after each write. Whoever had agreed is told.
    """
    if co_signing_of(draft.version) is None:
        return
    rows = list(CoSignature.objects.filter(draft=draft, case=None))
    if not rows:
        return
    _forget_strangers(draft, rows)
    now_hash = hash_of_draft(draft)
    for row in rows:
        is_other = is_moved or row.content_hash != now_hash
        if row.pk and row.state == CoSignatureState.AGREED and is_other:
            row.state = CoSignatureState.VOIDED
            row.save(update_fields=["state"])
            tell_signer(row, draft, "co_signature_voided", at)


def _forget_strangers(draft: Draft, rows: Sequence[CoSignature]) -> None:
    """Take people out whom the form named when they were invited and names no more."""
    co_signing = co_signing_of(draft.version) or {}
    named = {(party.code, blind_index(party.identity_number)) for party in parties_of_draft(draft)}
    of_form = {row["code"] for row in co_signing.get("parties") or []}
    for row in rows:
        if row.party in of_form and (row.party, bytes(row.identity_index)) not in named:
            row.delete()


def tell_signer(row: CoSignature, draft: Draft, template: str, at: datetime) -> None:
    """Tell a co-signer about the application, if the platform knows them."""
    if row.person_id is None:
        return
    notify(
        person_id=row.person_id,
        template=template,
        context=words_of(draft),
        url=reverse("cases:co_sign", args=[row.token]),
        at=at,
        idempotency_key=f"co-signature:{row.pk}:{template}:{at.isoformat()}",
    )


def words_of(draft: Draft) -> dict[str, str]:
    """Give what messages about an application name."""
    return {"procedure_name": draft.version.name, "applicant": draft.person.full_name}


def signed_by_all(draft: Draft) -> list[CoSignature]:
    """Give the agreements an application is filed with, in the order of the procedure.

    :raises CoSignaturesMissing: when somebody has not agreed to the present content.
    """
    if co_signing_of(draft.version) is None:
        return []
    rows = list(CoSignature.objects.filter(draft=draft).order_by("pk"))
    now_hash = hash_of_draft(draft)
    agreed = {bytes(row.identity_index) for row in rows if _stands(row, now_hash)}
    missing = [
        party.full_name
        for party in parties_of_draft(draft)
        if blind_index(party.identity_number) not in agreed
    ]
    missing += [row.full_name for row in rows if not _stands(row, now_hash)]
    if missing:
        raise CoSignaturesMissing(list(dict.fromkeys(missing)))
    return rows


def _stands(row: CoSignature, now_hash: str) -> bool:
    return row.state == CoSignatureState.AGREED and row.content_hash == now_hash


def as_facts(rows: Sequence[CoSignature]) -> list[dict[str, str]]:
    """Give agreements as history and ledger keep them: who, in which part, when, how, to what."""
    return [
        {
            "name": row.full_name,
            "party": row.party,
            "at": row.answered_at.isoformat() if row.answered_at else "",
            "way": row.way,
            "by": row.answered_by,
            "content_hash": row.content_hash,
        }
        for row in rows
    ]


def as_seen_at_counter(
    parties: Sequence[Party], *, clerk_name: str, at: datetime
) -> list[dict[str, str]]:
    """Give the facts of signatures on paper that a clerk saw when filing in one go."""
    return [
        {
            "name": party.full_name,
            "party": party.code,
            "at": at.isoformat(),
            "way": str(CoSignatureWay.PAPER),
            "by": clerk_name,
            "content_hash": "",
        }
        for party in parties
    ]


def keep_with_case(case: Case, rows: Sequence[CoSignature]) -> None:
    """Let the agreements belong to the case that was filed with them."""
    if rows:
        with acting_as(SYSTEM):
            CoSignature.objects.filter(pk__in=[row.pk for row in rows]).update(case=case)
