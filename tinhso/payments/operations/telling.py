"""Telling the payer, in the transaction of what is told."""

from datetime import datetime

from django.urls import reverse

from tinhso.core.money import format_vnd
from tinhso.notifications.api import notify
from tinhso.payments.models import PaymentIntent


def tell_payer(
    *, intent: PaymentIntent, template: str, key: str, at: datetime, amount_vnd: int | None = None
) -> None:
    """Notify the payer once per key, in the app and by e-mail."""
    notify(
        person_id=intent.person_id,
        template=template,
        context={
            "case_code": intent.reference_text,
            "procedure_name": intent.purpose,
            "due_at": intent.due_at.isoformat() if intent.due_at else "",
            "amount": format_vnd(intent.amount_vnd if amount_vnd is None else amount_vnd),
        },
        url=reverse("payments:pay", args=[intent.token]),
        at=at,
        idempotency_key=f"payment:{key}:{template}",
    )
