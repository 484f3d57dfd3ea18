"""Indicators as a data service: numbers open to everybody, for other agencies' systems."""

from decimal import Decimal

from django.utils.translation import gettext_lazy
from ninja import Schema
from pydantic import Field

from tinhso.core.actors import PUBLIC
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_inside
from tinhso.indicators.gateways import answer
from tinhso.indicators.queries import targets_of
from tinhso.indicators.rules import AreaLevel, NoSuchPeriod, periods
from tinhso.indicators.rules.metrics import MetricQuery, Reading
from tinhso.sharing.api import Ask, DataService, Question, Sensitivity, SharedPage, SharedRecord

_MOST_CELLS = 2_000


class TooMuchAsked(DomainError):
    """The question names a period nobody knows, or asks for too much at once."""

    code = "form_invalid"
    text = gettext_lazy("Mã kỳ không đúng, hoặc hỏi quá 2.000 số một lần. Hãy thu hẹp câu hỏi.")


class IndicatorValueRecord(Schema):
    """One number; without value the state says why."""

    indicator: str | None = None
    area: str | None = None
    period: str | None = None
    value: Decimal | None = None
    state: str | None = None


class IndicatorQuestion(Question):
    """Which numbers; lists are separated by commas."""

    indicators: str = Field(min_length=1, max_length=2000)
    periods: str = Field(min_length=1, max_length=400)
    level: AreaLevel = AreaLevel.PROVINCE


def answer_indicator_values(question: IndicatorQuestion) -> SharedPage:
    """Give the numbers anybody may know.

    :raises TooMuchAsked: a period nobody knows, or more than 2,000 numbers.
    """
    codes = tuple(dict.fromkeys(code for code in question.indicators.split(",") if code))
    try:
        wanted = tuple(periods.from_code(code).id for code in question.periods.split(",") if code)
    except NoSuchPeriod as error:
        raise TooMuchAsked from error
    areas = {area.pk: area.code for area in targets_of(Reading.AS_WAS, question.level)}
    if len(codes) * len(wanted) * len(areas) > _MOST_CELLS:
        raise TooMuchAsked
    if not (codes and wanted and areas):
        return SharedPage([])
    query = MetricQuery(codes, wanted, question.level, tuple(areas))
    with acting_inside(PUBLIC):
        found = answer(query, PUBLIC)
    return SharedPage(
        [
            SharedRecord(
                {
                    "indicator": cell.indicator,
                    "area": areas[cell.area_id],
                    "period": periods.from_id(cell.period_id).code,
                    "value": cell.value,
                    "state": cell.state,
                }
            )
            for cell in found.cells
        ]
    )


INDICATOR_VALUES = DataService(
    code="indicator-values",
    name=gettext_lazy("Số liệu chỉ tiêu"),
    about=gettext_lazy("Giá trị các chỉ tiêu công khai theo kỳ và địa bàn, kèm tình trạng số."),
    sensitivity=Sensitivity.OPEN,
    record=IndicatorValueRecord,
    question=IndicatorQuestion,
    answer=answer_indicator_values,
    labels={
        "indicator": gettext_lazy("Mã chỉ tiêu"),
        "area": gettext_lazy("Mã địa bàn"),
        "period": gettext_lazy("Kỳ"),
        "value": gettext_lazy("Giá trị"),
        "state": gettext_lazy("Tình trạng số"),
    },
    asks={
        "indicators": Ask(
            gettext_lazy("Mã chỉ tiêu"),
            gettext_lazy("Nhiều mã thì cách nhau bằng dấu phẩy. Mã có ở trang mỗi chỉ tiêu."),
        ),
        "periods": Ask(
            gettext_lazy("Kỳ"),
            gettext_lazy("Ví dụ C2026Q1 (quý 1), C2026M3 (tháng 3). Cách nhau bằng dấu phẩy."),
        ),
        "level": Ask(
            gettext_lazy("Cấp địa bàn"),
            options=(
                (str(AreaLevel.PROVINCE), gettext_lazy("Cả tỉnh")),
                (str(AreaLevel.DISTRICT), gettext_lazy("Từng huyện, thị xã, thành phố")),
                (str(AreaLevel.COMMUNE), gettext_lazy("Từng xã, phường, thị trấn")),
            ),
        ),
    },
)
