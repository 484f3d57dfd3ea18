"""The operations centre: numbers become an alert, a directive, its end; boards read and made."""

import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from urllib.parse import unquote

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect
from pytest_django import DjangoDbBlocker

from tests.journeys.browser import (
    DESK,
    KEEPS_PICTURES,
    PHONE,
    SCREENSHOTS,
    check_accessible,
    look,
)
from tests.journeys.conftest import OpenWindow, database_of
from tests.journeys.desk import press, says, see, seen
from tests.journeys.people import sign_in_as_officer
from tests.journeys.site import Site
from tinhso.alerts.operations import evaluate_rules, load_rules
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now, today
from tinhso.core.rls import acting_as
from tinhso.dashboards.models import Board
from tinhso.exchange.tests.pipe import REPORTING, pull, relay
from tinhso.indicators.api import Calendar, PeriodKind, periods
from tinhso.indicators.models import Batch, Indicator
from tinhso.indicators.operations import load_demo_facts, load_part
from tinhso.indicators.rules.tables import read_number
from tinhso.records.tests.incoming_factories import a_pdf

pytestmark = pytest.mark.journey
PACK = Path(__file__).resolve().parents[2] / "provinces/binh_phuoc"
HEALTH = "/can-bo/dieu-hanh/y-te/"
_WORK = "Kiểm tra tiêm chủng tại thị xã Bình Long."
_LINK = re.compile(r'href="(/can-bo/chi-tieu/[^"]*so-lieu/[^"]*)"[^>]*>(?:<span[^>]*>)?([^<]*)')


@pytest.fixture(scope="module")
def numbers(site: Site, django_db_blocker: DjangoDbBlocker) -> None:
    """Load a year of the demonstration's numbers, and the rules that watch them."""
    with database_of(site, django_db_blocker), acting_as(SYSTEM):
        load_demo_facts(folder=PACK / "indicators", actor=SYSTEM, at=now(), years=1)
        load_rules(PACK / "alerts/rules.json")


def test_a_file_of_numbers_becomes_an_alert_a_directive_and_its_end(
    numbers: None, site: Site, open_window: OpenWindow, django_db_blocker: DjangoDbBlocker,
    tmp_path: Path,
) -> None:  # fmt: skip
    steward, operator, leader = (open_window(DESK) for _ in range(3))
    sign_in_as_officer(steward, "steward.thongtin")
    _send_file(steward, tmp_path / "tiem-chung.csv", 60)
    with database_of(site, django_db_blocker), acting_as(SYSTEM):
        _load_sent()
    _let_through(steward)
    with database_of(site, django_db_blocker), acting_as(SYSTEM):
        evaluate_rules(today=today(), at=now(), codes=["HEA.VACCINATED"])
    sign_in_as_officer(operator, "specialist.thongtin")
    address = _take_on(operator)
    sign_in_as_officer(leader, "leader.ubndtinh")
    leader.goto(address)
    _direct(leader)
    _sign_and_issue(leader, open_window(DESK), open_window(DESK), address)
    _work(open_window(PHONE), leader, address)

    _send_file(steward, tmp_path / "tiem-chung-bu.csv", 9_000)
    with database_of(site, django_db_blocker), acting_as(SYSTEM):
        _load_sent()
    _let_through(steward)
    with database_of(site, django_db_blocker), acting_as(SYSTEM):
        evaluate_rules(today=today(), at=now(), codes=["HEA.VACCINATED"])
    operator.goto(address)
    says(operator, "Chỉ tiêu đã trở lại bình thường")
    says(operator, "Tự đóng: chỉ tiêu trở lại, việc được giao đã xong")
    says(operator, "Văn bản của chỉ đạo đã phát hành")
    look(operator, "alert-closed")


def _send_file(page: Page, file: Path, numerator: int) -> None:
    month = periods.period_of(today(), Calendar.CALENDAR, PeriodKind.MONTH)
    codes = [periods.following(month, -back).code for back in (2, 1)]
    rows = [
        *(f"HEA.VACCINATED,25324,{code},{numerator},9000" for code in codes),
        "HEA.VACCINATED,25324,tháng mười ba,1,1",
        f"HEA.VACCINATED,25325,{codes[0]},-4,1",
    ]
    file.write_text("\n".join(["Chỉ tiêu,Địa bàn,Kỳ,Tử số,Mẫu số", *rows]), "utf-8")
    page.goto("/can-bo/nguon-so-lieu/")
    look(page, "sources")
    check_accessible(page)
    page.get_by_role("link", name="Báo cáo ngành gửi bằng tệp").click()
    page.get_by_label("Tệp số liệu").set_input_files(file)
    page.get_by_role("button", name="Tải lên và chọn cột").click()
    look(page, "columns")
    check_accessible(page)
    page.get_by_role("button", name="Nạp số liệu").click()
    expect(page.get_by_role("heading", name=file.name, exact=True)).to_be_visible()


