"""How people of the journeys sign in, the way real people do."""

import re

from playwright.sync_api import Page, expect

DEMO_PASSWORD = "tinhso-demo"


def sign_in_as_citizen(page: Page, name: str) -> None:
    """Sign in as a citizen of the stand-in for the national ID, by full name."""
    page.goto("/dang-nhap/")
    page.get_by_role("button", name="Đăng nhập bằng định danh điện tử").click()
    page.get_by_role("radio", name=re.compile(re.escape(name))).check()
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("button", name=re.compile("Đồng ý")).click()
    expect(page.locator(".ts-header").get_by_role("button", name="Đăng xuất")).to_be_visible()


def sign_in_as_officer(page: Page, username: str, password: str = DEMO_PASSWORD) -> None:
    """Sign in as an officer of the demonstration."""
    page.goto("/dang-nhap/can-bo/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(password)
    page.locator("#main").get_by_role("button", name="Đăng nhập").click()
    expect(page.locator(".ts-header").get_by_role("button", name="Đăng xuất")).to_be_visible()


def sign_out(page: Page) -> None:
    """Sign out of the site."""
    page.locator(".ts-header").get_by_role("button", name="Đăng xuất").click()
