"""The provider's own books: orders, captures, refunds; in SQLite, so a restart forgets nothing."""

import json
import sqlite3
import uuid
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import RLock
from typing import Any

VIETNAM = timezone(timedelta(hours=7))
ORDER_LIFE = timedelta(minutes=15)
PENDING, CAPTURED, FAILED, EXPIRED = "PENDING", "CAPTURED", "FAILED", "EXPIRED"


class Refused(Exception):
    """The provider will not do it; the text says why."""


@dataclass
class Order:
    """One order: what a merchant asked, and what became of it."""

    order_code: str
    number: str
    amount_vnd: int
    description: str
    return_url: str
    notify_url: str
    created_at: str
    status: str = PENDING
    transaction: str = ""
    at: str = ""
    failure: str = ""
    refunds: dict[str, dict[str, Any]] = field(default_factory=dict)

    def says(self) -> dict[str, Any]:
        """Give what merchants are told of the order."""
        return {
            "order_code": self.order_code,
            "status": self.status,
            "amount_vnd": self.amount_vnd,
            "transaction": self.transaction,
            "at": self.at,
            "failure": self.failure,
        }


class Book:
    """All orders. Every change is written before it is answered."""

    def __init__(self, path: str = ":memory:") -> None:
        """Open the books, new or as they were left."""
        if path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        self._base = sqlite3.connect(path, check_same_thread=False)
        self._base.execute("create table if not exists orders (code text primary key, body text)")
        self._lock = RLock()
        rows = self._base.execute("select body from orders").fetchall()
        read = (Order(**json.loads(body)) for (body,) in rows)
        self._orders = {order.order_code: order for order in read}

    def _keep(self, order: Order) -> None:
        self._orders[order.order_code] = order
        body = json.dumps(asdict(order), ensure_ascii=False)
        self._base.execute("insert or replace into orders values (?, ?)", (order.order_code, body))
        self._base.commit()

    def create(self, asked: dict[str, Any]) -> Order:
        """Take an order; the same code is the same order.

        :raises Refused: the amount or an address cannot be.
        """
        with self._lock:
            found = self._orders.get(str(asked.get("order_code", "")))
            if found is not None:
                return found
            amount = asked.get("amount_vnd")
            if not isinstance(amount, int) or isinstance(amount, bool) or amount <= 0:
                raise Refused("amount_vnd")
            order = Order(
                order_code=str(asked["order_code"]),
                number=uuid.uuid4().hex[:12],
                amount_vnd=amount,
                description=str(asked.get("description", "")),
                return_url=str(asked["return_url"]),
                notify_url=str(asked["notify_url"]),
                created_at=_now(),
            )
            self._keep(order)
            return order

    def find(self, order_code: str) -> Order | None:
        """Give an order by the merchant's code; one too old to pay has expired."""
        with self._lock:
            order = self._orders.get(order_code)
            if order is not None and order.status == PENDING and _is_old(order):
                order.status, order.failure = EXPIRED, "expired"
                self._keep(order)
            return order

    def find_by_number(self, number: str) -> Order | None:
        """Give an order by the number in the payer's address."""
        codes = [order.order_code for order in self._orders.values() if order.number == number]
        return self.find(codes[0]) if codes else None

    def list_orders(self) -> list[Order]:
        """Give every order, newest first."""
        return sorted(self._orders.values(), key=lambda order: order.created_at, reverse=True)

    def capture(self, order_code: str) -> Order:
        """Take the money, also of an order that failed before; taken once.

        :raises Refused: there is no such order.
        """
        with self._lock:
            order = self._order(order_code)
            if order.status != CAPTURED:
                order.status, order.failure = CAPTURED, ""
                order.transaction, order.at = f"GD{uuid.uuid4().hex[:16].upper()}", _now()
                self._keep(order)
            return order

    def fail(self, order_code: str, reason: str) -> Order:
        """Refuse the payer's money; a captured order stays captured.

        :raises Refused: there is no such order.
        """
        with self._lock:
            order = self._order(order_code)
            if order.status == PENDING:
                order.status, order.failure = FAILED, reason
                self._keep(order)
            return order

    def refund(self, *, transaction: str, refund_code: str, amount_vnd: int) -> str:
        """Give money back once a refund code; give the number of it.

        :raises Refused: no such transaction, or more than is left.
        """
        with self._lock:
            order = next(
                (each for each in self._orders.values() if each.transaction == transaction), None
            )
            if order is None or not transaction:
                raise Refused("unknown transaction")
            if refund_code in order.refunds:
                return str(order.refunds[refund_code]["number"])
            back = sum(int(each["amount_vnd"]) for each in order.refunds.values())
            if not 0 < amount_vnd <= order.amount_vnd - back:
                raise Refused("more than is left")
            number = f"HT{uuid.uuid4().hex[:16].upper()}"
            order.refunds[refund_code] = {
                "number": number,
                "amount_vnd": amount_vnd,
                "at": _now(),
            }
            self._keep(order)
            return number

    def statement(self, day: str) -> list[dict[str, Any]]:
        """Give every movement of a day of Vietnam."""
        with self._lock:
            lines = [line for order in self._orders.values() for line in _lines(order)]
        return sorted((line for line in lines if _day(line["at"]) == day), key=lambda x: x["at"])

    def _order(self, order_code: str) -> Order:
        order = self._orders.get(order_code)
        if order is None:
            raise Refused("unknown order")
        return order


def _lines(order: Order) -> list[dict[str, Any]]:
    if order.status != CAPTURED:
        return []
    capture = {
        "kind": "CAPTURE",
        "transaction": order.transaction,
        "order_code": order.order_code,
        "amount_vnd": order.amount_vnd,
        "at": order.at,
    }
    refunds = [
        {
            "kind": "REFUND",
            "transaction": refund["number"],
            "order_code": code,
            "amount_vnd": refund["amount_vnd"],
            "at": refund["at"],
        }
        for code, refund in order.refunds.items()
    ]
    return [capture, *refunds]


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _day(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone(VIETNAM).date().isoformat()


def _is_old(order: Order) -> bool:
    return datetime.now(UTC) - datetime.fromisoformat(order.created_at) > ORDER_LIFE
