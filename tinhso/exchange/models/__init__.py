"""Rows of the exchange slice: messages with their history, partners' health, comparisons."""

from tinhso.exchange.models.connectors import ConnectorState
from tinhso.exchange.models.messages import EventKind, Message, MessageEvent
from tinhso.exchange.models.reconciliations import Reconciliation

__all__ = ["ConnectorState", "EventKind", "Message", "MessageEvent", "Reconciliation"]
