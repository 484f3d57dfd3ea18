"""A merger from plan to report: prepared, approved by another, run, verified, and lived after.

It has a site of its own: every other journey lives before the merger.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import DjangoDbBlocker

from tests.journeys.browser import DESK, check_accessible, look, window
from tests.journeys.conftest import database_of
from tests.journeys.own_site import own_site
from tests.journeys.people import sign_in_as_officer
from tests.journeys.site import Site
from tinhso.cases.api import accept_case
from tinhso.cases.models import Case
from tinhso.cases.operations import submit_draft
from tinhso.cases.tests.factories import make_ready_draft
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now, today
from tinhso.core.rls import acting_as
from tinhso.identity.models import OfficerAccount
from tinhso.identity.tests.factories import actor_of_account, make_citizen
from tinhso.procedures.api import get_current_version

pytestmark = pytest.mark.journey
LIST = "/quan-tri/sap-xep/"
SUCCESSOR = "Ủy ban nhân dân phường Bình Phước"
MOST_PIXELS = 4_000


@pytest.fixture(scope="module")
def merging(site: Site) -> Iterator[Site]:
    """Give a site whose province may merge."""
    with own_site(site, "merger") as own:
        yield own


@pytest.fixture
def open_case(merging: Site, django_db_blocker: DjangoDbBlocker) -> str:
    """File two cases at a ward that ends, accept one; give its code. One draft is left."""
    with database_of(merging, django_db_blocker):
        with acting_as(SYSTEM):
            version = get_current_version("dang-ky-khai-sinh", today())
            account = make_citizen(full_name="Nguyễn Văn Ở Lại")
            clerk = actor_of_account(OfficerAccount.objects.get(username="clerk.tanphu"))
        applicant = actor_of_account(account)
        drafts = [make_ready_draft(account, version) for _ in range(3)]
        with acting_as(applicant):
            filed = [submit_draft(draft=draft, actor=applicant, at=now()) for draft in drafts[:2]]
        with acting_as(clerk):
            return str(accept_case(case=filed[0], actor=clerk, at=now()).code)


@pytest.fixture
def pages(browser: Browser, merging: Site) -> Iterator[tuple[Page, Page, Page]]:
    """Give an administrator's, a leader's and a clerk's page."""
    with ExitStack() as windows:
        opened = [windows.enter_context(window(browser, merging.url, DESK)) for _ in range(3)]
        administrator, leader, clerk = (context.new_page() for context in opened)
        yield administrator, leader, clerk


def see(page: Page, name: str) -> None:
    """Check a page and keep its looks."""
    check_accessible(page)
    look(page, f"reorganisation-{name}")


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Press a button of the page's own part."""
    page.locator("#main").get_by_role("button", name=name).first.click()


def open_tab(page: Page, name: str) -> None:
    """Open a part of the reorganisation."""
    page.locator(".ts-tabs").get_by_role("link", name=re.compile(f"^{name}")).click()


def wait_for(page: Page, seen: Callable[[], bool]) -> None:
    """Load the page again until something is seen, as a person without scripts does."""
    for _ in range(90):
        if seen():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(page.inner_text("main"))


def approve(leader: Page, address: str) -> None:
    """Let the leader find the plan in the menu, counted, and approve it."""
    leader.get_by_role("link", name=re.compile("^Sắp xếp tổ chức.*1")).click()
    see(leader, "leader-list")
    leader.goto(address)
    see(leader, "proposed")
    press(leader, "Phê duyệt")
    expect(leader.locator("#main")).to_contain_text("Đã phê duyệt")


