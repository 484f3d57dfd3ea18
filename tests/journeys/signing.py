"""How people of the journeys sign an application together, each with their own account."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.filing import Answers, example_answers
from tests.journeys.people import sign_in_as_citizen

MARRIAGE = "dang-ky-ket-hon"


def couple_answers() -> Answers:
    """Give a marriage of two people of the demonstration; the bride writes."""
    bride = {"bride_full_name": "Lý Thị Sen", "bride_identity_number": "000199000113"}
    groom = {"groom_full_name": "Võ Quốc Bảo", "groom_identity_number": "000201000106"}
    born = {"bride_birth_date": "1999-01-01", "groom_birth_date": "2001-09-17"}
    return {
        **example_answers(MARRIAGE), **bride, **groom, **born,
        "applicant_full_name": "Lý Thị Sen", "applicant_identity_number": "000199000113",
    }  # fmt: skip


def invite(page: Page) -> None:
    """Ask everybody who has to sign; the applicant is on the check page."""
    page.goto(re.sub(r"kiem-tra/.*$", "nguoi-cung-ky/", page.url))
    page.locator("#main").get_by_role("button", name="Mời ký", exact=True).click()
    expect(page.locator("#main")).to_contain_text("Đã mời")


def open_invitation(page: Page, name: str) -> None:
    """Sign in and open what one is asked to sign, from one's own affairs."""
    sign_in_as_citizen(page, name)
    page.goto("/viec-cua-toi/")
    page.locator("section[aria-labelledby=invitations] a").first.click()


def agree(page: Page, name: str) -> None:
    """Read what one is asked to sign and agree to it."""
    open_invitation(page, name)
    page.locator("#agreed").check()
    page.locator("#main").get_by_role("button", name="Đồng ý cùng ký", exact=True).click()
    expect(page.locator("#main")).to_contain_text("Bạn đã đồng ý")


def go_to_check(page: Page) -> None:
    """Go on from the page of co-signers to the last one."""
    page.goto(re.sub(r"nguoi-cung-ky/.*$", "kiem-tra/", page.url))
