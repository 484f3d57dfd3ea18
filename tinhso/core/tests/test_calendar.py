"""The calendar file becomes the working calendar; wrong files change nothing."""

from datetime import date, time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tinhso.core.calendar import BadCalendarRow, import_calendar_days, load_calendar
from tinhso.core.models import CalendarDay

pytestmark = pytest.mark.django_db
HEADER = "date,kind,name_vi,name_en,source,certainty\n"
HOLIDAY = "2021-04-30,HOLIDAY,Ngày Giải phóng,Reunification Day,Bộ luật Lao động 2019,confirmed\n"


def write(folder: Path, *rows: str) -> Path:
    file = folder / "holidays.csv"
    file.write_text(HEADER + "".join(rows), encoding="utf-8")
    return file


def test_province_pack_holds_tet_and_the_swapped_saturday() -> None:
    call_command("load_calendar", stdout=StringIO())

    calendar = load_calendar()

    assert not calendar.is_working_day(date(2021, 2, 12))
    assert not calendar.is_working_day(date(2024, 4, 29))
    assert calendar.is_working_day(date(2024, 5, 4))
    assert calendar.sessions == ((time(7), time(11, 30)), (time(13, 30), time(17)))


def test_calendar_follows_a_change_at_once(tmp_path: Path) -> None:
    assert load_calendar().is_working_day(date(2021, 4, 30))

    import_calendar_days(write(tmp_path, HOLIDAY))

    assert not load_calendar().is_working_day(date(2021, 4, 30))


def test_unchanged_calendar_costs_one_query(django_assert_num_queries: Any) -> None:
    load_calendar()

    with django_assert_num_queries(1):
        load_calendar()


def test_loading_again_updates_and_keeps_added_days(tmp_path: Path) -> None:
    import_calendar_days(write(tmp_path, HOLIDAY))
    CalendarDay.objects.create(date=date(2021, 5, 3), kind="HOLIDAY", name_vi="Nghỉ bù")

    import_calendar_days(write(tmp_path, HOLIDAY.replace("Giải phóng", "Thống nhất")))

    assert CalendarDay.objects.get(date=date(2021, 4, 30)).name_vi == "Ngày Thống nhất"
    assert CalendarDay.objects.count() == 2


@pytest.mark.parametrize(
    "row",
    [
        "30/04/2021,HOLIDAY,x,x,x,x\n",
        "2021-04-30,FREE,x,x,x,x\n",
        "2021-04-30\n",
        HOLIDAY.replace("HOLIDAY", "WORKING_DAY"),
    ],
)
def test_wrong_row_is_named_and_nothing_loaded(tmp_path: Path, row: str) -> None:
    with pytest.raises(BadCalendarRow, match=r"30/04/2021|3"):
        import_calendar_days(write(tmp_path, HOLIDAY, row))

    assert not CalendarDay.objects.exists()


def test_missing_file_is_said_plainly(tmp_path: Path, settings: Any) -> None:
    settings.PROVINCE_PACK = tmp_path

    with pytest.raises(CommandError, match="holidays"):
        call_command("load_calendar")
