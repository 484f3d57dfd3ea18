"""Writes of the exchange: messages out and in, switches, comparing, taking up again."""

from tinhso.exchange.operations.carrying import carry
from tinhso.exchange.operations.health import note_answer, note_failure
from tinhso.exchange.operations.receiving import (
    Arrived,
    EarlierMissing,
    HandlerMissing,
    fetch_inbox,
    handle_message,
    list_to_handle,
    on_message,
)
from tinhso.exchange.operations.reconciling import reconcile
from tinhso.exchange.operations.sending import Parcel, send
from tinhso.exchange.operations.switching import (
    NothingToReplay,
    close_circuit,
    open_body,
    replay,
    replay_all,
    switch_connector,
)

__all__ = [
    "Arrived",
    "EarlierMissing",
    "HandlerMissing",
    "NothingToReplay",
    "Parcel",
    "carry",
    "close_circuit",
    "fetch_inbox",
    "handle_message",
    "list_to_handle",
    "note_answer",
    "note_failure",
    "on_message",
    "open_body",
    "reconcile",
    "replay",
    "replay_all",
    "send",
    "switch_connector",
]
