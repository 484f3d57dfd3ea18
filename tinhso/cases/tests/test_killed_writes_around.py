"""Drafts, co-signers, counter papers and money of a case, cut off at every statement."""

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any

import pytest
from django.test import Client as DjangoClient

from tinhso.cases.handlers import let_case_go_on
from tinhso.cases.models import Case, Channel, CoSignature, Draft, DutyState, PaperDuty
from tinhso.cases.operations import (
    ExtraCharge,
    Filing,
    Named,
    Offices,
    PaymentAsked,
    Writer,
    accept_case,
    add_co_signer,
    add_duty,
    agree_to_sign,
    attach_paper,
    choose_place,
    decline_to_sign,
    discard_draft,
    exempt_paper,
    hash_of_draft,
    invite_co_signers,
    order_copy,
    remove_co_signer,
    remove_paper,
    request_payment,
    save_page,
    start_draft,
    start_scan,
    submit_case,
    submit_draft,
    withdraw_case,
)
from tinhso.cases.tasks import confirm_paid_cases
from tinhso.cases.tests.factories import (
    AT,
    ONE_WORKING_DAY,
    example_answers,
    make_ready_draft,
    photo,
)
from tinhso.cases.tests.killed import Cast, assert_whole, fresh
from tinhso.cases.tests.test_co_signing import CO_SIGNING, MOTHER, written
from tinhso.cases.tests.walk import SOON
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.core.tests.done_once import as_task, check_done_once, with_key
from tinhso.documents.api import PageAlreadyThere, Scan, add_pages, receive_upload
from tinhso.identity.tests.factories import (
    act_under_mandate,
    actor_of_account,
    make_citizen,
    make_mandate,
)
from tinhso.ledger.api import find_entries
from tinhso.payments.api import intents_of_subject, take_cash
from tinhso.payments.events import PaymentReceived
from tinhso.payments.tests.factories import Office

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
FEE_VND = 20_000
COSTS = [{**way, "fee_vnd": FEE_VND} for way in ONE_WORKING_DAY]
_numbers = count(1)


def once(actor: Actor, operation: Callable[..., Any], **words: Any) -> None:
    """Do a write that names no actor through everything that can cut it off."""
    act = partial(operation, **words)
    check_done_once(with_key(actor, f"{operation.__name__}-{next(_numbers)}", SOON, act))


def test_draft_is_written_and_thrown_away(cast: Cast) -> None:
    citizen, writer = cast.citizen, Writer(cast.account.person)
    answers = example_answers()
    once(citizen, start_draft, version=cast.version, writer=writer, answers=answers, at=AT)
    with acting_as(citizen):
        upload = receive_upload(
            file=photo(), actor=citizen, purpose="test", accept=["image/jpeg"], at=AT
        )
    with acting_as(SYSTEM):
        draft = Draft.objects.select_related("version", "person").get()
    once(citizen, choose_place, draft=draft, area_code="25195", at=AT)
    answers = {"child_full_name": "Nguyễn An"}
    once(citizen, save_page, draft=draft, page_code="child", answers=answers, at=AT)
    once(citizen, attach_paper, draft=draft, paper_code="birth-notice", upload=upload, at=AT)
    once(citizen, remove_paper, draft=draft, upload_token=upload.token, at=AT)
    once(citizen, discard_draft, draft=draft)

    with acting_as(SYSTEM):
        assert not Draft.objects.exists()


def test_application_for_another(cast: Cast) -> None:
    with acting_as(SYSTEM):
        taker = make_citizen(full_name="Bùi Thị Kim Chi", identity_number="000191000111")
        mandate = make_mandate(cast.account, taker)
        actor = act_under_mandate(DjangoClient(), taker, mandate)
        draft = make_ready_draft(cast.account, cast.version)
        Draft.objects.filter(pk=draft.pk).update(mandate=mandate)
        draft = Draft.objects.select_related("version", "person").get(pk=draft.pk)
    cast.once(actor, submit_draft, draft=draft, at=AT)

    with acting_as(SYSTEM):
        case = Case.objects.get()
    assert case.representative_name == "Bùi Thị Kim Chi"
    assert cast.done_again == set()
    assert_whole(case)


def test_people_sign_together(cast: Cast) -> None:
    with acting_as(SYSTEM):
        other = make_citizen(full_name="Lê Thị Mẹ", identity_number=MOTHER)
    version = cast.newest(co_signing=CO_SIGNING)
    draft = written(cast.citizen, Writer(cast.account.person), version)
    uncle = Named("Lê Văn Cậu", "079198000778")
    once(cast.citizen, add_co_signer, draft=draft, named=uncle, at=AT)
    with acting_as(SYSTEM):
        token = CoSignature.objects.get(draft=draft).token
    once(cast.citizen, remove_co_signer, draft=draft, token=token)
    once(cast.citizen, invite_co_signers, draft=draft, at=AT)
    with acting_as(SYSTEM):
        signature = CoSignature.objects.get(draft=draft)
        seen = hash_of_draft(Draft.objects.get(pk=draft.pk))
    signer = actor_of_account(other)
    cast.once(signer, decline_to_sign, signature=signature, reason="Chưa đọc kỹ")
    once(cast.citizen, invite_co_signers, draft=draft, at=AT)
    cast.once(signer, agree_to_sign, signature=signature, seen_hash=seen)

    assert cast.done_again == set()


