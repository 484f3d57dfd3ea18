"""News of money, published after commit; each may come more than once."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PaymentReceived:
    """A claim is settled; ``way`` is a provider's code or ``cash``."""

    intent_id: int
    subject: str
    amount_vnd: int
    way: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PaymentRefunded:
    """Money went back to the payer."""

    intent_id: int
    subject: str
    amount_vnd: int
    at: datetime
