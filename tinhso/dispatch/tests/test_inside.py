"""Between agencies of the platform: there at once, answered, recalled, replaced."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from tinhso.core.rls import acting_as
from tinhso.dispatch import api
from tinhso.dispatch.events import DocumentArrived, RevisionDecided, StatusArrived
from tinhso.dispatch.models import InboundMessage, OutgoingMessage, Transmission
from tinhso.dispatch.permissions import may_read_files
from tinhso.dispatch.rules import Decision, Sent, Taken
from tinhso.dispatch.tests.messages import AT, PDF
from tinhso.dispatch.tests.offices import Registry, make_document, make_registry, sent
from tinhso.documents.api import load_bytes

LATER = AT + timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def committee(db: None) -> Registry:
    return make_registry()


@pytest.fixture
def department(db: None) -> Registry:
    return make_registry("H10.14", "Sở Tư pháp")


@pytest.fixture
def outgoing(committee: Registry, department: Registry) -> OutgoingMessage:
    return sent(committee, make_document(committee, api.Recipient(department.agency.pk)))


def arrived(registry: Registry, **which: object) -> InboundMessage:
    with acting_as(registry.actor):
        return InboundMessage.objects.filter(**which).latest("pk")


def state_at_sender(registry: Registry) -> str:
    with acting_as(registry.actor):
        return Transmission.objects.exclude(act="RECALL").earliest("pk").state


def test_a_document_is_there_at_once(outgoing: OutgoingMessage, department: Registry) -> None:
    message = arrived(department)

    assert (message.code, message.subject) == ("15/UBND-KGVX", "V/v tổ chức Ngày hội chuyển đổi số")
    assert message.sender_name == "Ủy ban nhân dân tỉnh Bình Phước"
    assert [load_bytes(file.file.sha256) for file in api.list_files(message)] == [PDF]


def test_its_sender_knows_that_it_arrived(outgoing: OutgoingMessage, committee: Registry) -> None:
    assert state_at_sender(committee) == Sent.ARRIVED


def test_sending_again_under_the_same_key_sends_nothing(
    outgoing: OutgoingMessage, committee: Registry, department: Registry
) -> None:
    again = sent(committee, make_document(committee, api.Recipient(department.agency.pk)))

    assert again.pk == outgoing.pk
    assert arrived(department).copy_count == 1


def test_receiving_tells_the_sender(
    outgoing: OutgoingMessage, committee: Registry, department: Registry
) -> None:
    clerk = department.actor
    with acting_as(clerk):
        for _ in range(2):
            message = api.receive_document(
                message=arrived(department), registered_as="records:7", actor=clerk, at=LATER
            )

    assert (message.state, message.registered_as) == (Taken.RECEIVED, "records:7")
    assert state_at_sender(committee) == Sent.RECEIVED


def test_progress_reaches_the_sender(
    outgoing: OutgoingMessage, committee: Registry, department: Registry
) -> None:
    clerk = department.actor
    with acting_as(clerk):
        message = api.receive_document(
            message=arrived(department), registered_as="", actor=clerk, at=LATER
        )
        for step in ("assign", "start", "finish"):
            message = api.report_progress(message=message, step=step, actor=clerk, at=LATER)

    assert message.state == Taken.DONE
    assert state_at_sender(committee) == Sent.DONE


def test_returning_wants_a_reason_and_tells_it(
    outgoing: OutgoingMessage, committee: Registry, department: Registry
) -> None:
    clerk = department.actor
    with acting_as(clerk), pytest.raises(api.ReasonMissing):
        api.return_document(message=arrived(department), reason=" ", actor=clerk, at=LATER)
    with acting_as(clerk):
        api.return_document(
            message=arrived(department), reason="Gửi nhầm nơi nhận", actor=clerk, at=LATER
        )

    assert state_at_sender(committee) == Sent.RETURNED
    with acting_as(committee.actor):
        told = Transmission.objects.get().statuses.get(code="02")
    assert told.description == "Gửi nhầm nơi nhận"


def test_what_was_received_is_not_returned(outgoing: OutgoingMessage, department: Registry) -> None:
    clerk = department.actor
    with acting_as(clerk):
        message = api.receive_document(
            message=arrived(department), registered_as="", actor=clerk, at=LATER
        )
        with pytest.raises(api.NotPossibleNow):
            api.return_document(message=message, reason="Nhầm", actor=clerk, at=LATER)


def test_a_stranger_neither_sees_nor_receives(
    outgoing: OutgoingMessage, department: Registry
) -> None:
    message = arrived(department)
    stranger = make_registry("H10.15", "Sở Xây dựng").actor

    with acting_as(stranger):
        assert not InboundMessage.objects.exists()
        with pytest.raises(api.NotYours):
            api.receive_document(message=message, registered_as="", actor=stranger, at=LATER)


def test_an_agreed_recall_closes_the_document(
    outgoing: OutgoingMessage, committee: Registry, department: Registry
) -> None:
    _recall(outgoing, committee)
    request = arrived(department, act="RECALL")
    clerk = department.actor
    with acting_as(clerk):
        request = api.decide_revision(
            message=request, agrees=True, reason="", actor=clerk, at=LATER
        )

    original = arrived(department, act="NEW")
    assert (original.state, request.decision) == (Taken.RECALLED, Decision.AGREED)
    assert not may_read_files(original)
    assert api.list_files(original) == []
    assert state_at_sender(committee) == Sent.TAKEN_BACK


def test_a_declined_recall_leaves_it_open(
    outgoing: OutgoingMessage, committee: Registry, department: Registry
) -> None:
    _recall(outgoing, committee)
    clerk = department.actor
    with acting_as(clerk), pytest.raises(api.ReasonMissing):
        api.decide_revision(
            message=arrived(department, act="RECALL"),
            agrees=False,
            reason="",
            actor=clerk,
            at=LATER,
        )
    with acting_as(clerk):
        api.decide_revision(
            message=arrived(department, act="RECALL"),
            agrees=False,
            reason="Đã xử lý xong",
            actor=clerk,
            at=LATER,
        )

    assert arrived(department, act="NEW").state == Taken.ARRIVED
    with acting_as(committee.actor):
        assert Transmission.objects.get(act="RECALL").decision == Decision.DECLINED


def test_a_second_recall_waits_for_the_first_answer(
    outgoing: OutgoingMessage, committee: Registry
) -> None:
    _recall(outgoing, committee)

    with pytest.raises(api.NothingToRevise):
        _recall(outgoing, committee)


def test_an_agreed_update_takes_the_place_of_the_document(
    outgoing: OutgoingMessage, committee: Registry, department: Registry
) -> None:
    clerk, sender = department.actor, committee.actor
    corrected = make_document(committee, subject="V/v tổ chức Ngày hội chuyển đổi số (đính chính)")
    with acting_as(sender):
        api.update_document(
            outgoing=outgoing, document=corrected, reason="Sai ngày", actor=sender, at=LATER
        )
    with acting_as(clerk):
        api.decide_revision(
            message=arrived(department, act="UPDATE"), agrees=True, reason="", actor=clerk, at=LATER
        )

    assert arrived(department, act="NEW").state == Taken.REPLACED
    update = arrived(department, act="UPDATE")
    assert (update.state, update.reason) == (Taken.RECEIVED, "Sai ngày")


def test_a_replacement_is_a_document_and_a_question(
    outgoing: OutgoingMessage, committee: Registry, department: Registry
) -> None:
    newer = make_document(
        committee,
        api.Recipient(department.agency.pk),
        number="16",
        replaces=(api.parse_document_id(outgoing.document_id),),
    )
    sent(committee, newer, key="k2")
    clerk = department.actor
    with acting_as(clerk):
        api.decide_revision(
            message=arrived(department, act="REPLACE"),
            agrees=True,
            reason="",
            actor=clerk,
            at=LATER,
        )

    assert arrived(department, act="NEW").state == Taken.REPLACED
    assert arrived(department, act="REPLACE").state == Taken.RECEIVED


def test_marks_of_secrecy_do_not_leave(committee: Registry, department: Registry) -> None:
    document = make_document(
        committee, api.Recipient(department.agency.pk), subject="Báo cáo TỐI MẬT về biên giới"
    )

    with pytest.raises(api.ClassifiedNotSent):
        sent(committee, document)
    with acting_as(committee.actor):
        assert not OutgoingMessage.objects.exists()


def test_unknown_recipients_and_bad_headers_are_refused(committee: Registry) -> None:
    with pytest.raises(api.NothingToSend):
        sent(committee, make_document(committee))
    with pytest.raises(api.NothingToSend):
        sent(committee, make_document(committee, api.Recipient(organ_id="X99")))
    with pytest.raises(api.CannotBeWritten):
        sent(
            committee,
            make_document(committee, api.Recipient(committee.agency.pk), subject=""),
        )


def test_nobody_sends_for_another_agency(committee: Registry, department: Registry) -> None:
    document = make_document(committee, api.Recipient(department.agency.pk))

    with acting_as(department.actor), pytest.raises(api.NotYours):
        api.send_document(
            document=document, reference="", idempotency_key="x", actor=department.actor, at=AT
        )


@pytest.mark.usefixtures("outgoing")
def test_the_database_keeps_a_message_single(department: Registry) -> None:
    message = arrived(department)
    message.pk = None

    with acting_as(department.actor), pytest.raises(IntegrityError):
        message.save(force_insert=True)


def _recall(outgoing: OutgoingMessage, registry: Registry) -> None:
    with acting_as(registry.actor):
        api.recall_document(
            outgoing=outgoing, reason="Ban hành nhầm", actor=registry.actor, at=LATER
        )


def test_events_say_what_happened(
    committee: Registry, department: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[object] = []
    monkeypatch.setattr("tinhso.dispatch.operations.arriving.publish", heard.append)
    monkeypatch.setattr("tinhso.dispatch.operations.reporting.publish", heard.append)
    monkeypatch.setattr("tinhso.dispatch.operations.revising.publish", heard.append)

    outgoing = sent(committee, make_document(committee, api.Recipient(department.agency.pk)))
    _recall(outgoing, committee)
    with acting_as(department.actor):
        request = arrived(department, act="RECALL")
        api.decide_revision(
            message=request, agrees=True, reason="", actor=department.actor, at=LATER
        )

    assert [type(event).__name__ for event in heard[:3]] == [
        StatusArrived.__name__,
        DocumentArrived.__name__,
        "RevisionRequested",
    ]
    assert any(isinstance(event, RevisionDecided) and event.is_agreed for event in heard)
