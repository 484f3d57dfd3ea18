"""The demonstration's provider: redirect, signed notification, query, refund and statement.

The peer in ``peers/payment`` speaks it. Every request and every answer is signed (``rules.
signatures``) and declared in ``contracts/payment.json``; an answer that is not signed, answers
another request or is not as declared counts as none.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings

from tinhso.core import clock
from tinhso.core.contracts import Contract
from tinhso.core.http import httpx
from tinhso.core.identifiers import new_token
from tinhso.payments.gateways.provider import (
    MessageRefused,
    Notification,
    OrderWish,
    ProviderOutcome,
    ProviderRefused,
    ProviderUnavailable,
    StatedMovement,
)
from tinhso.payments.rules.signatures import SignatureRefused, Signed, verify
from tinhso.payments.rules.statements import Movement, StatedKind
from tinhso.payments.rules.states import Status

Json = Mapping[str, Any]
CONTRACT = Contract(Path(__file__).parents[1] / "contracts" / "payment.json")
_log = structlog.get_logger(__name__)


class DemoProvider:
    """Speaks to the peer at ``settings.PAYMENT_DEMO_URL``."""

    code = "demo"
    name = "Cổng thanh toán minh họa"

    def create_order(self, wish: OrderWish) -> str:
        """Ask for an order; give the address where the payer pays."""
        asked = {
            "merchant": settings.PAYMENT_DEMO_MERCHANT,
            "order_code": wish.order_code,
            "amount_vnd": wish.amount_vnd,
            "description": wish.description,
            "return_url": wish.return_url,
            "notify_url": wish.notify_url,
        }
        url = str(self._post("create_order", "/api/orders", asked)["payment_url"])
        if not url.startswith(f"{settings.PAYMENT_DEMO_URL}/"):
            raise ProviderUnavailable
        return url

    def query(self, order_code: str) -> ProviderOutcome:
        """Ask how an order stands."""
        found = _outcome(self._post("query_order", "/api/query", {"order_code": order_code}))
        if found.order_code != order_code:
            raise ProviderUnavailable
        return found

    def refund(self, *, transaction: str, refund_code: str, amount_vnd: int) -> str:
        """Ask to give money back; give the provider's number for it."""
        asked = {
            "transaction": transaction,
            "refund_code": refund_code,
            "amount_vnd": amount_vnd,
        }
        return str(self._post("refund", "/api/refunds", asked)["refund"])

    def statement(self, day: date) -> list[StatedMovement]:
        """Ask for the movements of a day."""
        said = self._post("statement", "/api/statement", {"day": day.isoformat()})
        return [_stated(line) for line in said["lines"]]

    def read_notification(
        self, *, path: str, headers: Mapping[str, str], body: bytes, now: datetime
    ) -> Notification:
        """Check and read a notification."""
        try:
            verify(
                target=f"POST {path}",
                body=body,
                headers=headers,
                secret=settings.PAYMENT_DEMO_SECRET,
                now=now,
            )
            said = json.loads(body)
            CONTRACT.check_request("order_changed", said)
            return Notification(said["message_id"], _outcome(said))
        except SignatureRefused as refusal:
            raise MessageRefused(refusal.reason) from refusal
        except (ValueError, ProviderUnavailable) as error:
            raise MessageRefused("unreadable") from error

    def is_well(self) -> bool:
        """Tell whether the peer answers."""
        try:
            answer = httpx.get(
                f"{settings.PAYMENT_DEMO_URL}/health", timeout=settings.PAYMENT_TIMEOUT
            )
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.OK

    def _post(self, operation: str, path: str, asked: Json) -> Json:
        body = json.dumps(asked, ensure_ascii=False, sort_keys=True).encode()
        signed = Signed(f"POST {path}", body, clock.now(), new_token())
        try:
            CONTRACT.check_request(operation, asked)
            answer = httpx.post(
                f"{settings.PAYMENT_DEMO_URL}{path}",
                content=body,
                headers={
                    "Content-Type": "application/json",
                    **signed.headers(settings.PAYMENT_DEMO_SECRET),
                },
                timeout=settings.PAYMENT_TIMEOUT,
            )
            return _genuine(operation, answer, signed.nonce)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            _log.warning("payment provider does not answer", path=path, error=str(error))
            raise ProviderUnavailable from error


def _genuine(operation: str, answer: "httpx.Response", nonce: str) -> Json:
    """Give what a signed answer to this very request says, if it is as declared."""
    try:
        answered = verify(
            target=str(answer.status_code),
            body=answer.content,
            headers=answer.headers,
            secret=settings.PAYMENT_DEMO_SECRET,
            now=clock.now(),
        )
    except SignatureRefused as refusal:
        raise ValueError(refusal.reason) from refusal
    said = json.loads(answer.content)
    if answered != nonce:
        raise ValueError("answers another request")
    CONTRACT.check_answer(operation, answer.status_code, said)
    if answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY:
        raise ProviderRefused(said["error"])
    if answer.status_code != httpx.codes.OK:
        raise ValueError(f"status {answer.status_code}")
    declared: Json = said
    return declared


def _outcome(said: Json) -> ProviderOutcome:
    status = Status(said["status"])
    is_captured = status is Status.CAPTURED
    return ProviderOutcome(
        order_code=said["order_code"],
        status=status,
        amount_vnd=said["amount_vnd"] if is_captured else 0,
        transaction=said["transaction"] if is_captured else "",
        at=_moment(said) if is_captured else None,
        failure=said.get("failure", "")[:40],
    )


def _stated(line: Json) -> StatedMovement:
    kind = StatedKind(line["kind"])
    movement = Movement(kind, line["transaction"], line["order_code"], line["amount_vnd"])
    return StatedMovement(movement, _moment(line))


def _moment(said: Json) -> datetime:
    try:
        read = datetime.fromisoformat(said["at"])
    except ValueError as error:
        raise ProviderUnavailable from error
    return read if read.tzinfo else read.replace(tzinfo=UTC)
