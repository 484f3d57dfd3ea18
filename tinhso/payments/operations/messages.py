"""Notifications of providers: genuine ones are kept once and made true; others are refused."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

import structlog
from django.db.models import F

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.payments.gateways.provider import PaymentProvider
from tinhso.payments.models import ProviderMessage
from tinhso.payments.operations.outcomes import record_outcome

_log = structlog.get_logger(__name__)


class Receipt(StrEnum):
    """What became of a notification."""

    DONE = "DONE"
    KNOWN = "KNOWN"
    UNKNOWN_ORDER = "UNKNOWN_ORDER"


def receive_message(
    *, provider: PaymentProvider, path: str, headers: Mapping[str, str], body: bytes, at: datetime
) -> Receipt:
    """Take a notification: check its signature, keep its number, make true what it says.

    A number seen before changes nothing. An order we do not know is kept and answered as such; the
    daily statement shows it to a person.

    :raises MessageRefused: it is forged, too old or unreadable; nothing is kept.
    """
    message = provider.read_notification(path=path, headers=headers, body=body, now=at)
    with acting_as(SYSTEM):
        kept, is_new = ProviderMessage.objects.get_or_create(
            provider=provider.code,
            message_id=message.message_id[:64],
            defaults={
                "order_code": message.outcome.order_code[:32],
                "status": str(message.outcome.status),
                "received_at": at,
            },
        )
        if not is_new:
            ProviderMessage.objects.filter(pk=kept.pk).update(times=F("times") + 1)
            return Receipt.KNOWN
        attempt = record_outcome(outcome=message.outcome, at=at)
        receipt = Receipt.DONE if attempt else Receipt.UNKNOWN_ORDER
        ProviderMessage.objects.filter(pk=kept.pk).update(result=str(receipt))
    if receipt is Receipt.UNKNOWN_ORDER:
        _log.warning("notification for an unknown order", provider=provider.code)
    return receipt
