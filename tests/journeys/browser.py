"""What journeys ask of a real browser: watch it, measure it, check a page, keep a look."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Response

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "var" / "screenshots"
KEEPS_PICTURES = "TINHSO_SCREENSHOTS" in os.environ
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESK = 360, 1440
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AFTER_PAINT = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
# A colour halfway between two is nobody's choice: what moves and ends is taken to its end.
_STAND_STILL = """() => document.getAnimations()
  .filter(a => a.effect && a.effect.getComputedTiming().endTime !== Infinity)
  .forEach(a => a.finish())"""
_RUN_AXE = """async (rules) => {
  const found = await axe.run(document, {runOnly: rules, resultTypes: ["violations"]});
  return found.violations.map(v => v.id + ": " + v.help + "\\n"
    + v.nodes.slice(0, 5).map(n => "  " + n.html + "\\n  " + n.failureSummary).join("\\n"));
}"""


@dataclass
class Watch:
    """What went wrong in a window: scripts, policy, missing files, failing answers."""

    problems: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Note every problem of a page from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # A refused page (403, 404) is told to the console too; _response judges answers. A request
        # given up because its page is left is no problem; htmx tells of it twice.
        given_up = ("Failed to load resource", "htmx:sendAbort", "htmx:afterRequest")
        if message.type == "error" and not message.text.startswith(given_up):
            where = message.page.url if message.page else ""
            self.problems.append(f"console: {message.text} ({where})")

    def _response(self, response: Response) -> None:
        is_page = response.request.is_navigation_request()
        if response.status >= 500 or (response.status >= 400 and not is_page):
            self.problems.append(f"{response.status} {response.url}")


def launch(playwright: Playwright) -> Browser:
    """Start Debian's Chromium without reaching for the network."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


@contextmanager
def window(browser: Browser, site_url: str, width: int, **options: Any) -> Iterator[BrowserContext]:
    """Give a window of its own, with its own cookies; fails at the end on any problem it saw."""
    watch = Watch()
    context = browser.new_context(
        base_url=site_url,
        viewport={"width": width, "height": 800 if width < 700 else 900},
        locale=options.pop("locale", "vi-VN"),
        timezone_id="Asia/Ho_Chi_Minh",
        has_touch=width < 700,
        **options,
    )
    context.set_default_timeout(15_000)
    context.on("page", watch.follow)
    try:
        yield context
    finally:
        context.close()
    assert not watch.problems, "\n".join(watch.problems)


def check_accessible(page: Page) -> None:
    """Fail on any finding of axe, on sideways scrolling and on a page without one heading."""
    page.wait_for_load_state("load")  # axe needs the whole document, not one still arriving
    page.evaluate(_STAND_STILL)
    page.evaluate((ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8"))
    findings = page.evaluate(_RUN_AXE, RULES)
    assert not findings, f"{page.url}\n" + "\n".join(findings)
    assert page.locator("h1").count() == 1, f"{page.url}: one h1 per page"
    width = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1], f"{page.url}: scrolls sideways, {width[0]} > {width[1]}"


def look(page: Page, name: str) -> None:
    """Keep how a page looks on a phone and on a desk in var/screenshots, when asked to.

    Pictures are for people and take a fifth of a journey's time: ``make looks`` keeps them.
    """
    if not KEEPS_PICTURES:
        return
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(_AFTER_PAINT)
        page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", full_page=True)
    if before:
        page.set_viewport_size(before)


def first_load_bytes(browser: Browser, site_url: str, path: str) -> int:
    """Measure what a first visit of a page sends over the wire, headers and letters included."""
    with window(browser, site_url, PHONE) as context:
        page = context.new_page()
        sizes: list[int] = []
        client = context.new_cdp_session(page)
        client.send("Network.enable")
        client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.goto(path)
        page.wait_for_load_state("networkidle")
        return int(sum(sizes))
