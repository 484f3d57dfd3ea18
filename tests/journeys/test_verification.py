"""Anybody verifies a document by the code beside its QR picture, and is told about a wrong code."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE, check_accessible
from tests.journeys.desk import seen
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.api import Document

pytestmark = pytest.mark.journey
VALID = "Văn bản có giá trị"


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
