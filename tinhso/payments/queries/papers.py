"""What receipts and closing reports print: in Vietnamese, whoever asks, always the same."""

from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tinhso.core.clock import local
from tinhso.core.money import amount_in_words, format_number, format_vnd
from tinhso.orgs.api import Agency
from tinhso.payments.models import DrawerClosing, JournalLine, PaymentAttempt, PaymentIntent
from tinhso.payments.queries.explanations import explain_lines
from tinhso.payments.rules.bookings import Account
from tinhso.payments.rules.states import PORTAL

_CASH = "cash"


def _heading(agency: Agency) -> dict[str, Any]:
    place = agency.area.name
    for kind in ("Thành phố ", "Thị xã ", "Thị trấn ", "Tỉnh ", "Huyện ", "Phường ", "Xã "):
        place = place.removeprefix(kind)
    return {
        "agency_name": agency.name,
        "parent_agency_name": agency.parent.name if agency.parent else "",
        "place": place,
    }


def receipt_content(
    *, intent: PaymentIntent, attempt: PaymentAttempt, agency: Agency
) -> dict[str, Any]:
    """Give what the receipt of a settled claim says."""
    with translation.override("vi"):
        return {
            **_heading(agency),
            "reference": intent.reference,
            "payer_name": intent.payer_name,
            "case_code": intent.reference_text,
            "purpose": intent.purpose,
            "paid_at": f"{local(attempt.captured_at or intent.created_at):%H:%M ngày %d/%m/%Y}",
            "way": way_name(attempt.provider),
            "transaction": "" if attempt.provider == _CASH else attempt.provider_transaction or "",
            "taken_by": attempt.taken_by_name,
            "paid_by": attempt.paid_by_name,
            "lines": [
                {"name": line.name, "amount": line.amount, "reasons": list(line.reasons)}
                for line in explain_lines(intent.lines)
            ],
            "total": format_vnd(intent.amount_vnd),
            "total_in_words": amount_in_words(intent.amount_vnd),
            "signer": {"name": "", "title": "Cơ quan thu"},
        }


def way_name(provider: str) -> str:
    """Give the words for a way of paying."""
    if provider == PORTAL:
        return _("Trực tuyến tại Cổng Dịch vụ công quốc gia")
    return _("Tiền mặt tại quầy") if provider == _CASH else _("Trực tuyến qua cổng thanh toán")


def closing_content(closing: DrawerClosing, agency: Agency) -> dict[str, Any]:
    """Give what the closing report of a drawer says."""
    with translation.override("vi"):
        counts = sorted(((int(value), n) for value, n in closing.counts.items()), reverse=True)
        return {
            **_heading(agency),
            "drawer": closing.drawer.name,
            "day": f"{closing.day:%d/%m/%Y}",
            "closed_by": closing.closed_by_name,
            "rows": drawer_rows(closing),
            "counts": [
                {
                    "value": format_number(value),
                    "number": str(number),
                    "amount": format_number(value * number),
                }
                for value, number in counts
            ],
            "expected": format_vnd(closing.expected_vnd),
            "counted": format_vnd(closing.counted_vnd),
            "difference": _signed(closing.counted_vnd - closing.expected_vnd),
            "note": closing.note,
            "signer": {"name": closing.closed_by_name, "title": "Người khóa sổ"},
        }


def _signed(amount_vnd: int) -> str:
    return f"-{format_vnd(-amount_vnd)}" if amount_vnd < 0 else format_vnd(amount_vnd)


def drawer_rows(closing: DrawerClosing) -> list[dict[str, str]]:
    """Give every movement of cash a closing covers: since the closing before it, in order."""
    lines = JournalLine.objects.filter(
        account=str(Account.CASH), holder=closing.drawer.key, entry__at__lte=closing.closed_at
    ).exclude(entry__kind="DEPOSIT")
    before = closing.drawer.closings.filter(closed_at__lt=closing.closed_at).order_by("-closed_at")
    previous = before.first()
    if previous is not None:
        lines = lines.filter(entry__at__gt=previous.closed_at)
    ordered = lines.select_related("entry__intent").order_by("entry__at", "pk")
    return [_drawer_row(line, closing.day) for line in ordered]


def _drawer_row(line: JournalLine, day: date) -> dict[str, str]:
    """Write a movement: of an earlier day, left in the drawer, with its day."""
    intent, at = line.entry.intent, local(line.entry.at)
    return {
        "time": f"{at:%H:%M}" if at.date() == day else f"{at:%H:%M %d/%m}",
        "reference": intent.reference if intent else "",
        "payer_name": intent.payer_name if intent else "",
        "kind": gettext_noop("Thu") if line.amount_vnd > 0 else gettext_noop("Chi hoàn"),
        "amount": _signed(line.amount_vnd).removesuffix(" đồng"),
    }