def _load_sent() -> None:
    """Load the file as the worker does."""
    for batch in Batch.objects.filter(state="LOADING"):
        while load_part(batch_id=batch.pk, today=today(), at=now()):
            pass


def _let_through(page: Page) -> None:
    """Read why each row was put aside; let through what another agency gave too."""
    page.reload()
    says(page, "4 dòng: 0 mới hoặc thay đổi, 0 đã có, 4 bị cách ly")
    look(page, "batch")
    check_accessible(page)
    for row, decision in ((2, "Cho qua"), (3, "Cho qua"), (4, "Loại"), (5, "Loại")):
        press(page, f"{decision} {row}")
        says(page, f"Đã ghi quyết định về dòng {row}.")


def _take_on(page: Page) -> str:
    """Take the alert on, tick a step; gives where it is."""
    page.goto("/can-bo/canh-bao/")
    look(page, "alerts")
    check_accessible(page)
    page.get_by_role("link", name=re.compile("Tiêm chủng đầy đủ thấp.*Bình Long", re.I)).click()
    press(page, "Tiếp nhận")
    says(page, "Đã tiếp nhận cảnh báo.")
    page.get_by_role("button", name=re.compile("Đánh dấu xong")).first.click()
    says(page, "Đã đánh dấu bước này.")
    look(page, "alert")
    check_accessible(page)
    return page.url


def _direct(page: Page) -> None:
    page.get_by_label("Cơ quan thực hiện").select_option(label="Sở Y tế")
    page.get_by_role("textbox", name="Việc cần làm").fill(_WORK)
    page.get_by_label("Minh chứng phải nộp").fill("Báo cáo có chữ ký")
    until = today() + timedelta(days=7)
    for label, part in (("Ngày", until.day), ("Tháng", until.month), ("Năm", until.year)):
        page.get_by_label(label, exact=True).fill(str(part))
    page.get_by_label("Ra văn bản").select_option(label="Công văn")
    page.get_by_role("button", name="Giao việc").click()
    expect(page.get_by_text("Đã giao việc.")).to_be_visible()
    look(page, "alert-directed")
    check_accessible(page)


def _sign_and_issue(leader: Page, checker: Page, registrar: Page, address: str) -> None:
    """Hand in the directive's draft, check its layout, sign it, issue it with a number."""
    leader.locator(".al-facts").get_by_role("link").click()
    expect(leader.get_by_role("heading", level=1)).to_contain_text("lý cảnh báo")
    draft = leader.url
    look(leader, "alert-draft")
    check_accessible(leader)
    press(leader, "Trình duyệt")
    says(leader, "Đã trình duyệt")
    sign_in_as_officer(checker, "format.ubndtinh")
    checker.goto(draft)
    press(checker, "Duyệt thể thức, trình ký")
    says(checker, "trình ký")
    leader.goto("/cong-van/ky/")
    leader.locator("#main").get_by_role(
        "link", name=re.compile("xử lý cảnh báo", re.I)
    ).first.click()
    leader.goto("/cong-van/ky/")
    press(leader, "Ký 1 văn bản đã chọn")
    press(leader, "Xác nhận ký")
    expect(leader.locator("#main")).to_contain_text("Đã ký 1 văn bản", timeout=30_000)
    sign_in_as_officer(registrar, "registrar.ubndtinh")
    registrar.goto(draft)
    press(registrar, "Ký số cơ quan và phát hành")
    expect(registrar.locator("#main")).to_contain_text("Đã phát hành", timeout=30_000)
    leader.goto(address)
    look(leader, "alert-document")
    check_accessible(leader)


def _work(page: Page, leader: Page, address: str) -> None:
    """Do the work on a phone with its evidence; the leader confirms it."""
    sign_in_as_officer(page, "specialist.yte")
    page.goto(address)
    page.locator("#main").get_by_role("link", name=_WORK).click()
    page.get_by_role("link", name="Ghi tiến độ", exact=True).click()
    page.locator('[name="text"]').fill("Đã tiêm bù cho toàn bộ trẻ của phường An Lộc.")
    page.locator('[name="percent"]').fill("100")
    page.locator("#evidence").set_input_files(
        {"name": "bao-cao.pdf", "mimeType": "application/pdf", "buffer": a_pdf("Báo cáo tiêm bù")}
    )
    press(page, "Ghi tiến độ")
    says(page, "bao-cao.pdf")
    page.get_by_role("link", name="Báo cáo hoàn thành", exact=True).click()
    page.locator('[name="text"]').fill("Hoàn thành, gửi kèm báo cáo.")
    press(page, "Báo cáo hoàn thành")
    says(page, "Đã báo cáo, chờ xác nhận.")
    task = page.url
    leader.goto(task)
    leader.get_by_role("link", name="Xác nhận hoàn thành", exact=True).click()
    press(leader, "Xác nhận hoàn thành")
    says(leader, "Đã xác nhận hoàn thành.")


