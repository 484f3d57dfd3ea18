"""Fees paid at the portal: what the province asks, what people paid, what went back."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from html import escape
from http import HTTPStatus
from threading import RLock
from typing import Any

from peers.mailbox import Refused, Taken
from peers.web import Answer, Asked

VIETNAM = timezone(timedelta(hours=7))


@dataclass
class Payment:
    """Money a person paid for a claim."""

    number: str
    claim: str
    amount_vnd: int
    paid_at: datetime


@dataclass
class Refund:
    """Money that went back."""

    number: str
    key: str
    payment: str
    amount_vnd: int
    at: datetime


class FeeDesk:
    """Keeps the claims by their token, the payments by their number; each refund key once."""

    def __init__(self, tell: Callable[[Payment], None]) -> None:
        self.claims: dict[str, dict[str, Any]] = {}
        self.payments: dict[str, Payment] = {}
        self.refunds: dict[str, Refund] = {}
        self._tell, self._lock = tell, RLock()

    def take(self, taken: Taken) -> None:
        """Keep a claim; what was said before and comes late changes nothing."""
        body = taken.body
        if not isinstance(body.get("claim"), str):
            raise Refused("no claim")
        known = self.claims.get(body["claim"])
        if known is None or known["sequence"] < body["sequence"]:
            self.claims[body["claim"]] = body

    def pay(self, claim: str, amount_vnd: int = 0, at: datetime | None = None) -> Payment:
        """Let a person pay a claim, or another amount; the province is told in its inbox."""
        with self._lock:
            number = f"QG{len(self.payments) + 1:08d}"
            owed = int(self.claims.get(claim, {}).get("amount_vnd", 0))
            moment = at or datetime.now(UTC)
            paid = Payment(number, claim, amount_vnd or owed, moment)
            self.payments[number] = paid
        self._tell(paid)
        return paid

    def show(self, identity_number: str) -> str:
        """Give the claims of a person with a button each."""
        with self._lock:
            paid = {one.claim for one in self.payments.values()}
            rows = [one for one in self.claims.values() if one["payer"] == identity_number]
        return "".join(_row(one, is_paid=one["claim"] in paid) for one in rows)

    def pay_form(self, asked: Asked) -> Payment:
        """Pay what a person pressed the button of, once."""
        with self._lock:
            claim = asked.form["claim"]
            done = [one for one in self.payments.values() if one.claim == claim]
            return done[0] if done else self.pay(claim)

    def one(self, asked: Asked) -> Answer:
        """Say how a payment stands."""
        found = self.payments.get(asked.query["number"])
        return Answer({"payment": _payment(found) if found else None})

    def statement(self, asked: Asked) -> Answer:
        """List the movements of a day of Vietnam."""
        day = date.fromisoformat(asked.query["day"])
        with self._lock:
            lines = [
                {"kind": "CAPTURE", **_payment(one)}
                for one in self.payments.values()
                if one.paid_at.astimezone(VIETNAM).date() == day
            ] + [
                {
                    "kind": "REFUND", "number": one.number, "order": one.key,
                    "amount_vnd": one.amount_vnd, "at": one.at.isoformat(),
                }
                for one in self.refunds.values()
                if one.at.astimezone(VIETNAM).date() == day
            ]  # fmt: skip
        return Answer({"lines": lines})

    def refund(self, asked: Asked) -> Answer:
        """Give money back; the same key is one refund."""
        key, wish = asked.headers["x-message-key"], json.loads(asked.body)
        with self._lock:
            known = self.refunds.get(key)
            if known is None:
                paid = self.payments.get(str(wish.get("payment")))
                back = sum(
                    one.amount_vnd
                    for one in self.refunds.values()
                    if one.payment == wish["payment"]
                )
                if paid is None or int(wish["amount_vnd"]) + back > paid.amount_vnd:
                    refused = {"error": "no such payment, or more than was paid"}
                    return Answer(refused, HTTPStatus.UNPROCESSABLE_ENTITY)
                number, amount_vnd = f"QGH{len(self.refunds) + 1:08d}", int(wish["amount_vnd"])
                known = Refund(number, key, paid.number, amount_vnd, datetime.now(UTC))
                self.refunds[key] = known
        return Answer({"number": known.number})

    def _left(self, paid: Payment) -> int:
        back = (one.amount_vnd for one in self.refunds.values() if one.payment == paid.number)
        return paid.amount_vnd - sum(back)


def _payment(one: Payment) -> dict[str, Any]:
    return {
        "number": one.number, "order": one.number, "claim": one.claim,
        "amount_vnd": one.amount_vnd, "at": one.paid_at.isoformat(),
    }  # fmt: skip


def _row(claim: dict[str, Any], *, is_paid: bool) -> str:
    button = (
        f"<form method='post' action='/pay'><input type='hidden' name='claim' "
        f"value='{escape(claim['claim'])}'><button>Nộp phí</button></form>"
    )
    said = "Đã nộp tại Cổng quốc gia" if is_paid else button
    said = (
        said
        if claim["state"] == "OPEN"
        else {"PAID": "Tỉnh đã nhận tiền"}.get(claim["state"], "Không thu nữa")
    )
    amount = f"{claim['amount_vnd']:,}".replace(",", ".")
    return f"<li><p><strong>{escape(claim['purpose'])}</strong> {amount} đồng</p>{said}</li>"
