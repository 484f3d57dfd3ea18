"""What payments hold about a person."""

from django.utils.translation import gettext_lazy

from tinhso.access.api import DataHolder, plain_rows
from tinhso.payments.models import PaymentIntent

_COLUMNS = (
    "reference_text",
    "purpose",
    "agency.name",
    "amount_vnd",
    "get_state_display",
    "created_at",
    "paid_at",
)


def _intents(person_id: int) -> list[dict[str, object]]:
    rows = PaymentIntent.objects.filter(person_id=person_id).select_related("agency")
    return plain_rows(rows.order_by("-id"), *_COLUMNS)


HOLDER = DataHolder(
    "payments",
    gettext_lazy("Khoản phải nộp, biên lai"),
    _intents,
    kept_because=gettext_lazy("Chứng từ thu tiền phải giữ theo pháp luật về kế toán."),
)
