"""Signing together: invited, read, agreed, voided by a change, declined, on paper, withdrawn."""

from dataclasses import replace
from typing import Any

import pytest
from django.http import Http404

from tinhso.cases.models import Case, CoSignature, CoSignatureState, Draft
from tinhso.cases.operations import (
    ContentChanged,
    CoSignaturesMissing,
    CoSignerListed,
    CoSignerMismatch,
    Named,
    NothingToAnswer,
    PapersMissing,
    ReasonRequired,
    TooManyCoSigners,
    Writer,
    add_co_signer,
    agree_to_sign,
    attach_paper,
    choose_place,
    decline_to_sign,
    hash_of_draft,
    invite_co_signers,
    issue_slip,
    note_paper_signature,
    remove_co_signer,
    save_page,
    start_draft,
    submit_draft,
)
from tinhso.cases.permissions import NotAuthorised, access_co_signature, access_draft
from tinhso.cases.queries import invitations_of
from tinhso.cases.tests.factories import AT, Ward, example_answers, make_version, photo
from tinhso.cases.tests.walk import SOON, accepted, acting
from tinhso.core.actors import SYSTEM, Actor, Capacity
from tinhso.core.rls import acting_as
from tinhso.documents.api import receive_upload
from tinhso.identity.api import share_people
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import actor_of_account, make_citizen
from tinhso.ledger.api import find_entries
from tinhso.notifications.models import Notification
from tinhso.procedures.models import ProcedureVersion

pytestmark = pytest.mark.django_db
WORDS = {"vi": "Bên kia", "en": "The other party"}
MOTHER = "079198000777"
CO_SIGNING: dict[str, Any] = {
    "parties": [
        {
            "code": "declarant",
            "name": WORDS,
            "name_field": "applicant_full_name",
            "identity_field": "applicant_identity_number",
            "in_person": True,
        }
    ],
    "others": {
        "code": "relative", "name": WORDS, "help": WORDS, "most": 2, "in_person": False
    },
    "basis": "Minh họa",
    "certainty": "to_confirm",
}  # fmt: skip


@pytest.fixture
def version(db: None) -> ProcedureVersion:
    """Give a procedure whose form names somebody who has to sign."""
    return make_version(co_signing=CO_SIGNING)


@pytest.fixture
def other(db: None) -> CitizenAccount:
    """Give the person the form names."""
    return make_citizen(full_name="Lê Thị Mẹ", identity_number=MOTHER)


@pytest.fixture
def draft(account: CitizenAccount, ward: Ward, version: ProcedureVersion) -> Draft:
    """Give an application written to the end that another person has to sign."""
    return written(actor_of_account(account), Writer(account.person), version)


def written(actor: Actor, writer: Writer, version: ProcedureVersion) -> Draft:
    """Write an application in which somebody else than its applicant is named."""
    answers = example_answers()
    del answers["declaration"]  # given when filing
    answers |= {"applicant_full_name": "Lê Thị Mẹ", "applicant_identity_number": MOTHER}
    share_people([(writer.person.pk, agency_id) for agency_id in actor.agency_ids])
    with acting_as(actor):
        draft = start_draft(version=version, writer=writer, answers=answers, at=AT)
        draft = choose_place(draft=draft, area_code="25195", at=AT)
        add_photo(draft, actor)
    return draft


def add_photo(draft: Draft, actor: Actor, name: str = "giay-chung-sinh.jpg") -> None:
    """Attach a photo of the required paper."""
    upload = receive_upload(
        file=photo(name), actor=actor, purpose="test", accept=["image/jpeg"], at=AT
    )
    attach_paper(draft=draft, paper_code="birth-notice", upload=upload, at=AT)


def invited(draft: Draft, account: CitizenAccount) -> CoSignature:
    """Invite and give the invitation."""
    with acting_as(actor_of_account(account)):
        invite_co_signers(draft=draft, at=AT)
        return CoSignature.objects.get(draft=draft, party="declarant")


def agreed(draft: Draft, signature: CoSignature, other: CitizenAccount) -> CoSignature:
    """Let the invited person agree to what is written now."""
    with acting_as(SYSTEM):
        seen = hash_of_draft(Draft.objects.get(pk=draft.pk))
    actor = actor_of_account(other)
    return acting(actor, agree_to_sign, signature=signature, seen_hash=seen, at=SOON)


def file(draft: Draft, account: CitizenAccount) -> Case:
    """Declare and file the application as its applicant."""
    with acting_as(actor_of_account(account)):
        present = Draft.objects.get(pk=draft.pk)
        if present.case_id is None:
            answers = {"declaration": True}
            save_page(draft=present, page_code="declaration", answers=answers, at=SOON)
    return acting(actor_of_account(account), submit_draft, draft=draft, at=SOON)


