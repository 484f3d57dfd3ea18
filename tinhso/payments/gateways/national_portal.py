"""Fees people pay at the National Public Service Portal, spoken over the exchange.

The portal tells of a payment by a message (``operations.handing_over``). Asked here are its
statement of a day, how one payment stands, and to give money back. Nobody is sent there to pay.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tinhso.exchange.api import (
    Outgoing,
    PartnerAway,
    PartnerRefused,
    answers,
    ask,
    get_connector,
    hand_over,
)
from tinhso.payments.gateways.provider import (
    MessageRefused,
    Notification,
    OrderWish,
    ProviderOutcome,
    ProviderRefused,
    ProviderUnavailable,
    StatedMovement,
)
from tinhso.payments.rules.statements import Movement, StatedKind
from tinhso.payments.rules.states import PORTAL, Status


class NationalPortalPayments:
    """Speaks to the portal about what people paid there."""

    code = PORTAL

    @property
    def name(self) -> str:
        """Give its name in the reader's language."""
        return get_connector(PORTAL).name

    def create_order(self, wish: OrderWish) -> str:
        """Refuse: people begin paying at the portal, never here."""
        raise ProviderRefused

    def query(self, order_code: str) -> ProviderOutcome:
        """Ask how a payment stands, by the portal's number of it."""
        said = _asked(f"/v1/payment?number={order_code}").get("payment")
        if not isinstance(said, dict):
            return ProviderOutcome(order_code=order_code, status=Status.PENDING)
        return ProviderOutcome(
            order_code=order_code,
            status=Status.CAPTURED,
            amount_vnd=_amount(said),
            transaction=_text(said, "number"),
            at=_moment(said),
        )

    def refund(self, *, transaction: str, refund_code: str, amount_vnd: int) -> str:
        """Ask to give money back; give the portal's number for it."""
        body = json.dumps({"payment": transaction, "amount_vnd": amount_vnd}).encode()
        try:
            return hand_over(get_connector(PORTAL), Outgoing("/v1/refunds", refund_code, body))
        except PartnerRefused as refusal:
            raise ProviderRefused(str(refusal)) from refusal
        except PartnerAway as error:
            raise ProviderUnavailable from error

    def statement(self, day: date) -> list[StatedMovement]:
        """Ask for the payments and refunds of a day."""
        lines = _asked(f"/v1/payments?day={day.isoformat()}").get("lines")
        if not isinstance(lines, list):
            raise ProviderUnavailable
        return [_stated(line) for line in lines]

    def read_notification(
        self, *, path: str, headers: Mapping[str, str], body: bytes, now: datetime
    ) -> Notification:
        """Refuse: the portal's news come through the exchange, never by this way."""
        raise MessageRefused("not-spoken")

    def is_well(self) -> bool:
        """Tell whether the portal answers."""
        return answers(get_connector(PORTAL))


def is_connected() -> bool:
    """Tell whether this installation speaks to the portal."""
    return bool(get_connector(PORTAL).address)


def _asked(target: str) -> dict[str, Any]:
    try:
        return ask(get_connector(PORTAL), target)
    except (PartnerAway, PartnerRefused) as error:
        raise ProviderUnavailable from error


def _stated(line: object) -> StatedMovement:
    if not isinstance(line, dict) or line.get("kind") not in set(StatedKind):
        raise ProviderUnavailable
    kind, number, order = StatedKind(line["kind"]), _text(line, "number"), _text(line, "order")
    return StatedMovement(Movement(kind, number, order, _amount(line)), _moment(line))


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= 64:
        raise ProviderUnavailable
    return value


def _amount(said: Mapping[str, Any]) -> int:
    value = said.get("amount_vnd")
    if isinstance(value, bool) or not isinstance(value, int) or value <= 0:
        raise ProviderUnavailable
    return value


def _moment(said: Mapping[str, Any]) -> datetime:
    try:
        read = datetime.fromisoformat(_text(said, "at"))
    except ValueError as error:
        raise ProviderUnavailable from error
    if read.tzinfo is None:
        raise ProviderUnavailable
    return read
