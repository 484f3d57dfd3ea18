"""What the citizen line holds about a person."""

from django.utils.translation import gettext_lazy

from tinhso.access.api import DataHolder, plain_rows
from tinhso.contact.models import Contact

_COLUMNS = (
    "code",
    "get_kind_display",
    "get_state_display",
    "text",
    "address",
    "reporter_name",
    "reporter_phone",
    "reporter_email",
)


def _contacts(person_id: int) -> list[dict[str, object]]:
    return plain_rows(Contact.objects.filter(person_id=person_id).order_by("-id"), *_COLUMNS)


HOLDER = DataHolder(
    "contacts",
    gettext_lazy("Phản ánh, kiến nghị tới 1022"),
    _contacts,
    kept_because=gettext_lazy(
        "Phản ánh và câu trả lời phải giữ đủ thời hạn theo pháp luật về lưu trữ; tên bạn không"
        " công khai nếu bạn không chọn."
    ),
)
