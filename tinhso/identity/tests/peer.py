"""The real national ID peer for tests, and a browser's walk through it."""

import json
import os
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

from django.conf import settings

START_SECONDS = 20.0
_READY = re.compile(r"ready at (http://\S+)")


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        """Show redirects to the caller instead of following them."""


@dataclass(frozen=True, slots=True)
class NationalId:
    """A running provider."""

    issuer: str

    def misbehave(self, mode: str, delay_ms: int = 0) -> None:
        """Ask the provider to go wrong until told otherwise."""
        body = json.dumps({"mode": mode, "delay_ms": delay_ms}).encode()
        Browser().open(f"{self.issuer}/control", body)

    def sign_in(self, address: str, sub: str = "cong-dan-01") -> str:
        """Sign a citizen in at the provider; gives the address it sends the browser back to."""
        browser = Browser()
        page = browser.follow(address, self.issuer)
        browser.open(f"{page}/login", urlencode({"sub": sub}).encode())
        return browser.follow(f"{page}/confirm", self.issuer, b"")

    def cancel(self, address: str) -> str:
        """Say no at the provider; gives the address it sends the browser back to."""
        browser = Browser()
        page = browser.follow(address, self.issuer)
        return browser.follow(f"{page}/abort", self.issuer, b"")


class Browser:
    """Keeps cookies, shows redirects."""

    def __init__(self) -> None:
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()), _NoRedirect())

    def open(self, address: str, body: bytes | None = None) -> str:
        """Open an address; gives where it redirects to, or the address itself."""
        try:
            with self._opener.open(Request(address, body), timeout=10):  # noqa: S310 - loopback
                return address
        except HTTPError as answer:
            if answer.code not in {302, 303}:
                raise
            location = answer.headers["Location"]
        base = urlsplit(address)
        return location if "://" in location else f"{base.scheme}://{base.netloc}{location}"

    def follow(self, address: str, issuer: str, body: bytes | None = None) -> str:
        """Follow redirects until a page of the provider, or away from it."""
        while True:
            following = self.open(address, body)
            if following == address or not following.startswith(issuer):
                return following
            address, body = following, None


@contextmanager
def running_national_id() -> Iterator[NationalId]:
    """Run the provider on a free port."""
    script = settings.PROVINCE_PACK.parents[1] / "peers" / "national_id" / "server.mjs"
    process = subprocess.Popen(  # noqa: S603
        ["node", str(script)],  # noqa: S607
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "NATIONAL_ID_PORT": "0", "NATIONAL_ID_ISSUER": ""},
    )  # fmt: skip
    try:
        yield NationalId(_issuer_of(process))
    finally:
        process.terminate()
        process.wait(timeout=10)


def _issuer_of(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        ready = _READY.search(process.stdout.readline())
        if ready:
            return ready[1]
    raise RuntimeError("the national ID peer did not start")
