"""What the slices below hold about a person: who they are, consents, looks, messages."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from tinhso.access.queries.holders import DataHolder, Row, plain_rows
from tinhso.core.clock import now
from tinhso.identity.api import get_person, list_consents, list_looks, list_lookups
from tinhso.notifications.api import forget_told, list_told

_PERSON = (
    "full_name",
    "birth_date",
    "sex",
    "identity_number",
    "phone",
    "email",
    "address",
    "area_code",
    "language",
    "created_at",
)


def _person(person_id: int) -> list[Row]:
    return plain_rows([get_person(person_id)], *_PERSON)


def _consents(person_id: int) -> list[Row]:
    rows = list_consents(person_id, at=now())
    return plain_rows(rows, "get_purpose_display", "agency.name", "given_at", "ends_at")


def _looks(person_id: int) -> list[Row]:
    columns = ("at", "actor_name", "agency_name", "purpose", "subject")
    return plain_rows(list_looks(person_id), *columns)


def _lookups(person_id: int) -> list[Row]:
    return plain_rows(list_lookups(person_id), "at", "purpose", "get_outcome_display", "answered")


def _told(person_id: int) -> list[Row]:
    return plain_rows(list_told(person_id), "created_at", "template", "facts", "read_at")


def _forget_told(person_id: int, at: datetime) -> int:
    return forget_told(person_id=person_id, before=at)


HOLDERS = (
    DataHolder(
        "identity",
        gettext_lazy("Thông tin định danh"),
        _person,
        kept_because=gettext_lazy(
            "Cần để bạn đăng nhập và để hồ sơ đã nộp còn biết là của ai; sửa tại công an xã."
        ),
    ),
    DataHolder(
        "consents",
        gettext_lazy("Sự đồng ý đang có hiệu lực"),
        _consents,
        kept_because=gettext_lazy("Rút lại từng mục ở trang này, có hiệu lực ngay."),
    ),
    DataHolder(
        "looks",
        gettext_lazy("Nhật ký ai đã xem dữ liệu"),
        _looks,
        kept_because=gettext_lazy("Là bằng chứng bảo vệ chính bạn nên không xóa."),
    ),
    DataHolder(
        "lookups",
        gettext_lazy("Lần tra cứu CSDL dân cư"),
        _lookups,
        kept_because=gettext_lazy("Là bằng chứng bảo vệ chính bạn nên không xóa."),
    ),
    DataHolder("messages", gettext_lazy("Thông báo đã nhận"), _told, _forget_told),
)