def filed_at_counter(cast: Cast) -> Case:
    """File at the counter through everything that can cut it off."""
    clerk = cast.ward.actor("CLERK")
    with acting_as(SYSTEM):
        cast.account.person.reader_agency_ids = [cast.ward.office.pk]
        cast.account.person.save()
    filing = Filing(
        version=cast.version,
        applicant=cast.account.person,
        form=example_answers(),
        offices=Offices(cast.ward.office.pk, cast.ward.committee.pk),
        channel=Channel.COUNTER,
        papers_seen_at_counter=True,
    )
    act = partial(submit_case, filing=filing, actor=clerk, at=AT)
    check_done_once(with_key(clerk, "counter", AT, act))
    with acting_as(SYSTEM):
        return Case.objects.get()


def test_papers_of_the_counter_become_copies(cast: Cast) -> None:
    clerk, case = cast.ward.actor("CLERK"), filed_at_counter(cast)
    cast.once(clerk, accept_case, case=case)
    case = fresh(case)
    cast.once(clerk, add_duty, case=case, paper_code="marriage-certificate")
    besides, duty = duty_of(case, "marriage-certificate"), duty_of(case, "birth-notice")
    seen: dict[str, Any] = {"reason": "SHOW_ONLY", "note": "đã xem"}
    cast.once(clerk, exempt_paper, duty=besides, **seen)
    cast.once(clerk, start_scan, duty=duty)
    scan = duty_of(case, "birth-notice").scan
    assert scan is not None
    check_done_once(with_key(clerk, "page", SOON, partial(add_page, scan, clerk)))
    with acting_as(clerk):
        with pytest.raises(PageAlreadyThere):
            add_page(scan, clerk)
        add_pages(scan=scan, file=photo("mat-sau.jpg"), actor=clerk, at=SOON)
    cast.once(clerk, order_copy, duty=duty, is_checked=True, valid_to=None)
    words = {"duty_id": duty.pk, "valid_to": "", "actor": clerk.as_json()}
    piece = as_task("tinhso.cases.tasks.make_certified_copy", **words)
    piece()
    check_done_once(piece, every=8)

    assert duty_of(case, "birth-notice").state == DutyState.DIGITISED
    assert cast.done_again == set()
    with acting_as(SYSTEM):
        entries = {"events": case.events.count(), "exemption": 1}
        assert len(find_entries(f"case:{case.pk}")) == sum(entries.values())


def add_page(scan: Scan, clerk: Actor) -> None:
    """Take one page; the file is read anew each time, as each request brings its own."""
    add_pages(scan=scan, file=photo(), actor=clerk, at=SOON)


def duty_of(case: Case, paper_code: str) -> PaperDuty:
    """Read what is to be digitised anew."""
    with acting_as(SYSTEM):
        duties = PaperDuty.objects.select_related("case__version__procedure", "scan")
        return duties.get(case=case, paper_code=paper_code)


def test_money_of_a_case(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    version = cast.newest(ways=COSTS)
    clerk, case = cast.ward.actor("CLERK"), cast.case(version)
    subject = f"case:{case.pk}"
    with acting_as(SYSTEM):
        [claim] = intents_of_subject(subject)
    assert claim.amount_vnd == FEE_VND
    extra = ExtraCharge("Phí thông báo", 5_000, "Minh họa")
    cast.once(clerk, request_payment, case=case, asked=PaymentAsked("Thêm", extra=extra))
    with acting_as(SYSTEM):
        open_claim = intents_of_subject(subject).get(state="OPEN")
    people = cast.ward.officers
    collecting = Office(cast.ward.office, people["CLERK"], people["CLERK"], people["LEADER"])
    with acting_as(clerk):
        drawer = collecting.drawer()
    with monkeypatch.context() as died:
        died.setattr("tinhso.core.events._handlers", defaultdict(list))
        with acting_as(clerk):
            take_cash(intent=open_claim, drawer=drawer, actor=clerk, at=SOON)
    news = PaymentReceived(open_claim.pk, subject, open_claim.amount_vnd, "cash", SOON)

    check_done_once(partial(let_case_go_on, news))
    confirm_paid_cases(0)

    assert fresh(case).state == "FILED"
    with acting_as(SYSTEM):
        assert case.events.filter(kind="CONFIRM_PAYMENT").count() == 1
    cast.once(cast.citizen, withdraw_case, case=case, reason="Nhầm")
    assert_whole(case)