def test_filed_only_once_everybody_agreed(
    draft: Draft, account: CitizenAccount, other: CitizenAccount, ward: Ward
) -> None:
    with pytest.raises(CoSignaturesMissing) as refused:
        file(draft, account)
    assert refused.value.names == ["Lê Thị Mẹ"]
    signature = invited(draft, account)
    with pytest.raises(CoSignaturesMissing):
        file(draft, account)

    agreed(draft, signature, other)
    case = file(draft, account)

    (row,) = case.events.get(kind="SUBMIT").facts["co_signed"]
    assert (row["name"], row["way"], row["by"]) == ("Lê Thị Mẹ", "ONLINE", "")
    assert file(draft, account) == case, "filed once"
    assert CoSignature.objects.get(pk=signature.pk).case == case
    kinds = [entry.kind for entry in find_entries(f"co-signature:{signature.pk}")]
    assert kinds == ["CO_SIGNATURE_AGREED"]
    slip_case = accepted(case, ward)
    event = slip_case.events.get(kind="ACCEPT")
    clerk = ward.actor("CLERK")
    with acting_as(clerk):
        slip = issue_slip(case=slip_case, form="01", event=event, actor=clerk, at=SOON)
    assert slip.document.content["co_signers"] == ["Lê Thị Mẹ, 09:20 ngày 02/06/2021"]


def test_invited_are_told_once_and_agreeing_twice_counts_once(
    draft: Draft, account: CitizenAccount, other: CitizenAccount
) -> None:
    signature = invited(draft, account)
    assert acting_invite(draft, account) == 0
    first, again = (agreed(draft, signature, other) for _ in range(2))

    assert first.answered_at == again.answered_at
    told = list(Notification.objects.order_by("pk").values_list("person_id", "template"))
    assert told == [
        (other.person_id, "co_signature_asked"),
        (account.person_id, "co_signature_agreed"),
    ]


def acting_invite(draft: Draft, account: CitizenAccount) -> int:
    """Invite once more."""
    with acting_as(actor_of_account(account)):
        return invite_co_signers(draft=draft, at=SOON)


@pytest.mark.parametrize("change", ["answers", "paper", "place"])
def test_change_voids_what_was_agreed_and_says_so(
    draft: Draft, account: CitizenAccount, other: CitizenAccount, change: str, ward: Ward
) -> None:
    signature = invited(draft, account)
    agreed(draft, signature, other)
    with acting_as(actor_of_account(account)):
        if change == "answers":
            answers = {"child_full_name": "Nguyễn Tên Khác"}
            save_page(draft=draft, page_code="child", answers=answers, at=SOON)
        elif change == "paper":
            add_photo(draft, actor_of_account(account), "them.jpg")
        else:
            Draft.objects.filter(pk=draft.pk).update(competent_agency=ward.office)
            choose_place(draft=draft, area_code="25195", at=SOON)

    signature.refresh_from_db()
    assert signature.state == CoSignatureState.VOIDED
    told = Notification.objects.filter(person_id=other.person_id, template="co_signature_voided")
    assert told.count() == 1
    with pytest.raises(NothingToAnswer):
        agreed(draft, signature, other)


def test_agreement_to_other_content_than_shown_is_refused(
    draft: Draft, account: CitizenAccount, other: CitizenAccount
) -> None:
    signature = invited(draft, account)
    actor = actor_of_account(other)

    with pytest.raises(ContentChanged):
        acting(actor, agree_to_sign, signature=signature, seen_hash="0" * 64, at=SOON)


def test_saving_the_same_answers_voids_nothing(
    draft: Draft, account: CitizenAccount, other: CitizenAccount
) -> None:
    agreed(draft, invited(draft, account), other)
    with acting_as(actor_of_account(account)):
        same = {"child_full_name": Draft.objects.get(pk=draft.pk).form["child_full_name"]}
        form = Draft.objects.get(pk=draft.pk).form
        page = {name: form[name] for name in form if name.startswith("child_")}
        save_page(draft=draft, page_code="child", answers={**page, **same}, at=SOON)

    assert file(draft, account).code is None


def test_other_person_in_the_form_ends_the_first_invitation(
    draft: Draft, account: CitizenAccount, other: CitizenAccount
) -> None:
    signature = invited(draft, account)
    form = Draft.objects.get(pk=draft.pk).form
    page = {name: form[name] for name in form if name.startswith("applicant_")}
    with acting_as(actor_of_account(account)):
        answers = {**page, "applicant_identity_number": "079198000888"}
        save_page(draft=draft, page_code="applicant", answers=answers, at=SOON)

    actor = actor_of_account(other)
    with acting_as(actor), pytest.raises(Http404):
        access_co_signature(actor, signature.token)


def test_declining_needs_a_reason_and_stops_filing(
    draft: Draft, account: CitizenAccount, other: CitizenAccount
) -> None:
    signature = invited(draft, account)
    actor = actor_of_account(other)
    with pytest.raises(ReasonRequired):
        acting(actor, decline_to_sign, signature=signature, reason=" ", at=SOON)

    acting(actor, decline_to_sign, signature=signature, reason="Sai ngày sinh", at=SOON)

    with pytest.raises(CoSignaturesMissing):
        file(draft, account)
    told = Notification.objects.get(template="co_signature_declined")
    assert (told.person_id, told.facts["reason"]) == (account.person_id, "Sai ngày sinh")
    assert acting_invite(draft, account) == 1
    agreed(draft, signature, other)
    assert file(draft, account).pk


