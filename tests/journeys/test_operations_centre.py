"""The operations centre: a file of numbers, an alert, a directive; a board read and one made."""

import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import DjangoDbBlocker

from tests.journeys.browser import DESK, PHONE, SCREENSHOTS, check_accessible, look
from tests.journeys.conftest import OpenWindow, database_of
from tests.journeys.people import sign_in_as_officer
from tests.journeys.site import Site
from tinhso.alerts.operations import evaluate_rules, load_rules
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now, today
from tinhso.core.rls import acting_as
from tinhso.indicators.api import Calendar, PeriodKind, periods
from tinhso.indicators.models import Batch
from tinhso.indicators.operations import load_demo_facts
from tinhso.indicators.operations.ingesting import load_part

pytestmark = pytest.mark.journey
PACK = Path(__file__).resolve().parents[2] / "provinces/binh_phuoc"
HEALTH = "/can-bo/dieu-hanh/y-te/"


@pytest.fixture(scope="module")
def numbers(
    background: Site, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Load two years of the health numbers, and the rules that watch them."""
    folder = tmp_path_factory.mktemp("indicators")
    shutil.copy(PACK / "indicators/04-health.json", folder)
    with database_of(background, django_db_blocker), acting_as(SYSTEM):
        load_demo_facts(folder=folder, actor=SYSTEM, at=now(), years=2)
        load_rules(PACK / "alerts/rules.json")


def test_a_file_of_numbers_becomes_an_alert_and_a_directive(
    numbers: None, site: Site, open_window: OpenWindow, django_db_blocker: DjangoDbBlocker,
    tmp_path: Path,
) -> None:  # fmt: skip
    steward, operator, leader = (open_window(DESK) for _ in range(3))
    _send_file(steward, tmp_path / "tiem-chung.csv")
    with database_of(site, django_db_blocker), acting_as(SYSTEM):
        _load_sent()
        evaluate_rules(today=today(), at=now(), codes=["HEA.VACCINATED"])

    _see_rows_put_aside(steward)
    sign_in_as_officer(operator, "specialist.thongtin")
    operator.goto("/can-bo/canh-bao/")
    look(operator, "alerts")
    check_accessible(operator)
    operator.get_by_role("link", name=re.compile("Tiêm chủng đầy đủ thấp.*Bình Long", re.I)).click()
    operator.get_by_role("button", name="Tiếp nhận").click()
    expect(operator.get_by_text("Đã tiếp nhận cảnh báo.")).to_be_visible()
    look(operator, "alert")
    check_accessible(operator)
    address = operator.url

    sign_in_as_officer(leader, "leader.ubndtinh")
    leader.goto(address)
    _direct(leader)
    operator.reload()
    expect(operator.get_by_role("heading", name="Chỉ đạo", exact=True)).to_be_visible()


def _send_file(page: Page, file: Path) -> None:
    month = periods.period_of(today(), Calendar.CALENDAR, PeriodKind.MONTH)
    codes = [periods.following(month, -back).code for back in (2, 1)]
    rows = [
        *(f"HEA.VACCINATED,25324,{code},60,9000" for code in codes),
        "HEA.VACCINATED,25324,tháng mười ba,1,1",
    ]
    file.write_text("\n".join(["Chỉ tiêu,Địa bàn,Kỳ,Tử số,Mẫu số", *rows]), "utf-8")
    sign_in_as_officer(page, "steward.thongtin")
    page.goto("/can-bo/nguon-so-lieu/")
    look(page, "sources")
    page.get_by_role("link", name="Báo cáo ngành gửi bằng tệp").click()
    page.get_by_label("Tệp số liệu").set_input_files(file)
    page.get_by_role("button", name="Tải lên và chọn cột").click()
    check_accessible(page)
    page.get_by_role("button", name="Nạp số liệu").click()
    expect(page.get_by_role("heading", name="tiem-chung.csv", exact=True)).to_be_visible()


def _load_sent() -> None:
    """Do what the worker does, which on a fresh site is busy with the demonstration."""
    for batch in Batch.objects.filter(state="LOADING"):
        load_part(batch_id=batch.pk, today=today(), at=now())


def _see_rows_put_aside(page: Page) -> None:
    page.reload()
    told = "3 dòng: 2 mới hoặc thay đổi, 0 đã có, 1 bị cách ly"
    expect(page.get_by_text(told)).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("Dòng [34]"))).to_be_visible()
    look(page, "batch")
    check_accessible(page)


def _direct(page: Page) -> None:
    page.get_by_label("Cơ quan thực hiện").select_option(label="Sở Y tế")
    page.get_by_label("Việc cần làm").fill("Kiểm tra tiêm chủng tại thị xã Bình Long.")
    page.get_by_label("Minh chứng phải nộp").fill("Báo cáo có chữ ký")
    until = today() + timedelta(days=7)
    for label, part in (("Ngày", until.day), ("Tháng", until.month), ("Năm", until.year)):
        page.get_by_label(label, exact=True).fill(str(part))
    page.get_by_role("button", name="Giao việc").click()
    expect(page.get_by_text("Đã giao việc.")).to_be_visible()
    look(page, "alert-directed")
    check_accessible(page)


def test_a_leader_reads_a_board_down_to_the_source(numbers: None, open_window: OpenWindow) -> None:
    page = open_window(DESK)
    sign_in_as_officer(page, "leader.ubndtinh")
    page.goto(HEALTH)
    page.get_by_role("link", name="Kỳ trước").click()
    page.get_by_text("Chọn cách xem").click()
    page.get_by_label("Loại kỳ").select_option(label="Theo quý")
    page.get_by_role("button", name="Xem", exact=True).click()
    page.get_by_text("Chọn cách xem").click()
    page.locator(".db-areas").get_by_role("link", name="Thành phố Đồng Xoài").click()
    expect(page.locator(".db-place [aria-current]")).to_have_text("Thành phố Đồng Xoài")
    look(page, "board")
    check_accessible(page)
    page.get_by_text("Tải về, chia sẻ").click()
    with page.expect_download() as files:
        page.get_by_role("link", name="CSV").click()
    assert "Ca sốt xuất huyết" in files.value.path().read_text("utf-8")
    page.locator("[data-tile=dengue] .db-value a").click()
    expect(page.get_by_text("Số liệu minh họa").first).to_be_visible()
    check_accessible(page)

    _read_map(page, open_window(PHONE, java_script_enabled=False))
    page.goto(f"{HEALTH}man-hinh/?dung=1")
    page.set_viewport_size({"width": 3840, "height": 2160})
    height = page.evaluate("[document.documentElement.scrollHeight, window.innerHeight]")
    assert height[0] <= height[1]
    page.screenshot(path=SCREENSHOTS / "wall-3840.png")
    page.set_viewport_size({"width": PHONE, "height": 800})
    check_accessible(page)


def _read_map(page: Page, without: Page) -> None:
    """Move the map's slider; without a script the drawn map is there."""
    page.goto(f"{HEALTH}?vung=70")
    page.get_by_role("link", name="Bản đồ", exact=True).click()
    expect(page.locator("[data-map][data-ready]")).to_be_visible(timeout=60_000)
    before = page.locator("[data-map-period]").first.inner_text()
    page.locator("[data-map-slider]").press("ArrowLeft")
    expect(page.locator("[data-map-period]").first).not_to_have_text(before)
    page.wait_for_timeout(1500)
    look(page, "map")
    check_accessible(page)
    sign_in_as_officer(without, "leader.ubndtinh")
    without.goto(f"{HEALTH}ban-do/")
    expect(without.locator(".dm-map svg.db-map")).to_be_visible()


def test_a_steward_makes_a_board(numbers: None, open_window: OpenWindow) -> None:
    page = open_window(DESK)
    sign_in_as_officer(page, "steward.thongtin")
    page.goto("/can-bo/dieu-hanh/")
    page.get_by_role("link", name="Tạo bảng").click()
    page.get_by_label("Tên bảng").fill("Phòng chống dịch")
    page.get_by_label("Bảng nói về gì").fill("Sốt xuất huyết theo ngày và địa bàn")
    look(page, "board-make")
    check_accessible(page)
    page.get_by_role("button", name="Tạo bản nháp").click()
    look(page, "editor-empty")
    for kind, indicator in (
        ("Con số, kèm nhận xét và đường nhỏ", "HEA.DENGUE"), ("Bản đồ", "HEA.DENGUE"),
        ("Đường theo thời gian", "HEA.VISITS"),
    ):  # fmt: skip
        _add_tile(page, kind, indicator)
    check_accessible(page)
    _arrange(page)
    page.get_by_label("Thay đổi gì").fill("Bảng đầu tiên")
    page.get_by_role("button", name="Xuất bản").click()
    expect(page.get_by_text("Đã xuất bản.")).to_be_visible()
    check_accessible(page)
    page.get_by_role("link", name="Soạn bảng").click()
    page.get_by_role("link", name="Các phiên bản").click()
    expect(page.get_by_text("Bảng đầu tiên")).to_be_visible()
    look(page, "versions")
    check_accessible(page)


def _add_tile(page: Page, kind: str, indicator: str) -> None:
    page.get_by_role("link", name="Thêm ô").first.click()
    page.get_by_label("Loại ô").select_option(label=kind)
    page.get_by_label("Chỉ tiêu 1").fill(indicator)
    page.locator("#id_title_vi").fill(f"{kind} {indicator}")
    expect(page.locator("#preview .db-tile")).to_contain_text(f"{kind} {indicator}")
    if kind == "Bản đồ":
        look(page, "editor-tile")
        check_accessible(page)
    page.get_by_role("button", name="Lưu vào bản nháp").click()
    expect(page.get_by_text("Đã lưu ô vào bản nháp.")).to_be_visible()


def _arrange(page: Page) -> None:
    """Move by keys, then by hand."""
    tile = page.locator("[data-edit=o1]")
    tile.get_by_role("button", name="Rộng hơn").press("Enter")
    expect(page.locator("[data-edit=o1]")).to_have_attribute("data-w", "4")
    expect(tile.get_by_role("button", name="Rộng hơn")).to_be_focused()
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator("[data-edit=o1]")).to_have_attribute("data-w", "3")
    head = page.locator("[data-edit=o1] .db-tile__head")
    head.hover()
    page.mouse.down()
    box = page.locator("[data-edit-grid]").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] - 120, box["y"] + 20, steps=5)
    look_while = SCREENSHOTS / "editor-drag.png"
    page.screenshot(path=look_while)
    page.mouse.up()
    expect(page.locator("[data-edit=o1]")).not_to_have_attribute("data-x", "0")
    look(page, "editor")
