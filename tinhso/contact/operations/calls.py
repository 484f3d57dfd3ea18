"""Calls: what an exchange tells is kept once in any order; operators wrap up and call back."""

from dataclasses import asdict
from datetime import datetime
from typing import ClassVar

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.contact.gateways.recordings import Recording
from tinhso.contact.models import (
    Call,
    CallNotice,
    CallState,
    Channel,
    Contact,
    ContactKind,
    ContactLink,
    Handset,
    LinkedKind,
    WrapUp,
)
from tinhso.contact.operations.opening import (
    ContactRequest,
    LineNotSetUp,
    Reporter,
    open_contact,
)
from tinhso.contact.permissions import centre_agency_id
from tinhso.contact.queries.calls import CALLS_TOPIC, number_index
from tinhso.contact.rules import calls as rules
from tinhso.contact.rules.telephone import TelephoneNumber, national_number, read_number
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.live import announce
from tinhso.core.rls import acting_as
from tinhso.documents.api import keep_received


class UnknownCall(DomainError):
    """No call has this id."""

    code: ClassVar[str] = "unknown_call"
    text = gettext_lazy("Không có cuộc gọi này.")


class CallNotOver(DomainError):
    """What is only done after a call was asked for while it goes on."""

    code: ClassVar[str] = "call_not_over"
    text = gettext_lazy("Cuộc gọi chưa kết thúc. Hãy làm việc này sau khi gác máy.")


class HandsetTaken(DomainError):
    """Somebody else sits at the handset."""

    code: ClassVar[str] = "handset_taken"
    text = gettext_lazy("Máy nhánh này đang có người dùng. Hãy chọn máy khác.")


def hear_notice(*, notice: rules.CallNotice, at: datetime) -> Call:
    """Keep what an exchange tells of a call; told again or late, earlier facts stand.

    :raises LineNotSetUp: no agency runs the line.
    """
    agency_id = centre_agency_id()
    if agency_id is None:
        raise LineNotSetUp
    with acting_as(SYSTEM):
        call = _call_of(notice, agency_id, at)
        CallNotice.objects.get_or_create(call=call, event=str(notice.event), defaults={"at": at})
        facts = rules.learn(_facts(call), notice, at)
        for name, value in asdict(facts).items():
            setattr(call, name, value)
        call.state = facts.state
        if facts.answered_at is not None and call.operator_id is None:
            _name_operator(call)
        call.save()
        announce(CALLS_TOPIC)
    return call


def _call_of(notice: rules.CallNotice, agency_id: int, at: datetime) -> Call:
    outside = notice.caller if notice.direction is rules.Direction.IN else notice.called
    inside = notice.called if notice.direction is rules.Direction.IN else notice.caller
    number = read_number(outside)
    call, _is_new = Call.objects.get_or_create(
        exchange_id=notice.call_id,
        defaults={
            "agency_id": agency_id,
            "way": str(notice.direction),
            "heard_at": at,
            "line": read_number(inside).e164,
            **_number_columns(number),
        },
    )
    locked = Call.objects.select_for_update().get(pk=call.pk)
    if not locked.number and number.e164:
        # An event that came first did not name the caller.
        for name, value in _number_columns(number).items():
            setattr(locked, name, value)
    return locked


def _number_columns(number: TelephoneNumber) -> dict[str, object]:
    shown = national_number(number.e164)
    return {
        "number": shown,
        "number_index": number_index(shown),
        "number_kind": str(number.kind),
    }


def _facts(call: Call) -> rules.CallFacts:
    return rules.CallFacts(
        call.rang_at, call.answered_at, call.ended_at, call.answered_by, call.cause
    )


def _name_operator(call: Call) -> None:
    sitting = Handset.objects.filter(
        agency_id=call.agency_id, number=call.answered_by, person__isnull=False
    ).first()
    if sitting is not None:
        call.operator_id = sitting.person_id
        call.operator_name = sitting.person_name


