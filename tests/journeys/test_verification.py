"""Anybody verifies a document: by code, by genuine, changed and unsigned files; two languages."""

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.browser import DESK, PHONE, check_accessible, look
from tests.journeys.conftest import OpenWindow
from tests.journeys.desk import seen
from tests.journeys.site import Site
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.api import Document, latest_rendition, render_preview
from tinhso.documents.tests.attacks import with_white_box
from tinhso.documents.tests.factories import result_content

pytestmark = pytest.mark.journey
VALID, INVALID, UNDETERMINED = (
    "Văn bản có giá trị",
    "Văn bản không có giá trị",
    "Chưa xác định được",
)


def issued_document(site: Site) -> tuple[str, bytes]:
    """Give the code and the bytes of an official document of the demonstration."""
    with acting_as(SYSTEM):
        document = Document.objects.filter(kind="OFFICIAL", state="ISSUED").order_by("pk")[0]
        rendition = latest_rendition(document)
        assert rendition is not None
        sha256 = rendition.file.sha256
    path = Path(site.folder) / "files" / sha256[:2] / sha256[2:4] / sha256
    return document.token, path.read_bytes()


def send(page: Page, name: str, content: bytes) -> None:
    """Hand a file to the page that verifies files."""
    page.goto("/xac-thuc/")
    payload: FilePayload = {"name": name, "mimeType": "application/pdf", "buffer": content}
    page.locator('input[type="file"]').set_input_files(payload)
    page.locator("#main form[method=post]").get_by_role("button").click()


def test_a_document_is_verified_by_code_and_by_file(
    open_window: OpenWindow, phone: Page, desk: Page, site: Site, site_database: None
) -> None:
    token, content = issued_document(site)

    phone.goto("/xac-thuc/")
    seen(phone, "verify")
    phone.set_viewport_size({"width": PHONE, "height": 800})
    phone.get_by_role("textbox", name="Mã tra cứu").fill("không phải mã")
    phone.get_by_role("button", name="Kiểm tra mã").click()
    expect(phone.locator(".govuk-error-summary")).to_be_visible()
    check_accessible(phone)
    phone.get_by_role("textbox", name="Mã tra cứu").fill(token)
    phone.get_by_role("button", name="Kiểm tra mã").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text(VALID)
    seen(phone, "verify-valid-by-code")

    send(desk, "van-ban.pdf", content)
    expect(desk.get_by_role("heading", level=1)).to_contain_text(VALID)
    seen(desk, "verify-valid-file")

    send(desk, "bi-sua.pdf", with_white_box(content))
    expect(desk.get_by_role("heading", level=1)).to_contain_text(INVALID)
    expect(desk.locator("#main img").first).to_be_visible()
    seen(desk, "verify-changed-file")

    unsigned = render_preview(template="result", content=result_content())
    send(desk, "chua-ky.pdf", unsigned)
    expect(desk.get_by_role("heading", level=1)).to_contain_text(UNDETERMINED)
    seen(desk, "verify-unsigned-file")

    english = open_window(DESK)
    english.context.add_cookies([{"name": "tinhso_language", "value": "en", "url": site.url}])
    send(english, "changed.pdf", with_white_box(content))
    expect(english.locator("html")).to_have_attribute("lang", "en")
    expect(english.locator("#main img").first).to_be_visible()
    seen(english, "verify-changed-file-en")
    english.goto(f"/xac-thuc/{token}/")
    look(english, "verify-valid-by-code-en")
