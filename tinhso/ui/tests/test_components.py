"""Components draw what they are given, and nothing that could harm."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils import translation

from tinhso.core.side_by_side import side_by_side
from tinhso.ui.components import Bar, Cell, Column, State, SummaryRow, Table, TimelineEntry, Tone
from tinhso.ui.templatetags.ui import deadline_words


@dataclass
class KeysetPage:
    next_cursor: str | None = None
    previous_cursor: str | None = None


def draw(source: str, **context: Any) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("days_left", "words", "tone"),
    [
        (3, "Còn 3 ngày làm việc", Tone.SUCCESS),
        (1, "Còn 1 ngày làm việc", Tone.WARNING),
        (0, "Đến hạn hôm nay", Tone.WARNING),
        (-2, "Quá hạn 2 ngày làm việc", Tone.DANGER),
        (None, "Tạm dừng tính hạn", Tone.NEUTRAL),
    ],
)
def test_a_deadline_says_how_much_is_left(days_left: int | None, words: str, tone: Tone) -> None:
    assert deadline_words(days_left) == (words, tone)


def test_english_knows_one_day_from_many() -> None:
    with translation.override("en"):
        assert deadline_words(1)[0] == "1 working day left"
        assert deadline_words(-2)[0] == "2 working days overdue"


def test_a_button_with_an_address_is_a_link() -> None:
    assert draw('{% ui_button "Tiếp" href="/x/" %}').startswith("<a ")
    assert draw('{% ui_button "Tiếp" name="next" value="1" %}').startswith("<button ")


@pytest.mark.parametrize(
    "source",
    [
        "{% ui_tag bad %}",
        "{% ui_banner bad %}",
        "{% ui_button bad href=bad %}",
        "{% ui_empty bad bad %}",
        "{% ui_stat bad bad %}",
        "{% ui_qr bad %}",
        "{% ui_breadcrumbs bad '/' bad %}",
        "{% ui_search_box bad bad bad %}",
        "{% ui_summary_list rows %}",
        "{% ui_table table %}",
    ],
)
def test_markup_in_a_text_is_shown_as_text(source: str) -> None:
    bad = '"><script>alert(1)</script>'
    rows = [SummaryRow(bad, bad, is_multiline=True)]
    table = Table(bad, [Column(bad)], [[Cell(bad)]])

    assert "<script" not in draw(source, bad=bad, rows=rows, table=table)


def test_a_timeline_marks_where_the_case_is() -> None:
    entries = [
        TimelineEntry("Đã nhận", at=datetime(2021, 6, 7, 2, 30, tzinfo=UTC), by="Lê Văn Định"),
        TimelineEntry("Thẩm định", State.CURRENT, note="Đang đối chiếu"),
        TimelineEntry("Trả kết quả", State.UPCOMING),
    ]

    html = draw("{% ui_timeline entries %}", entries=entries)

    assert html.count('aria-current="step"') == 1
    assert "09:30, 07/06/2021" in html
    assert "Lê Văn Định" in html


def test_two_texts_stand_beside_each_other_with_their_changes() -> None:
    html = draw("{% ui_compare lines %}", lines=side_by_side("Một\nHai <b>", "Một\nBa"))

    assert "<del>Hai &lt;b&gt;</del>" in html
    assert "<ins>Ba</ins>" in html
    assert html.count("ts-compare__changed") == 1
    assert 'data-label="Bản trước"' in html


def test_a_table_names_each_cell_for_phones() -> None:
    table = Table("Hồ sơ", [Column("Mã", sort_url="?s", sort="ascending")], [[Cell("A", url="/a")]])

    html = draw("{% ui_table table %}", table=table)

    assert 'data-label="Mã"' in html
    assert 'aria-sort="ascending"' in html


def test_a_row_of_the_wrong_length_is_a_mistake() -> None:
    table = Table("Hồ sơ", [Column("Mã"), Column("Tên")], [[Cell("A")]])

    with pytest.raises(ValueError, match="shorter"):
        _ = table.lines


def test_bars_are_measured_against_the_longest() -> None:
    html = draw("{% ui_bars bars 'Tháng 6' %}", bars=[Bar("A", 4, "4"), Bar("B", 1, "1")])

    assert 'width="100.0%"' in html
    assert 'width="25.0%"' in html
    assert draw("{% ui_bars bars 'Không có' %}", bars=[])


def test_pages_of_a_list_keep_its_other_parameters() -> None:
    request = RequestFactory().get("/", {"q": "a b", "trang": "old"})
    context = RequestContext(request, {"keyset": KeysetPage(next_cursor="new")})

    html = Template("{% load ui %}{% ui_pagination keyset %}").render(context)

    assert "?q=a+b&amp;trang=new" in html
    assert 'rel="prev"' not in html


def test_a_list_on_one_page_has_no_page_links() -> None:
    context = RequestContext(RequestFactory().get("/"), {"keyset": KeysetPage()})

    assert "<nav" not in Template("{% load ui %}{% ui_pagination keyset %}").render(context)


def test_a_qr_code_has_words_for_those_who_cannot_see_it() -> None:
    html = draw('{% ui_qr "https://tinhso.example/x" %}')

    assert 'role="img"' in html
    assert "<title>Mã QR dẫn đến https://tinhso.example/x</title>" in html
    assert "style=" not in html