def prepare(administrator: Page) -> str:
    """Plan the merger, decide what only people decide, preview it; give its address."""
    sign_in_as_officer(administrator, "admin")
    administrator.goto(LIST)
    see(administrator, "list-empty")
    administrator.get_by_label("Ngày có hiệu lực").select_option("2025-07-01")
    administrator.get_by_label("Căn cứ pháp lý").fill("Nghị quyết 202/2025/QH15")
    press(administrator, "Lập phương án")
    address = administrator.url
    see(administrator, "draft")
    open_tab(administrator, "Cơ quan")
    see(administrator, "agencies")
    press(administrator, "Nhận mọi đề xuất còn chờ")
    open_tab(administrator, "Thẩm quyền")
    expect(administrator.get_by_label("Lĩnh vực")).to_contain_text("Đường thủy nội địa")
    see(administrator, "matters")
    press(administrator, "Áp dụng cho tất cả")
    open_tab(administrator, "Tổng quan")
    press(administrator, "Đếm để xem trước")
    counted = administrator.get_by_role("button", name="Đếm lại")
    wait_for(administrator, lambda: counted.count() == 1)
    see(administrator, "preview")
    open_tab(administrator, "Cần quyết định")
    see(administrator, "undecided")
    while administrator.get_by_role("button", name="Mọi dòng của cơ quan này").count():
        press(administrator, "Mọi dòng của cơ quan này")
    open_tab(administrator, "Tổng quan")
    press(administrator, "Trình phê duyệt")
    expect(administrator.locator("#main")).to_contain_text("một người khác phải phê duyệt")
    return address


def run_and_verify(administrator: Page) -> None:
    """Carry the merger out and have both sides counted again."""
    administrator.reload()
    see(administrator, "approved")
    press(administrator, "Bắt đầu chuyển")
    look(administrator, "reorganisation-running")
    verify = administrator.locator("#main").get_by_role("button", name=re.compile("^Kiểm tra"))
    wait_for(administrator, lambda: verify.count() == 1)
    see(administrator, "done")
    verify.click()
    wait_for(administrator, lambda: "Đã kiểm tra" in administrator.inner_text("#main dl.ro-facts"))
    see(administrator, "verified")


def read_report(administrator: Page) -> None:
    """Read the report, both sides alike, and take it along."""
    open_tab(administrator, "Báo cáo")
    expect(administrator.locator("#main")).to_contain_text("Hai phía khớp nhau")
    see(administrator, "report")
    height = administrator.evaluate("document.documentElement.scrollHeight")
    assert height < MOST_PIXELS, height
    administrator.get_by_label("Tìm cơ quan cũ hoặc mới").fill("uy ban nhan dan phuong tan phu")
    administrator.get_by_role("button", name="Tìm").click()
    expect(administrator.locator(".ro-agency table").first).to_contain_text(SUCCESSOR)
    expect(administrator.locator(".ro-agency table").first).to_be_visible()
    see(administrator, "report-found")
    administrator.get_by_role("link", name="Toàn bộ báo cáo, để in").click()
    look(administrator, "reorganisation-report-whole")
    assert SUCCESSOR in administrator.locator("#main").inner_text()
    with administrator.expect_download() as download:
        administrator.get_by_role("link", name="Tải Excel").click()
    assert download.value.suggested_filename == "sap-xep-2025-07-01.xlsx"


def look_up(page: Page, case: Case) -> None:
    """Find the case by the code it has always had, as anybody with its slip."""
    page.goto("/tra-cuu/")
    page.locator('[name="ho_so"]').fill(str(case.code))
    page.locator('[name="bi_mat"]').fill(case.token[:8])
    page.locator('form:has([name="ho_so"]) button[type=submit]').click()
    expect(page.locator("#main")).to_contain_text(SUCCESSOR)
    see(page, "case-after")


def test_merger_from_plan_to_report_moves_what_is_open(
    pages: tuple[Page, Page, Page],
    open_case: str,
    merging: Site,
    django_db_blocker: DjangoDbBlocker,
) -> None:
    administrator, leader, clerk = pages
    with database_of(merging, django_db_blocker), acting_as(SYSTEM):
        before = Case.objects.get(code=open_case)

    address = prepare(administrator)
    sign_in_as_officer(leader, "leader.ubndtinh")
    approve(leader, address)
    run_and_verify(administrator)
    read_report(administrator)

    with database_of(merging, django_db_blocker), acting_as(SYSTEM):
        after = Case.objects.get(code=open_case)
        transfers = Case.objects.filter(events__kind="TRANSFER").distinct().count()
    assert (after.due_at, after.token) == (before.due_at, before.token)
    assert after.competent_agency_id != before.competent_agency_id
    assert transfers == 2
    look_up(leader, after)
    sign_in_as_officer(clerk, "clerk.tanphu")
    clerk.goto(f"/can-bo/ho-so/{after.token}/")
    expect(clerk.locator("#main")).to_contain_text("Chuyển sang cơ quan kế thừa")
    see(clerk, "case-of-the-successor")
