"""From the first line to the organisation's signature; each refusal beside the success."""

from dataclasses import replace

import pytest

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.documents.api import DocumentState, latest_rendition, load_bytes
from tinhso.records.models import (
    DocumentLink,
    LinkKind,
    OpinionAnswer,
    OutgoingDocument,
    OutgoingState,
    Revision,
)
from tinhso.records.operations import (
    AskedAlready,
    ChangedMeanwhile,
    NotAtThisStep,
    NotIssued,
    NotRead,
    NotReady,
    NotYourDraft,
    NotYourStep,
    OwnDraft,
    ReasonMissing,
    answer_opinion,
    approve_content,
    approve_layout,
    ask_opinion,
    begin_draft,
    begin_follow_up,
    follow,
    issue_outgoing,
    keep_draft,
    note_reading,
    return_draft,
    sign_batch,
    sign_outgoing,
    submit_draft,
    void_number,
)
from tinhso.records.permissions import outgoing_for
from tinhso.records.queries import list_events, registered
from tinhso.records.queries.outgoing import waiting_for
from tinhso.records.tests.factories import AT, Department
from tinhso.records.tests.test_pages_of_kinds import drawn

pytestmark = pytest.mark.django_db


def test_a_document_goes_from_draft_to_issue_and_its_history_says_so(
    department: Department,
) -> None:
    issued = department.issued(deliver_to=["H10.14"])

    with acting_as(SYSTEM):
        official = issued.official
        kinds = [event.kind for event in list_events(official)]
    assert issued.state == OutgoingState.ISSUED
    assert official.notation == "01/STP-KGVX"
    assert f"{official.issued_on}" == "2021-06-01"
    assert kinds == [
        "DRAFT_BEGUN",
        "SUBMIT",
        "APPROVE_CONTENT",
        "APPROVE_LAYOUT",
        "READ",
        "SIGN",
        "SEAL",
        "SENT",
    ]


def test_the_number_stands_inside_the_bytes_both_signed(department: Department) -> None:
    signed = department.signed()
    with acting_as(SYSTEM):
        document = signed.official.document
        assert document is not None
        first = latest_rendition(document)
        assert first is not None
        before = load_bytes(first.file.sha256)

    clerk = department.actor("REGISTRAR")
    with acting_as(clerk):
        issue_outgoing(outgoing=signed, actor=clerk, at=AT)

    with acting_as(SYSTEM):
        last = latest_rendition(document)
        assert last is not None
        after = load_bytes(last.file.sha256)
    assert after.startswith(before)
    assert len(after) > len(before)
    assert drawn(after).size == drawn(before).size


def test_numbers_of_registers_run_apart_and_a_void_one_stays(department: Department) -> None:
    first, other = department.signed("CV"), department.signed("QD")
    clerk = department.actor("REGISTRAR")
    with acting_as(clerk):
        with pytest.raises(ReasonMissing):
            void_number(outgoing=first, reason=" ", actor=clerk, at=AT)
        void = void_number(outgoing=first, reason="Nhầm nơi nhận", actor=clerk, at=AT)
    second = department.signed("CV")

    with acting_as(clerk):
        book = registered(outgoing_for(clerk), "CV", 2021).order_by("official__number")
        rows = [(one.official.notation, one.state) for one in book]
        document = void.official.document
    assert other.official.notation == "01/QĐ-STP"
    assert second.official.number == 2
    assert rows == [("01/STP-KGVX", "VOID"), ("02/STP-KGVX", "SIGNED")]
    assert document is not None
    document.refresh_from_db()
    assert document.state == DocumentState.REVOKED


def test_nobody_takes_a_step_that_is_not_theirs(department: Department) -> None:
    found = department.draft()
    author, head = department.actor("SPECIALIST"), department.actor("HEAD_OF_UNIT")
    with acting_as(head), pytest.raises(NotYourStep):
        submit_draft(outgoing=found, actor=head, at=AT)
    with acting_as(author):
        submit_draft(outgoing=found, actor=author, at=AT)
        with pytest.raises(NotYourStep):
            approve_content(outgoing=found, actor=author, at=AT)
        with pytest.raises(NotAtThisStep):
            submit_draft(outgoing=found, actor=author, at=AT)
    both = replace(head, person_id=author.person_id)
    with acting_as(both), pytest.raises(OwnDraft):
        approve_content(outgoing=found, actor=both, at=AT)
    clerk = department.actor("REGISTRAR")
    with acting_as(clerk), pytest.raises(NotAtThisStep):
        approve_layout(outgoing=found, actor=clerk, at=AT)
    with acting_as(clerk), pytest.raises(NotAtThisStep):
        issue_outgoing(outgoing=found, actor=clerk, at=AT)


def test_an_unfinished_draft_does_not_go_on(department: Department) -> None:
    found = department.draft(addressees=[])
    author = department.actor("SPECIALIST")

    with acting_as(author), pytest.raises(NotReady, match="kính gửi"):
        submit_draft(outgoing=found, actor=author, at=AT)


def test_only_the_named_leader_signs_and_only_what_they_read(department: Department) -> None:
    found, leader = department.signing(), department.actor("LEADER")
    head = department.actor("HEAD_OF_UNIT")
    with acting_as(head), pytest.raises(NotYourStep):
        sign_outgoing(outgoing=found, actor=head, at=AT)
    with acting_as(leader):
        with pytest.raises(NotRead):
            sign_outgoing(outgoing=found, actor=leader, at=AT)
        note_reading(outgoing=found, actor=leader, at=AT)
        signed = sign_outgoing(outgoing=found, actor=leader, at=AT)
        with pytest.raises(NotAtThisStep):
            sign_outgoing(outgoing=found, actor=leader, at=AT)
    assert signed.official.number == 1


