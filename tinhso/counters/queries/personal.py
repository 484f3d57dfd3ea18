"""What the counters hold about a person."""

from django.utils.translation import gettext_lazy

from tinhso.access.api import DataHolder, plain_rows
from tinhso.counters.models import Booking


def _bookings(person_id: int) -> list[dict[str, object]]:
    rows = Booking.objects.filter(person_id=person_id).select_related("agency").order_by("-id")
    return plain_rows(rows, "agency.name", "starts_at", "subject", "get_state_display")


HOLDER = DataHolder(
    "bookings",
    gettext_lazy("Lịch hẹn tại quầy"),
    _bookings,
    kept_because=gettext_lazy("Cần để đếm lượt phục vụ; không ai khác xem được tên bạn."),
)
