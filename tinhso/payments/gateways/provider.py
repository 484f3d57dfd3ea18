"""What every payment provider can be asked, whatever it calls it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.utils.translation import gettext_lazy

from tinhso.core.errors import DomainError
from tinhso.payments.rules.statements import Movement
from tinhso.payments.rules.states import Status


class ProviderUnavailable(DomainError):
    """The provider did not answer, or its answer is not to be trusted: ask again later."""

    code = "payment_provider_unavailable"
    text = gettext_lazy(
        "Cổng thanh toán chưa trả lời. Tiền của bạn không bị trừ. Hãy thử lại sau ít phút,"
        " hoặc nộp tại quầy."
    )


class ProviderRefused(DomainError):
    """The provider refuses what was asked, for good; the reason is in the message."""

    code = "payment_provider_refused"
    text = gettext_lazy("Cổng thanh toán từ chối yêu cầu này. Hãy báo cho bộ phận hỗ trợ.")


class MessageRefused(Exception):
    """A notification is not genuine or not readable; ``reason`` is a code for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class OrderWish:
    """What a payer shall pay, as the provider is told; addresses are whole."""

    order_code: str
    amount_vnd: int
    description: str
    return_url: str
    notify_url: str


@dataclass(frozen=True, slots=True)
class ProviderOutcome:
    """What the provider says of an order; ``transaction`` and ``at`` once money came."""

    order_code: str
    status: Status
    amount_vnd: int = 0
    transaction: str = ""
    at: datetime | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Notification:
    """A genuine message: its number, used once, and what it says."""

    message_id: str
    outcome: ProviderOutcome


@dataclass(frozen=True, slots=True)
class StatedMovement:
    """One line of a statement and when it happened."""

    movement: Movement
    at: datetime


class PaymentProvider(Protocol):
    """A provider of payments."""

    code: str

    @property
    def name(self) -> str:
        """Give its name as people read it."""
        ...

    def create_order(self, wish: OrderWish) -> str:
        """Give the address where the payer pays; the same order code is one order.

        :raises ProviderUnavailable: no trustworthy answer.
        :raises ProviderRefused: the provider will not take the order.
        """
        ...

    def query(self, order_code: str) -> ProviderOutcome:
        """Give how an order stands.

        :raises ProviderUnavailable: no trustworthy answer.
        """
        ...

    def refund(self, *, transaction: str, refund_code: str, amount_vnd: int) -> str:
        """Give money back; the same refund code is one refund. Gives the provider's number.

        :raises ProviderUnavailable: no trustworthy answer.
        :raises ProviderRefused: the provider will not give it back.
        """
        ...

    def statement(self, day: date) -> list[StatedMovement]:
        """Give every movement of a day (Vietnam's).

        :raises ProviderUnavailable: no trustworthy answer.
        """
        ...

    def read_notification(
        self, *, path: str, headers: Mapping[str, str], body: bytes, now: datetime
    ) -> Notification:
        """Check and read a message the provider sent to us.

        :raises MessageRefused: it is forged, too old or unreadable.
        """
        ...

    def is_well(self) -> bool:
        """Tell whether the provider answers."""
        ...