def test_nobody_is_invited_to_what_is_not_written_yet(
    account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    actor = actor_of_account(account)
    draft = written(actor, Writer(account.person), version)
    with acting_as(actor):
        draft.papers.all().delete()
        with pytest.raises(PapersMissing):
            invite_co_signers(draft=draft, at=SOON)


def test_name_and_number_that_do_not_belong_together_are_refused(
    draft: Draft, account: CitizenAccount
) -> None:
    make_citizen(full_name="Người Khác Hẳn", identity_number=MOTHER)

    with pytest.raises(CoSignerMismatch):
        invited(draft, account)


def test_who_never_signed_in_finds_the_invitation_later(
    draft: Draft, account: CitizenAccount
) -> None:
    signature = invited(draft, account)
    assert signature.person_id is None
    wrong = make_citizen(full_name="Tên Khác", identity_number="079198000999")
    late = make_citizen(full_name="Lê Thị Mẹ", identity_number=MOTHER)

    for who, count in ((wrong, 0), (late, 1)):
        actor = actor_of_account(who)
        with acting_as(actor):
            assert len(invitations_of(actor)) == count


def test_invited_person_sees_their_invitation_and_no_draft(
    draft: Draft, account: CitizenAccount, other: CitizenAccount
) -> None:
    signature = invited(draft, account)
    stranger = actor_of_account(make_citizen(full_name="Trần Văn Lạ"))

    actor = actor_of_account(other)
    with acting_as(actor):
        assert access_co_signature(actor, signature.token) == signature
        assert not Draft.objects.exists()
        with pytest.raises(Http404):
            access_draft(actor, draft.token)
    with acting_as(stranger):
        assert not CoSignature.objects.exists()
        with pytest.raises(Http404):
            access_co_signature(stranger, signature.token)
    with pytest.raises(NotAuthorised):
        acting(stranger, decline_to_sign, signature=signature, reason="Không", at=SOON)


def test_limited_mandate_opens_no_invitation(
    draft: Draft, account: CitizenAccount, other: CitizenAccount
) -> None:
    signature = invited(draft, account)
    mandated = replace(actor_of_account(other), capacity=Capacity(1, "Lê Thị Mẹ", "Đại diện"))

    with acting_as(mandated), pytest.raises(Http404):
        access_co_signature(mandated, signature.token)
    assert invitations_of(mandated) == []


def test_added_people_sign_too_and_can_be_taken_out(
    draft: Draft, account: CitizenAccount, other: CitizenAccount
) -> None:
    actor, named = actor_of_account(account), Named("Lê Văn Cậu", "079198000111")
    with acting_as(actor):
        row = add_co_signer(draft=draft, named=named, at=AT)
        with pytest.raises(CoSignerListed):
            add_co_signer(draft=draft, named=named, at=AT)
        own = Named(account.person.full_name, account.person.identity_number)
        with pytest.raises(CoSignerListed):
            add_co_signer(draft=draft, named=own, at=AT)
        add_co_signer(draft=draft, named=Named("Lê Thị Dì", "079198000222"), at=AT)
        with pytest.raises(TooManyCoSigners):
            add_co_signer(draft=draft, named=Named("Lê Văn Bác", "079198000333"), at=AT)
    agreed(draft, invited(draft, account), other)
    with pytest.raises(CoSignaturesMissing) as refused:
        file(draft, account)
    assert refused.value.names == ["Lê Văn Cậu", "Lê Thị Dì"]

    with acting_as(actor):
        for token in CoSignature.objects.filter(party="relative").values_list("token", flat=True):
            remove_co_signer(draft=draft, token=token)
        remove_co_signer(draft=draft, token=row.token)
    assert file(draft, account).pk


def test_clerk_notes_a_signature_on_paper(
    account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    clerk = ward.actor("CLERK")
    writer = Writer(account.person, counter_agency_id=ward.office.pk)
    draft = written(clerk, writer, version)
    with acting_as(clerk):
        save_page(draft=draft, page_code="declaration", answers={"declaration": True}, at=SOON)
    with pytest.raises(CoSignaturesMissing):
        acting(clerk, submit_draft, draft=draft, at=SOON)

    row = acting(clerk, note_paper_signature, draft=draft, named=MOTHER, at=SOON)

    assert row is not None
    assert (row.way, row.answered_by) == ("PAPER", clerk.name)
    case = acting(clerk, submit_draft, draft=draft, at=SOON)
    assert case.events.get(kind="SUBMIT").facts["co_signed"][0]["by"] == clerk.name


def test_applicant_cannot_note_a_paper_signature(draft: Draft, account: CitizenAccount) -> None:
    with pytest.raises(NotAuthorised):
        acting(actor_of_account(account), note_paper_signature, draft=draft, named=MOTHER, at=SOON)
