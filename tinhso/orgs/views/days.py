"""The day a page shows: asked for in ``?ngay=``, and the days worth a link."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tinhso.core.clock import today
from tinhso.orgs.api import list_reorganisation_days, organisation_date
from tinhso.ui.components import TabItem

PARAMETER = "ngay"


@dataclass(frozen=True, slots=True)
class ShownDay:
    """The day shown, and what was wrong with the one asked for, if anything."""

    day: date
    problem: str = ""

    @property
    def query(self) -> str:
        """Give the parameter to carry on to other pages; nothing for the day in force."""
        return "" if self.day == organisation_date() else urlencode({PARAMETER: self.day})


def shown_day(request: HttpRequest) -> ShownDay:
    """Give the day asked for; a day nobody can read leaves the one in force, and says so."""
    asked = request.GET.get(PARAMETER, "").strip()
    if not asked:
        return ShownDay(organisation_date())
    try:
        return ShownDay(date.fromisoformat(asked))
    except ValueError:
        problem = _("Ngày chưa đúng. Hãy chọn một ngày trong lịch, ví dụ 01/07/2025.")
        return ShownDay(organisation_date(), problem)


def day_tabs(shown: date) -> list[TabItem]:
    """Give links to the days worth seeing: in force for work, each reorganisation, today."""
    in_force, now_on = organisation_date(), today()
    days = {in_force: _("Đang áp dụng (%(day)s)"), now_on: _("Hôm nay (%(day)s)")}
    for day in list_reorganisation_days()[1:]:
        days.setdefault(day, _("Từ %(day)s"))
    return [
        TabItem(
            label=label % {"day": f"{day:%d/%m/%Y}"},
            url=f"?{urlencode({PARAMETER: day})}",
            is_current=day == shown,
        )
        for day, label in sorted(days.items())
        if day <= max(now_on, in_force)
    ]
