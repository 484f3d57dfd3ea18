"""The door of exchange: messages out and in by declared contracts, a partner's health."""

from tinhso.core.contracts import ContractBroken
from tinhso.exchange.gateways.partners import (
    Outgoing,
    PartnerAway,
    PartnerRefused,
    answers,
    ask,
    hand_over,
)
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
from tinhso.exchange.queries import (
    Exchanged,
    count_messages,
    find_health,
    list_exchanged,
    rest_of,
)
from tinhso.exchange.queries.contracts import (
    Connector,
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
    around,
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
    "Exchanged",
    "Fault",
    "GIVEN_UP_AFTER",
    "Message",
    "OurAccount",
    "Outgoing",
    "Parcel",
    "PartnerAccount",
    "PartnerAway",
    "PartnerRefused",
    "UnknownConnector",
    "answers",
    "around",
    "ask",
    "count_messages",
    "differences",
    "find_health",
    "get_connector",
    "hand_over",
    "list_connectors",
    "list_exchanged",
    "note_answer",
    "note_failure",
    "on_message",
    "rest_of",
    "send",
    "wait_after",
]
