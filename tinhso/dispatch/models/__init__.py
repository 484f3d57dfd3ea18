"""Rows of dispatch: partners, envelopes as received, messages in and out, their statuses."""

from tinhso.dispatch.models.accounts import Reconciliation
from tinhso.dispatch.models.envelopes import Channel, Envelope, EnvelopeState, SignatureVerdict
from tinhso.dispatch.models.inbound import InboundFile, InboundMessage
from tinhso.dispatch.models.outgoing import OutgoingMessage, Transmission
from tinhso.dispatch.models.partners import Partner
from tinhso.dispatch.models.statuses import Direction, StatusRecord

__all__ = [
    "Channel",
    "Direction",
    "Envelope",
    "EnvelopeState",
    "InboundFile",
    "InboundMessage",
    "OutgoingMessage",
    "Partner",
    "Reconciliation",
    "SignatureVerdict",
    "StatusRecord",
    "Transmission",
]
