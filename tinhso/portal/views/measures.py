"""The names of the public numbers."""

from django.utils.translation import gettext_lazy

from tinhso.cases.api import Measure

MEASURE_NAMES = {
    Measure.RECEIVED: gettext_lazy("Hồ sơ đã tiếp nhận"),
    Measure.ON_TIME: gettext_lazy("Hồ sơ trả đúng hẹn"),
    Measure.LATE: gettext_lazy("Hồ sơ trả trễ hẹn"),
    Measure.REFUSED: gettext_lazy("Hồ sơ không tiếp nhận"),
    Measure.APOLOGISED: gettext_lazy("Hồ sơ đã xin lỗi, hẹn lại"),
    Measure.RATED: gettext_lazy("Hồ sơ được đánh giá"),
    Measure.SATISFIED: gettext_lazy("Hồ sơ được đánh giá hài lòng"),
    Measure.WAITING: gettext_lazy("Hồ sơ đang giải quyết"),
    Measure.OVERDUE: gettext_lazy("Hồ sơ quá hạn"),
}
