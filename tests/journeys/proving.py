"""How officers of the journeys prove themselves again: an app of their own, an old proof."""

import time
from dataclasses import dataclass

from django.conf import settings
from playwright.sync_api import Page

from tests.journeys.desk import press
from tinhso.core.session_store import SessionStore
from tinhso.identity.rules import totp


def age(page: Page, what: str) -> None:
    """Let something of the session have been an hour ago: its last use, its last proof."""
    keys = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    session = SessionStore(keys[settings.SESSION_COOKIE_NAME])
    session[what] = time.time() - 3600
    session.save()


@dataclass
class App:
    """An authenticator app: each of its codes serves once."""

    secret: bytes
    _used: int = 0

    def code(self) -> str:
        """Give a code that was not used yet; right after another one, the next one's."""
        self._used = max(self._used + 1, int(time.time()) // totp.STEP_SECONDS)
        return totp.code_at(self.secret, self._used)

    def wrong_code(self) -> str:
        """Give six digits which are nobody's code for the next minutes."""
        now = int(time.time()) // totp.STEP_SECONDS
        right = {totp.code_at(self.secret, now + step) for step in range(-2, 12)}
        return next(code for code in map("{:06d}".format, range(99)) if code not in right)


def add_app(page: Page) -> tuple[App, list[str]]:
    """Add an app on the account's page; give it and the recovery codes."""
    page.goto("/tai-khoan/bao-mat/ung-dung/")
    app = App(totp.read_secret(page.locator("#main code").inner_text().replace(" ", "")))
    page.get_by_label("Đặt tên để dễ nhận").fill("Điện thoại cơ quan")
    page.get_by_label("Mã đang hiện trong ứng dụng").fill(app.code())
    press(page, "Xác nhận và thêm")
    page.get_by_role("heading", name="Mã khôi phục").wait_for()
    return app, page.locator("#main li code").all_inner_texts()
