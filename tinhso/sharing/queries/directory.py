"""The data service of this slice itself: the directory of agencies."""

from django.utils.translation import gettext_lazy
from ninja import Schema
from pydantic import Field

from tinhso.core.keyset import page_by_keyset
from tinhso.orgs.api import Agency, organisation_date, search_agencies
from tinhso.sharing.queries.services import Ask, DataService, Question, SharedPage, SharedRecord
from tinhso.sharing.rules import Sensitivity

_SIZE = 50


class AgencyRecord(Schema):
    """An agency as of today."""

    code: str | None = None
    name: str | None = None
    kind: str | None = None
    tier: str | None = None
    parent_code: str | None = None
    area_code: str | None = None
    address: str | None = None
    phone: str | None = None


class DirectoryQuestion(Question):
    """Words of the name or code; nothing gives every agency."""

    q: str = Field("", max_length=100)


def answer_directory(question: DirectoryQuestion) -> SharedPage:
    """Give fifty agencies in order of code.

    :raises BadCursor: the cursor is not of this list.
    """
    found = search_agencies(question.q, organisation_date()).select_related("parent", "area")
    cursor = question.cursor or None
    page = page_by_keyset(found, order=("code", "id"), cursor=cursor, size=_SIZE)
    return SharedPage([SharedRecord(_values(one)) for one in page.items], page.next_cursor)


def _values(agency: Agency) -> dict[str, str | None]:
    return {
        "code": agency.code,
        "name": agency.name,
        "kind": agency.kind,
        "tier": agency.tier,
        "parent_code": agency.parent.code if agency.parent else None,
        "area_code": agency.area.code,
        "address": agency.address,
        "phone": agency.phone,
    }


DIRECTORY = DataService(
    code="agency-directory",
    name=gettext_lazy("Danh bạ cơ quan"),
    about=gettext_lazy("Cơ quan của tỉnh đang hoạt động: mã, tên, cấp trên, địa bàn, liên hệ."),
    sensitivity=Sensitivity.OPEN,
    record=AgencyRecord,
    question=DirectoryQuestion,
    answer=answer_directory,
    labels={
        "code": gettext_lazy("Mã định danh"),
        "name": gettext_lazy("Tên cơ quan"),
        "kind": gettext_lazy("Loại cơ quan"),
        "tier": gettext_lazy("Cấp"),
        "parent_code": gettext_lazy("Cơ quan cấp trên"),
        "area_code": gettext_lazy("Mã địa bàn"),
        "address": gettext_lazy("Địa chỉ"),
        "phone": gettext_lazy("Điện thoại"),
    },
    asks={
        "q": Ask(
            gettext_lazy("Tên hoặc mã cơ quan"),
            gettext_lazy("Để trống để xem mọi cơ quan, mỗi lần 50 cơ quan."),
        ),
    },
)
