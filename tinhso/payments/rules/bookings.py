"""How each event of money is booked: lines that sum to zero, debit above zero, credit below."""

from dataclasses import dataclass
from enum import StrEnum


class Account(StrEnum):
    """Accounts of the journal (tài khoản): what is owed to us, where money is, whose it is."""

    RECEIVABLE = "RECEIVABLE"
    REVENUE = "REVENUE"
    CLEARING = "CLEARING"
    CASH = "CASH"
    TREASURY = "TREASURY"
    SURPLUS = "SURPLUS"
    REFUND = "REFUND"
    SHORTAGE = "SHORTAGE"


class Kind(StrEnum):
    """Kinds of entry."""

    CLAIM = "CLAIM"
    CANCEL = "CANCEL"
    CAPTURE = "CAPTURE"
    SURPLUS = "SURPLUS"
    REFUND_APPROVED = "REFUND_APPROVED"
    REFUND_PAID = "REFUND_PAID"
    SETTLEMENT = "SETTLEMENT"
    DEPOSIT = "DEPOSIT"


@dataclass(frozen=True, slots=True)
class Side:
    """One line: account, its holder (a provider, a drawer), debit above zero, credit below."""

    account: Account
    amount_vnd: int
    holder: str = ""


Sides = tuple[Side, ...]
CASH = "cash"


def _pair(debit: tuple[Account, str], credit: tuple[Account, str], amount_vnd: int) -> Sides:
    return Side(debit[0], amount_vnd, debit[1]), Side(credit[0], -amount_vnd, credit[1])


def money_place(provider: str, drawer_key: str = "") -> tuple[Account, str]:
    """Give where money of a way of paying lies: a drawer, or with the provider."""
    return (Account.CASH, drawer_key) if provider == CASH else (Account.CLEARING, provider)


def claim(amount_vnd: int) -> Sides:
    """Book a claim: the payer owes, the treasury will have."""
    return _pair((Account.RECEIVABLE, ""), (Account.REVENUE, ""), amount_vnd)


def cancel(amount_vnd: int) -> Sides:
    """Take a claim back."""
    return _pair((Account.REVENUE, ""), (Account.RECEIVABLE, ""), amount_vnd)


def capture(amount_vnd: int, place: tuple[Account, str]) -> Sides:
    """Book money that settles a claim."""
    return _pair(place, (Account.RECEIVABLE, ""), amount_vnd)


def surplus(amount_vnd: int, place: tuple[Account, str]) -> Sides:
    """Book money nothing is owed for: paid twice, or after the claim was taken back."""
    return _pair(place, (Account.SURPLUS, ""), amount_vnd)


def refund_approved(amount_vnd: int, *, is_surplus: bool) -> Sides:
    """Book what we now owe the payer."""
    source = Account.SURPLUS if is_surplus else Account.REVENUE
    return _pair((source, ""), (Account.REFUND, ""), amount_vnd)


def refund_paid(amount_vnd: int, place: tuple[Account, str]) -> Sides:
    """Book money that went back."""
    return _pair((Account.REFUND, ""), place, amount_vnd)


def settlement(amount_vnd: int, provider: str) -> Sides:
    """Book what the provider passed on to the treasury's account."""
    return _pair((Account.TREASURY, ""), (Account.CLEARING, provider), amount_vnd)


def deposit(*, expected_vnd: int, counted_vnd: int, drawer_key: str) -> Sides:
    """Empty a drawer into the treasury's account: what was counted goes, the rest is a shortage.

    More counted than expected is a shortage below zero. Nothing to move gives no lines.
    """
    sides = (
        Side(Account.TREASURY, counted_vnd),
        Side(Account.SHORTAGE, expected_vnd - counted_vnd, drawer_key),
        Side(Account.CASH, -expected_vnd, drawer_key),
    )
    return tuple(side for side in sides if side.amount_vnd)
