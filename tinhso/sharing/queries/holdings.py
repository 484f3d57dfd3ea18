"""What this slice holds about a person: which systems were given their data."""

from django.utils.translation import gettext_lazy

from tinhso.access.api import DataHolder, plain_rows
from tinhso.sharing.queries.lists import calls_about


def _calls(person_id: int) -> list[dict[str, object]]:
    columns = ("at", "client_name", "agency.name", "service", "purpose", "reference", "fields")
    return plain_rows(calls_about(person_id).select_related("agency"), *columns)


CALLS = DataHolder(
    "sharing",
    gettext_lazy("Dữ liệu đã chia sẻ cho cơ quan khác"),
    _calls,
    kept_because=gettext_lazy("Là bằng chứng bảo vệ chính bạn nên không xóa."),
)
