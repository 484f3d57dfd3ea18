"""Anybody verifies a document by the code beside its QR picture, and is told about a wrong code."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK, PHONE, check_accessible
from tests.journeys.conftest import OpenWindow
from tests.journeys.desk import seen
from tests.journeys.filing import file
from tests.journeys.site import Site
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.api import Document
from tinhso.documents.tests.attacks import with_white_box
from tinhso.records.tests.incoming_factories import a_pdf

pytestmark = pytest.mark.journey
VALID = "Văn bản có giá trị"
BY_HASH = re.compile("/xac-thuc/ma-bam/")


def issued_code() -> str:
    """Give the code of an official document of the demonstration."""
    with acting_as(SYSTEM):
        return Document.objects.filter(kind="OFFICIAL", state="ISSUED").order_by("pk")[0].token


def test_a_document_is_verified_by_its_code(phone: Page, site_database: None) -> None:
    phone.goto("/xac-thuc/")
    seen(phone, "verify")
    phone.set_viewport_size({"width": PHONE, "height": 800})
    phone.get_by_role("textbox", name="Mã tra cứu").fill("không phải mã")
    phone.get_by_role("button", name="Kiểm tra mã").click()
    expect(phone.locator(".govuk-error-summary")).to_be_visible()
    check_accessible(phone)
    phone.get_by_role("textbox", name="Mã tra cứu").fill(issued_code())
    phone.get_by_role("button", name="Kiểm tra mã").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text(VALID)
    seen(phone, "verify-valid-by-code")


def issued_bytes(site: Site) -> bytes:
    """Give the newest bytes of an official document of the demonstration, from the site's store."""
    with acting_as(SYSTEM):
        document = Document.objects.filter(kind="OFFICIAL", state="ISSUED").order_by("pk")[0]
        sha256 = document.renditions.order_by("-ordinal")[0].file.sha256
    return (Path(site.folder) / "files" / sha256[:2] / sha256[2:4] / sha256).read_bytes()


def verify(page: Page, name: str, content: bytes) -> None:
    """Have a file verified: by its hash first; one the province does not know is sent then."""
    page.goto("/xac-thuc/")
    send(page, name, content)
    page.wait_for_url(BY_HASH)
    page.wait_for_load_state()
    if page.locator("#by-code").count():
        send(page, name, content)


def send(page: Page, name: str, content: bytes) -> None:
    """Choose a file in the form and press its button."""
    page.locator("[type=file]").set_input_files([file(name, content)])
    page.locator("#main form[method=post]").get_by_role("button").last.click()


def test_files_are_verified_and_what_changed_is_shown(
    open_window: OpenWindow, site: Site, site_database: None
) -> None:
    page, english = open_window(DESK), open_window(PHONE, locale="en-GB")
    content = issued_bytes(site)
    forged = with_white_box(content)

    verify(page, "van-ban.pdf", content)
    expect(page.get_by_role("heading", level=1)).to_contain_text(VALID)
    seen(page, "verify-file-valid")
    verify(page, "van-ban.pdf", forged)
    expect(page.locator("#main")).to_contain_text("Trang khác với lúc ký: 1.")
    expect(page.locator("#main img")).to_have_count(2)
    seen(page, "verify-file-invalid")
    verify(page, "thu.pdf", a_pdf("Không ai ký tệp này"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Chưa xác định được")
    seen(page, "verify-file-undetermined")
    page.goto("/xac-thuc/")
    page.locator("#main form[method=post]").get_by_role("button").last.click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    english.goto("/xac-thuc/")
    english.get_by_role("button", name="English").click()
    verify(english, "van-ban.pdf", forged)
    seen(english, "verify-file-invalid-en")
