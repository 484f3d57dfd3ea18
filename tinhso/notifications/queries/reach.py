"""How a person can be reached: addresses, what they chose, what came back."""

from collections.abc import Mapping

from django.conf import settings

from tinhso.core.sealed import blind_index
from tinhso.identity.api import Person
from tinhso.notifications.models import ChannelChoice, UnreachableAddress
from tinhso.notifications.rules import Channel, Kind, Reach
from tinhso.notifications.rules.sms import mobile_number


def offered_channels() -> list[Channel]:
    """Give the channels this installation is connected to, in the order they are tried."""
    connected = {
        Channel.EMAIL: bool(settings.EMAIL_HOST),
        Channel.ZALO: bool(settings.ZALO_URL),
        Channel.SMS: bool(settings.SMS_SAOMAI_URL or settings.SMS_HOABAN_URL),
    }
    return [channel for channel, is_connected in connected.items() if is_connected]


def address_of(person: Person, channel: Channel) -> str:
    """Give where a channel reaches the person: an e-mail address or a mobile number, or ``""``."""
    return person.email if channel is Channel.EMAIL else mobile_number(person.phone)


def index_of(address: str) -> bytes:
    """Give the keyed hash under which an address that failed is remembered."""
    return blind_index(address)


def reach_of(person: Person) -> dict[Kind, dict[Channel, Reach]]:
    """Give how every kind of message can reach a person, in two queries."""
    choices = {
        (choice.kind, choice.channel): choice.is_on
        for choice in ChannelChoice.objects.filter(person_id=person.pk)
    }
    marks = {
        mark.channel: bytes(mark.address_index)
        for mark in UnreachableAddress.objects.filter(person_id=person.pk)
    }
    return {
        kind: {
            channel: _reach(person, channel, marks, is_chosen=choices.get((kind, channel), True))
            for channel in offered_channels()
        }
        for kind in Kind
    }


def is_unreachable(person: Person, channel: Channel) -> bool:
    """Tell whether the person's present address took no message before."""
    mark = UnreachableAddress.objects.filter(person_id=person.pk, channel=channel).first()
    return mark is not None and bytes(mark.address_index) == index_of(address_of(person, channel))


def _reach(
    person: Person, channel: Channel, marks: Mapping[str, bytes], *, is_chosen: bool
) -> Reach:
    address = address_of(person, channel)
    is_marked = bool(address) and marks.get(channel) == index_of(address)
    return Reach(bool(address), not is_marked, is_chosen)
