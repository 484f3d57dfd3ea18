"""What the address of a list asks for: which list, narrowed how, in which order."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from tinhso.cases.models import CaseState
from tinhso.cases.queries import Narrowing, Nearness, Tab

K = TypeVar("K", bound=StrEnum)
TAB, TEXT, PROCEDURE, STATE, NEARNESS, ORDER = "muc", "q", "thu-tuc", "trang-thai", "han", "sap-xep"
FILTERS = "loc"
BY_FILING = "nop"
CURSOR = "trang"

TAB_WORDS: Mapping[Tab, tuple[str, Promise]] = {
    Tab.MINE: ("cua-toi", pgettext_lazy("officer", "Việc của tôi")),
    Tab.UNIT: ("don-vi", gettext_lazy("Của đơn vị")),
    Tab.WAITING: ("cho-bo-sung", gettext_lazy("Chờ bổ sung, nộp phí")),
    Tab.ALL: ("tat-ca", gettext_lazy("Tất cả hồ sơ")),
}
NEARNESS_WORDS: Mapping[Nearness, tuple[str, Promise]] = {
    Nearness.OVERDUE: ("qua-han", gettext_lazy("Đã quá hạn")),
    Nearness.NO_APOLOGY: ("chua-xin-loi", gettext_lazy("Đã quá hạn, chưa xin lỗi")),
    Nearness.SOON: ("sap-han", gettext_lazy("Đến hạn trong một ngày làm việc")),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as the address names it; unknown values fall back to the whole list."""

    tab: Tab
    narrowing: Narrowing
    by_filing: bool

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything narrows the list."""
        return self.narrowing != Narrowing()


def read_listing(request: HttpRequest) -> Listing:
    """Read the address of a list; words looked for search every case of the officer's agencies."""
    asked = request.GET
    text = asked.get(TEXT, "").strip()[:120]
    tab = _named(TAB_WORDS, asked.get(TAB, "")) or (Tab.ALL if text else Tab.MINE)
    state = asked.get(STATE, "")
    narrowing = Narrowing(
        procedure=asked.get(PROCEDURE, "")[:120],
        state=state if state in CaseState.values else "",
        nearness=str(_named(NEARNESS_WORDS, asked.get(NEARNESS, "")) or ""),
        text=text,
    )
    return Listing(tab, narrowing, by_filing=asked.get(ORDER) == BY_FILING)


def _named(words: Mapping[K, tuple[str, Promise]], name: str) -> K | None:
    return next((key for key, (code, _label) in words.items() if code == name), None)


def address(request: HttpRequest, **changes: str) -> str:
    """Give this page's address with other parameters; an empty one leaves it out."""
    asked: QueryDict = request.GET.copy()
    asked.pop(CURSOR, None)
    for name, value in changes.items():
        key = name.replace("_", "-")
        asked.pop(key, None)
        if value:
            asked[key] = value
    return f"?{asked.urlencode()}"