def test_a_batch_signs_what_was_read_and_says_what_was_not(department: Department) -> None:
    one, two, unread = (department.signing() for _ in range(3))
    leader = department.actor("LEADER")
    with acting_as(leader):
        for found in (one, two):
            note_reading(outgoing=found, actor=leader, at=AT)
        outcomes = sign_batch(batch=[one, two, unread], actor=leader, at=AT)

    assert [bool(outcome.refusal) for outcome in outcomes] == [False, False, True]
    assert [outcome.outgoing.official.number for outcome in outcomes[:2]] == [1, 2]


def test_a_returned_document_goes_back_with_the_reason(department: Department) -> None:
    found, leader = department.signing(), department.actor("LEADER")
    author = department.actor("SPECIALIST")
    with acting_as(leader):
        back = return_draft(outgoing=found, reason="Thiếu số liệu", actor=leader, at=AT)
    with acting_as(author):
        kept = keep_draft(
            outgoing=back, version=back.version, change=department.change(), actor=author, at=AT
        )

        assert [remark.text for remark in kept.remarks.all()] == ["Thiếu số liệu"]
    assert back.state == OutgoingState.DRAFT


def test_who_writes_over_a_newer_text_is_told_and_nothing_is_lost(department: Department) -> None:
    found, head = department.draft(), department.actor("HEAD_OF_UNIT")
    stale = found.version
    with acting_as(head):
        kept = keep_draft(
            outgoing=found,
            version=stale,
            change=department.change(body="Bản của trưởng phòng."),
            actor=head,
            at=AT,
        )
    author = department.actor("SPECIALIST")
    with acting_as(author):
        with pytest.raises(ChangedMeanwhile):
            keep_draft(
                outgoing=found, version=stale, change=department.change(), actor=author, at=AT
            )
        now = OutgoingDocument.objects.get(pk=found.pk)
    assert now.content["body"] == "Bản của trưởng phòng."
    assert now.version == kept.version == stale + 1


def test_another_agency_sees_a_draft_only_when_asked(department: Department) -> None:
    found, author = department.draft(), department.actor("SPECIALIST")
    other = Department("H10.11", "Sở Tài chính tỉnh Bình Phước")
    stranger = other.actor("HEAD_OF_UNIT")
    with acting_as(stranger):
        assert not outgoing_for(stranger).exists()
        assert not OutgoingDocument.objects.exists()
        with pytest.raises(NotYourDraft):
            begin_draft(actor=stranger, agency=department.agency, kind="CV", at=AT)
    with acting_as(author):
        asked = ask_opinion(
            outgoing=found,
            agency=other.agency,
            question="Nguồn kinh phí?",
            due_on=AT.date(),
            actor=author,
            at=AT,
        )
        with pytest.raises(AskedAlready):
            ask_opinion(
                outgoing=found,
                agency=other.agency,
                question="Lại?",
                due_on=AT.date(),
                actor=author,
                at=AT,
            )
        with pytest.raises(NotYourStep):
            answer_opinion(asked=asked, answer=OpinionAnswer.AGREES, text="", actor=author, at=AT)
    with acting_as(stranger):
        assert outgoing_for(stranger).get().pk == found.pk
        assert waiting_for(outgoing_for(stranger), stranger).get().pk == found.pk
        given = answer_opinion(
            asked=asked, answer=OpinionAnswer.AGREES, text="Đủ", actor=stranger, at=AT
        )
        assert not waiting_for(outgoing_for(stranger), stranger).exists()
    assert given.answered_by == stranger.name


@pytest.mark.parametrize(("kind", "wanted"), [(LinkKind.REPLACES, "QD"), (LinkKind.CORRECTS, "CV")])
def test_an_issued_document_is_followed_by_one_of_its_kind_or_a_letter(
    department: Department, kind: LinkKind, wanted: str
) -> None:
    author = department.actor("SPECIALIST")
    draft, former = department.draft(), department.issued("QD")
    with acting_as(author):
        with pytest.raises(NotIssued):
            begin_follow_up(former=draft, kind=kind, actor=author, agency=department.agency, at=AT)
        begun = begin_follow_up(
            former=former, kind=kind, actor=author, agency=department.agency, at=AT
        )
        link = DocumentLink.objects.get()
    assert begun.official.kind == wanted
    assert (link.source_id, link.target_id, link.kind) == (begun.pk, former.pk, kind)


def test_a_colleague_sees_what_is_out_but_no_draft(department: Department) -> None:
    department.draft()
    out = department.issued()
    colleague: Actor = replace(department.actor("SPECIALIST"), person_id=10**9, account_id=10**9)

    with acting_as(colleague):
        assert [one.pk for one in outgoing_for(colleague)] == [out.pk]


def test_followers_are_told_once_it_is_out(department: Department) -> None:
    found, author = department.signed(), department.actor("SPECIALIST")
    with acting_as(author):
        assert follow(official=found.official, actor=author)
    clerk = department.actor("REGISTRAR")
    with acting_as(clerk):
        issue_outgoing(outgoing=found, actor=clerk, at=AT)

    from tinhso.notifications.models import Notification

    with acting_as(SYSTEM):
        told = Notification.objects.filter(template="document_news")
        assert [one.person_id for one in told] == [author.person_id]


def test_each_step_keeps_a_revision_when_the_text_changed(department: Department) -> None:
    signed = department.signed()

    with acting_as(SYSTEM):
        assert Revision.objects.filter(outgoing=signed).count() == 1