def test_fifty_numbers_of_all_boards_are_walked_to_their_sources(
    numbers: None, site: Site, open_window: OpenWindow, django_db_blocker: DjangoDbBlocker
) -> None:
    page = open_window(DESK)
    sign_in_as_officer(page, "leader.ubndtinh")
    with database_of(site, django_db_blocker), acting_as(SYSTEM):
        slugs = list(Board.objects.filter(version__isnull=False).values_list("slug", flat=True))
        summed = _summed_indicators()
    numbers_of = [_numbers_on(page, f"/can-bo/dieu-hanh/{slug}/") for slug in slugs]
    assert len(slugs) >= 13
    assert all(len(found) > 10 for found in numbers_of)
    chosen = Random(50).sample([each for found in numbers_of for each in found], 50)  # noqa: S311

    checked = [_walk(page, address, text, summed) for address, text in chosen]

    assert sum(checked) > 5


def _summed_indicators() -> dict[str, int]:
    """Give the indicators that only add up what was given, with how they are rounded."""
    found = Indicator.objects.select_related("version").filter(
        version__over_time="SUM", version__over_areas="SUM", version__factor=1,
        version__kind__in=["REPORTED", "OBSERVED"], version__denominator="",
    )  # fmt: skip
    return {one.code: one.version.decimals for one in found if one.version}


def _numbers_on(page: Page, address: str) -> list[tuple[str, str]]:
    """Give every number of a board with where it leads; none may lead nowhere."""
    html = page.request.get(address).text()
    tiles = re.findall(r'<section class="db-tile .*?</section>', html, re.S)
    assert tiles, address
    for tile in tiles:
        leads = "so-lieu/" in tile or "db-value__none" in tile or "db-text" in tile
        assert leads or "db-table__none" in tile, tile
    return [(href.replace("&amp;", "&"), text.strip()) for href, text in _LINK.findall(html)]


def _walk(page: Page, address: str, text: str, summed: dict[str, int]) -> bool:
    """Follow a number to its facts, each with its source; add them up again where that is all."""
    html = page.request.get(address).text()
    sources = re.findall(r'<td data-label="Nguồn"><div>([^<]+)', html)
    assert bool(sources) == (text not in {"–", ""}), (address, text)
    code = unquote(address.split("/")[3])
    if code not in summed or not sources or "?trang=" in html or "trang=" in html:
        return False
    cells = re.findall(r'<td class="ts-table__number" data-label="Giá trị"><div>([^<]*)', html)
    given = [read_number(cell) for cell in cells if "thiếu" not in cell]
    total = sum((each for each in given if each is not None), Decimal(0))
    shown = read_number(text)
    assert shown is not None
    assert abs(total - shown) <= Decimal(1).scaleb(-summed[code]), (address, text, cells)
    return True


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
    if KEEPS_PICTURES:
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


def test_a_period_goes_up_and_the_verdict_comes_back(
    numbers: None, site: Site, site_database: None, open_window: OpenWindow, settings: LazySettings
) -> None:
    settings.NATIONAL_REPORTING_URL = site.environment["TINHSO_NATIONAL_REPORTING_URL"]
    page = open_window(DESK)
    sign_in_as_officer(page, "steward.thongtin")
    see(page, "/can-bo/bao-cao-chinh-phu/", "reporting-to-send")
    page.get_by_role("button", name=re.compile("^Gửi tháng", re.IGNORECASE)).first.click()
    expect(page.locator("body")).to_contain_text("Đã gửi")
    relay(now(), REPORTING)
    assert set(pull(REPORTING, now())) == {"HANDLED"}
    page.reload()
    says(page, "Đã được chấp nhận")
    seen(page, "reporting")
    page.get_by_role("button", name="English").click()
    says(page, "Accepted")
    seen(page, "reporting-en")


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
    if KEEPS_PICTURES:
        page.screenshot(path=SCREENSHOTS / "editor-drag.png")
    page.mouse.up()
    expect(page.locator("[data-edit=o1]")).not_to_have_attribute("data-x", "0")
    look(page, "editor")
