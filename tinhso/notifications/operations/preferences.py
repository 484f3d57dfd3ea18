"""A person's choice of channels, kind by kind, and trying a failed address again."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy

from tinhso.core.errors import DomainError
from tinhso.identity.api import Person
from tinhso.notifications.models import ChannelChoice, UnreachableAddress
from tinhso.notifications.queries.policy import kind_rule
from tinhso.notifications.queries.reach import reach_of
from tinhso.notifications.rules import Channel, Kind, Reach
from tinhso.notifications.rules.channels import is_choice_allowed

Choices = Mapping[Kind, frozenset[Channel]]


class LastChannelOfNotice(DomainError):
    """A kind of legal notice would have no channel left."""

    code = "last_channel_of_notice"
    text = gettext_lazy(
        "Tin theo luật phải có ít nhất một kênh. Hãy để lại một kênh cho mỗi loại tin này."
    )


def choose_channels(*, person: Person, choices: Choices, at: datetime) -> None:
    """Keep on which channels a person wants each kind of message, all kinds at once.

    :raises LastChannelOfNotice: a kind the law requires would reach the person nowhere.
    """
    known = reach_of(person)
    for kind, wanted in choices.items():
        reach = {
            channel: Reach(now.has_address, now.is_reachable, channel in wanted)
            for channel, now in known[kind].items()
        }
        if not is_choice_allowed(reach, is_legal=kind_rule(kind).is_legal):
            raise LastChannelOfNotice
    rows = [
        ChannelChoice(
            person=person, kind=kind, channel=channel, is_on=channel in wanted, chosen_at=at
        )
        for kind, wanted in choices.items()
        for channel in known[kind]
    ]
    ChannelChoice.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["person", "kind", "channel"],
        update_fields=["is_on", "chosen_at"],
    )


def try_address_again(*, person: Person, channel: Channel) -> None:
    """Forget that an address took no message: the next one goes there again."""
    UnreachableAddress.objects.filter(person=person, channel=channel).delete()