def keep_recording(*, exchange_id: str, recording: Recording, at: datetime) -> Call:
    """Keep the recording of a call, once; a message left to nobody becomes a contact.

    :raises UnknownCall: no such call was told of.
    """
    with acting_as(SYSTEM):
        call = Call.objects.select_for_update().filter(exchange_id=exchange_id).first()
        if call is None:
            raise UnknownCall
        if call.recording_id is not None:
            return call
        call.recording = keep_received(
            content=recording.content,
            name=f"cuoc-goi-{call.pk}.wav",
            agency_id=call.agency_id,
            subject=f"call:{call.pk}",
            at=at,
        )
        call.recording_seconds = recording.seconds
        if call.operator_id is None and call.contact_id is None:
            call.contact = _open_from_message(call, at)
        call.save()
        announce(CALLS_TOPIC)
    return call


def _open_from_message(call: Call, at: datetime) -> Contact:
    with translation.override("vi"):
        text = _(
            "Lời nhắn thoại để lại ngoài giờ hoặc khi các máy bận. "
            "Nghe bản ghi âm của cuộc gọi rồi ghi lại nội dung."
        )
    asked = ContactRequest(
        kind=ContactKind.OTHER,
        text=text,
        channel=Channel.PHONE,
        reporter=Reporter(phone=call.number),
    )
    contact = open_contact(asked=asked, actor=SYSTEM, at=at, key=f"call:{call.pk}").contact
    _link(call, contact, at)
    return contact


def _link(call: Call, contact: Contact, at: datetime) -> None:
    ContactLink.objects.get_or_create(
        contact=contact,
        subject=f"call:{call.pk}",
        defaults={
            "kind": LinkedKind.CALL,
            "label": f"{call.heard_at:%H:%M %d/%m/%Y}",
            "url": f"/can-bo/tong-dai/cuoc-goi/{call.pk}/",
            "created_at": at,
        },
    )


@transaction.atomic
def link_call(*, call: Call, contact: Contact, at: datetime) -> Call:
    """Tie a call to the contact it was about."""
    call.contact = contact
    call.save(update_fields=["contact"])
    with acting_as(SYSTEM):
        _link(call, contact, at)
    announce(CALLS_TOPIC)
    return call


@transaction.atomic
def wrap_up_call(*, call: Call, what: str, remark: str, actor: Actor, at: datetime) -> Call:
    """Say what a call was about once it is over.

    :raises CallNotOver: it still goes on.
    """
    locked = Call.objects.select_for_update().get(pk=call.pk)
    if locked.ended_at is None:
        raise CallNotOver
    locked.wrap_up = WrapUp(what)
    locked.remark = remark[:2000]
    locked.wrapped_up_at = at
    if locked.operator_id is None:
        locked.operator_id, locked.operator_name = actor.person_id, actor.name[:120]
    locked.save()
    announce(CALLS_TOPIC)
    return locked


@transaction.atomic
def call_back(*, call: Call, remark: str, actor: Actor, at: datetime) -> Call:
    """Say that somebody whose call was missed has been called back, or need not be.

    :raises CallNotOver: the call was not missed.
    """
    locked = Call.objects.select_for_update().get(pk=call.pk)
    if locked.state != CallState.MISSED:
        raise CallNotOver
    if locked.called_back_at is None:
        locked.called_back_at, locked.called_back_by = at, actor.name[:120]
        locked.remark = remark[:2000]
        locked.save()
        announce(CALLS_TOPIC)
    return locked


@transaction.atomic
def sit_at(*, agency_id: int, number: str, actor: Actor, at: datetime) -> Handset:
    """Sit down at a handset: calls answered there are the actor's.

    :raises HandsetTaken: somebody else sits there.
    """
    leave_handset(actor=actor)
    handset, _is_new = Handset.objects.select_for_update().get_or_create(
        agency_id=agency_id, number=number[:20]
    )
    if handset.person_id not in {None, actor.person_id}:
        raise HandsetTaken
    handset.person_id, handset.person_name, handset.since = actor.person_id, actor.name[:120], at
    handset.save()
    announce(CALLS_TOPIC)
    return handset


@transaction.atomic
def leave_handset(*, actor: Actor) -> None:
    """Stand up from whatever handset the actor sits at."""
    sitting = Handset.objects.filter(person_id=actor.person_id or 0)
    if sitting.update(person=None, person_name="", since=None):
        announce(CALLS_TOPIC)
