"""What the vault holds about a person."""

from django.utils.translation import gettext_lazy

from tinhso.access.api import DataHolder, plain_rows
from tinhso.vault.models import VaultPaper

_COLUMNS = (
    "title",
    "about",
    "get_state_display",
    "source_title",
    "source_code",
    "agency.name",
    "verified_by",
    "verified_at",
    "valid_to",
)


def _papers(person_id: int) -> list[dict[str, object]]:
    rows = VaultPaper.objects.filter(person_id=person_id).select_related("agency")
    return plain_rows(rows.order_by("-id"), *_COLUMNS)


HOLDER = DataHolder(
    "vault",
    gettext_lazy("Giấy tờ trong kho"),
    _papers,
    kept_because=gettext_lazy("Bạn tự xóa từng giấy tờ ở trang “Kho giấy tờ”."),
)
