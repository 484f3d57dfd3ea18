"""The door of exchange: messages out and in by declared contracts, a partner's health."""

from tinhso.exchange.gateways.partners import PartnerAway, PartnerRefused, ask
from tinhso.exchange.models import ConnectorState, Message
from tinhso.exchange.operations import (
    Arrived,
    EarlierMissing,
    Parcel,
    note_answer,
    note_failure,
    on_message,
    send,
)
from tinhso.exchange.queries import count_messages, find_health, rest_of
from tinhso.exchange.queries.contracts import (
    Connector,
    ContractBroken,
    UnknownConnector,
    get_connector,
    list_connectors,
)
from tinhso.exchange.rules import (
    GIVEN_UP_AFTER,
    Difference,
    Fault,
    OurAccount,
    PartnerAccount,
    differences,
    wait_after,
)

__all__ = [
    "Arrived",
    "Connector",
    "ConnectorState",
    "ContractBroken",
    "Difference",
    "EarlierMissing",
    "Fault",
    "GIVEN_UP_AFTER",
    "Message",
    "OurAccount",
    "Parcel",
    "PartnerAccount",
    "PartnerAway",
    "PartnerRefused",
    "UnknownConnector",
    "ask",
    "count_messages",
    "differences",
    "find_health",
    "get_connector",
    "list_connectors",
    "note_answer",
    "note_failure",
    "on_message",
    "rest_of",
    "send",
    "wait_after",
]
