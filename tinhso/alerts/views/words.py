"""Words of alerts: what rang, where, what happened, in the reader's language."""

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tinhso.alerts.models import Alert, AlertEvent, AlertRule, AlertState, Severity
from tinhso.alerts.operations.evaluating import condition_of
from tinhso.indicators.api import number_words
from tinhso.orgs.api import Area
from tinhso.ui.components import Tone

STATE_TONES = {
    AlertState.OPENED: Tone.DANGER,
    AlertState.ACKNOWLEDGED: Tone.WARNING,
    AlertState.CLOSED: Tone.SUCCESS,
}
SEVERITY_TONES = {Severity.WARNING: Tone.WARNING, Severity.ALARM: Tone.DANGER}
EVENTS = {
    "OPENED": gettext_lazy("Hệ thống mở cảnh báo"),
    "ACKNOWLEDGED": gettext_lazy("Tiếp nhận cảnh báo"),
    "NOTE": gettext_lazy("Ghi chú"),
    "STEP": gettext_lazy("Xong một bước"),
    "DIRECTED": gettext_lazy("Lãnh đạo chỉ đạo"),
    "DOCUMENT_ISSUED": gettext_lazy("Văn bản của chỉ đạo đã phát hành"),
    "WORK_LATE": gettext_lazy("Việc được giao quá hạn: đã báo lãnh đạo"),
    "ESCALATED": gettext_lazy("Chưa ai tiếp nhận: đã báo lãnh đạo"),
    "RETURNED": gettext_lazy("Chỉ tiêu đã trở lại bình thường"),
    "CLOSED_RETURNED": gettext_lazy("Tự đóng: chỉ tiêu trở lại, việc được giao đã xong"),
    "CLOSED": gettext_lazy("Đóng cảnh báo"),
}
KINDS = {
    "THRESHOLD": gettext_lazy("Vượt ngưỡng"),
    "TREND": gettext_lazy("Xu hướng xấu đi"),
    "SEASONAL": gettext_lazy("Khác thường so với cùng kỳ"),
    "NO_DATA": gettext_lazy("Không có số liệu"),
}

LEVELS = {
    "PROVINCE": gettext_lazy("Toàn tỉnh"),
    "DISTRICT": gettext_lazy("Huyện, thị xã, thành phố"),
    "COMMUNE": gettext_lazy("Xã, phường"),
}


def area_words(area: Area) -> str:
    """Give an area's name in the reader's language."""
    return area.name_en if get_language() == "en" and area.name_en else area.name


def value_words(alert: Alert) -> str:
    """Give the number that rang with its unit; a dash for none."""
    version = alert.rule.indicator.version
    if version is None or alert.value is None:
        return "–"
    return f"{number_words(alert.value, version)} {version.shown_unit}"


def event_words(event: AlertEvent) -> str:
    """Give what a line of the timeline says."""
    return str(EVENTS.get(event.kind, event.kind))


def condition_words(rule: AlertRule) -> str:
    """Give what a rule compares as a sentence."""
    condition, version = condition_of(rule), rule.indicator.version
    lasts = condition.lasts
    if rule.kind == "NO_DATA":
        return _("Không có số liệu của %(lasts)s kỳ đã đến hạn") % {"lasts": lasts}
    if rule.kind == "TREND":
        return _("Xấu đi ít nhất %(percent)s %% trong %(lasts)s kỳ liên tiếp") % {
            "percent": condition.percent, "lasts": lasts,
        }  # fmt: skip
    if rule.kind == "SEASONAL":
        return _("Lệch quá %(times)s lần độ lệch thường có so với cùng kỳ các năm trước") % {
            "times": condition.times
        }
    limit = number_words(condition.limit, version) if version else str(condition.limit)
    text = _("Dưới %(limit)s trong %(lasts)s kỳ") if condition.is_lower_bad else _(
        "Trên %(limit)s trong %(lasts)s kỳ"
    )  # fmt: skip
    return text % {"limit": limit, "lasts": lasts}
