"""What the address of a list of incoming documents asks for."""

from collections.abc import Mapping
from datetime import date

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.records.models import Urgency
from tinhso.records.queries.incoming import IncomingNarrowing, IncomingTab
from tinhso.records.rules import KINDS
from tinhso.ui.components import Filter, Option, TabItem

TAB_WORDS: Mapping[IncomingTab, tuple[str, Promise]] = {
    IncomingTab.ARRIVED: ("moi-den", gettext_lazy("Mới đến")),
    IncomingTab.WAITING: ("cho-y-kien", gettext_lazy("Chờ ý kiến")),
    IncomingTab.WORKING: ("dang-giai-quyet", gettext_lazy("Đang giải quyết")),
    IncomingTab.DONE: ("da-xong", gettext_lazy("Đã xong")),
    IncomingTab.RETURNED: ("tra-lai", gettext_lazy("Trả lại, niêm phong")),
    IncomingTab.ALL: ("tat-ca", gettext_lazy("Tất cả")),
}
_COUNTED = {IncomingTab.ARRIVED: "arrived", IncomingTab.WAITING: "waiting"}


def read_narrowing(request: HttpRequest) -> tuple[IncomingTab, IncomingNarrowing]:
    """Read the address of a list; unknown values fall back to the whole list."""
    asked = request.GET
    text = asked.get("q", "").strip()[:120]
    wanted = asked.get("muc", "")
    known = {code: tab for tab, (code, _label) in TAB_WORDS.items()}
    tab = known.get(wanted, IncomingTab.ALL)
    narrowing = IncomingNarrowing(
        text=text,
        kind=asked.get("loai", "")[:12],
        urgency=asked.get("khan", "")[:1],
        first=_day(asked.get("tu", "")),
        last=_day(asked.get("den", "")),
    )
    return tab, narrowing


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def tabs_of(current: IncomingTab, counts: Mapping[str, int]) -> list[TabItem]:
    """Give the tabs of the lists with what waits in them."""
    return [
        TabItem(
            str(label),
            f"?muc={code}",
            is_current=tab is current,
            item_count=counts.get(_COUNTED.get(tab, ""), None),
        )
        for tab, (code, label) in TAB_WORDS.items()
    ]


def filters_of(request: HttpRequest) -> list[Filter]:
    """Give the choices that narrow a list."""
    asked = request.GET
    kinds = (Option("", _("Mọi tên loại")), *(Option(kind.code, kind.name) for kind in KINDS))
    urgencies = (
        Option("", _("Mọi độ khẩn")),
        *(Option(str(value), str(label)) for value, label in Urgency.choices),
    )
    return [
        Filter("loai", _("Tên loại"), asked.get("loai", ""), kinds),
        Filter("khan", _("Độ khẩn"), asked.get("khan", ""), urgencies),
        Filter("tu", _("Đến từ ngày (năm-tháng-ngày)"), asked.get("tu", "")),
        Filter("den", _("đến hết ngày (năm-tháng-ngày)"), asked.get("den", "")),
    ]
