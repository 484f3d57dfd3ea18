"""What outside organisations send: stored first, checked, entered once, or refused by name."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tinhso.core.actors import PUBLIC, SYSTEM
from tinhso.core.models import OutboxMessage
from tinhso.core.rls import acting_as
from tinhso.dispatch import api
from tinhso.dispatch.models import (
    Direction,
    Envelope,
    EnvelopeState,
    InboundMessage,
    SignatureVerdict,
    StatusRecord,
    Transmission,
)
from tinhso.dispatch.operations import (
    NotInQuarantine,
    destroy_envelope,
    read_envelope,
)
from tinhso.dispatch.rules import (
    Act,
    Business,
    Decision,
    Message,
    ReceiverChange,
    Sent,
    Status,
    parse_document_id,
)
from tinhso.dispatch.rules.refusals import Reason
from tinhso.dispatch.tests.messages import AT, COMMITTEE, MINISTRY, content_of, message, note
from tinhso.dispatch.tests.offices import (
    Registry,
    came,
    make_document,
    make_partner,
    make_registry,
    sent,
)
from tinhso.documents.api import StoredBytesBroken, load_bytes, remove_forgotten_bytes
from tinhso.documents.models import StoredFile

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=2)


@pytest.fixture
def committee(db: None) -> Registry:
    return make_registry()


def inbound() -> list[InboundMessage]:
    with acting_as(SYSTEM):
        return list(InboundMessage.objects.select_related("agency").order_by("pk"))


def reported() -> list[str]:
    with acting_as(SYSTEM):
        records = StatusRecord.objects.filter(direction=Direction.OUT).order_by("pk")
        return list(records.values_list("code", flat=True))


def signed(message: Message) -> bytes:
    return content_of(message, signed=True)


def test_a_signed_document_of_a_partner_arrives(committee: Registry) -> None:
    make_partner()

    envelope = came(signed(message()))

    assert (envelope.state, envelope.signature) == (EnvelopeState.READ, SignatureVerdict.VALID)
    assert [each.document_id for each in inbound()] == ["G09,2021/06/01,15/BNV-VP"]
    assert reported() == ["01"]


def test_the_bytes_are_kept_as_they_came(committee: Registry) -> None:
    envelope = came(b"\xff not xml at all")

    assert (envelope.state, envelope.refusal) == (EnvelopeState.REFUSED, Reason.NOT_XML)
    assert load_bytes(envelope.sha256) == b"\xff not xml at all"


def test_the_same_document_by_another_way_is_one(committee: Registry) -> None:
    make_partner()
    plain = message()
    came(signed(plain))

    again = came(signed(replace(plain, trace=())), "2")
    came(signed(plain), "1")

    assert again.state == EnvelopeState.DUPLICATE
    assert [each.copy_count for each in inbound()] == [2]
    assert reported() == ["01"]


def test_reading_again_changes_nothing(committee: Registry) -> None:
    make_partner()
    envelope = came(signed(message()))

    with acting_as(SYSTEM):
        read_envelope(envelope_id=envelope.pk, at=LATER)

    assert len(inbound()) == 1


@pytest.mark.parametrize(
    ("partner", "is_signed", "expected"),
    [
        ({"is_signing": True}, False, Reason.SIGNATURE_MISSING),
        ({"is_signing": False}, True, Reason.SENDER_DIFFERS),
        (None, True, Reason.SENDER_UNKNOWN),
    ],
)
def test_senders_who_prove_nothing_are_refused(
    committee: Registry, partner: dict[str, bool] | None, is_signed: bool, expected: Reason
) -> None:
    if partner is not None:
        make_partner(**partner)  # type: ignore[arg-type] # booleans

    envelope = came(content_of(message(), signed=is_signed))

    assert envelope.refusal == expected
    assert inbound() == []


@pytest.mark.parametrize(
    ("is_signed", "verdict"),
    [(False, SignatureVerdict.UNSIGNED), (True, SignatureVerdict.UNTRUSTED)],
)
def test_partners_allowed_to_are_taken_unsigned_and_marked(
    committee: Registry, is_signed: bool, verdict: SignatureVerdict
) -> None:
    make_partner(is_signing=False, accepts_unsigned=True)

    came(content_of(message(), signed=is_signed))

    assert [each.signature for each in inbound()] == [verdict]


def test_a_changed_envelope_is_refused(committee: Registry) -> None:
    make_partner(accepts_unsigned=True)

    envelope = came(signed(message()).replace(b">0</BussinessDocType>", b">1</BussinessDocType>"))

    assert envelope.refusal == Reason.SIGNATURE_BAD


def test_nobody_outside_speaks_for_an_agency_of_ours(committee: Registry) -> None:
    forged = replace(message(), sender=replace(MINISTRY, organ_id="H10"))

    assert came(signed(forged)).refusal == Reason.SENDER_DIFFERS
    assert came(content_of(forged), "2").refusal == Reason.SIGNATURE_MISSING


def test_what_is_for_nobody_here_is_refused(committee: Registry) -> None:
    make_partner()
    elsewhere = replace(message(), recipients=(replace(COMMITTEE, organ_id="H11"),))

    assert came(signed(elsewhere)).refusal == Reason.NOT_FOR_US


def test_the_old_order_of_codes_finds_the_agency(committee: Registry) -> None:
    make_registry("H10.14", "Sở Tư pháp")
    make_partner()
    old = replace(message(), recipients=(replace(COMMITTEE, organ_id="000.00.14.H10"),))

    came(signed(old))

    assert [each.agency.code for each in inbound()] == ["H10.14"]


def test_a_recall_that_overtakes_its_document_waits_for_it(committee: Registry) -> None:
    make_partner()
    came(signed(message(Act.RECALL)), "2")
    clerk = committee.actor
    with acting_as(clerk), pytest.raises(api.OriginalNotThere):
        api.decide_revision(message=inbound()[0], agrees=True, reason="", actor=clerk, at=LATER)

    came(signed(message()), "1")
    with acting_as(clerk):
        api.decide_revision(message=inbound()[0], agrees=True, reason="", actor=clerk, at=LATER)

    assert [each.state for each in inbound()] == ["CLOSED", "RECALLED"]
    assert reported() == ["01", "15", "13"]


def test_an_update_that_takes_us_off_is_a_recall(committee: Registry) -> None:
    make_partner()
    plain = message()
    came(signed(plain))
    business = Business(
        act=Act.UPDATE,
        target=plain.head.document_id,
        receivers=(ReceiverChange("H10", is_added=False),),
        changes_receivers=True,
    )

    came(signed(replace(plain, business=business)), "2")

    assert [each.act for each in inbound()] == ["NEW", "RECALL"]


def test_another_sender_cannot_recall_a_document(committee: Registry) -> None:
    make_partner()
    make_partner("G10")
    came(signed(message()))
    recall = message(Act.RECALL)

    came(signed(replace(recall, sender=replace(MINISTRY, organ_id="G10"))), "2")

    assert [each.original_id for each in inbound()] == [None, None]


@pytest.fixture
def transmission(committee: Registry) -> Transmission:
    make_partner()
    sent(committee, make_document(committee, api.Recipient(organ_id="G09")))
    with acting_as(SYSTEM):
        return Transmission.objects.get()


def answer(transmission: Transmission, status: Status, minutes: int = 5) -> bytes:
    told = note(
        status,
        sender=MINISTRY,
        document_id=parse_document_id(transmission.document_id),
        at=AT + timedelta(minutes=minutes),
    )
    return content_of(told, signed=True)


def test_what_goes_outside_waits_in_the_outbox(transmission: Transmission) -> None:
    with acting_as(SYSTEM):
        waiting = OutboxMessage.objects.get(topic="MESSAGE")

    assert transmission.state == Sent.QUEUED
    assert waiting.payload == {"transmission_id": transmission.pk}


def test_statuses_end_in_the_same_state_in_any_order(transmission: Transmission) -> None:
    for number, status in enumerate(("06", "01", "04", "03", "06")):
        came(answer(transmission, Status(status)), str(number))

    transmission.refresh_from_db()
    assert transmission.state == Sent.DONE
    with acting_as(SYSTEM):
        assert transmission.statuses.count() == 4


def test_an_answer_is_about_the_revision_before_it(
    transmission: Transmission, committee: Registry
) -> None:
    actor = committee.actor
    with acting_as(actor):
        api.recall_document(outgoing=transmission.outgoing, reason="Nhầm", actor=actor, at=LATER)

    came(answer(transmission, Status.AGREED, minutes=1), "early")
    came(answer(transmission, Status.DECLINED, minutes=125), "late")

    with acting_as(SYSTEM):
        assert Transmission.objects.get(act="RECALL").decision == Decision.DECLINED


def test_a_status_about_something_never_sent_is_refused(committee: Registry) -> None:
    make_partner()

    envelope = came(content_of(note(sender=MINISTRY), signed=True))

    assert envelope.refusal == Reason.DOCUMENT_UNKNOWN


@pytest.mark.parametrize(
    "content",
    [
        signed(
            replace(message(), head=replace(message().head, subject="Báo cáo TỐI MẬT về biên giới"))
        ),
        content_of(message()).replace(b"<Priority>", b"<SecurityLevel>2</SecurityLevel><Priority>"),
        content_of(message()).replace(b">15.pdf<", "> MẬT 15.pdf<".encode()),
    ],
)
def test_marks_of_secrecy_shut_the_envelope_away(committee: Registry, content: bytes) -> None:
    make_partner()

    envelope = came(content)

    assert envelope.state == EnvelopeState.QUARANTINED
    assert (envelope.sender_organ_id, envelope.detail, envelope.agency_id) == ("", "", None)
    assert inbound() == []
    for actor in (committee.actor, PUBLIC):
        with acting_as(actor):
            assert not Envelope.objects.exists()


def test_quarantined_bytes_are_destroyed_once_handed_over(committee: Registry) -> None:
    make_partner()
    secret = replace(message(), head=replace(message().head, subject="TUYỆT MẬT"))
    envelope = came(signed(secret))

    destroyed = destroy_envelope(envelope=envelope, note="Biên bản 3", actor=SYSTEM, at=LATER)

    assert destroyed.state == EnvelopeState.DESTROYED
    with acting_as(SYSTEM):  # as a task of the same transaction does
        remove_forgotten_bytes(sha256=envelope.sha256, at=LATER)
    with pytest.raises(StoredBytesBroken):
        load_bytes(envelope.sha256)
    with acting_as(SYSTEM):
        assert not StoredFile.objects.filter(sha256=envelope.sha256).exists()
    with pytest.raises(NotInQuarantine):
        destroy_envelope(envelope=envelope, note="", actor=SYSTEM, at=LATER)
