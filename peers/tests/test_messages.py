"""The SMS and Zalo peers refuse strangers, take a message once, report it, misbehave on command."""

import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from peers.sms import server as sms_server
from peers.sms.hoaban import checksum
from peers.zalo import server as zalo_server

SMS = sms_server.Secrets("key", "report-key", "tinhso", "password")
ZALO = zalo_server.Secrets("tinhso", "secret", "first", "report-key")
MESSAGE = {"to": "84900000101", "from": "TINHSO", "text": "<b>Chào</b>", "client_ref": "a-0"}


@pytest.fixture
def reports() -> Iterator[tuple[str, list[str]]]:
    """Give a site that takes reports, and what it took."""
    taken: list[str] = []

    class Site(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def do_GET(self) -> None:
            taken.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    site = HTTPServer(("127.0.0.1", 0), Site)
    Thread(target=site.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{site.server_address[1]}", taken
    site.shutdown()
    site.server_close()


@pytest.fixture
def sms(reports: tuple[str, list[str]]) -> Iterator[sms_server.SmsPeer]:
    peer = sms_server.start(0, secrets=SMS, site_url=reports[0])
    yield peer
    peer.stop()


@pytest.fixture
def zalo(reports: tuple[str, list[str]]) -> Iterator[zalo_server.ZaloPeer]:
    peer = zalo_server.start(0, secrets=ZALO, site_url=reports[0])
    yield peer
    peer.stop()


def post(url: str, fields: object, **headers: str) -> dict[str, object]:
    request = Request(url, json.dumps(fields).encode(), headers, method="POST")  # noqa: S310
    with urlopen(request, timeout=5) as response:  # noqa: S310
        return dict(json.load(response))


def get(url: str) -> str:
    with urlopen(url, timeout=5) as response:  # noqa: S310
        return str(response.read().decode())


def wait_for(taken: list[str], count: int) -> None:
    for _ in range(200):
        if len(taken) >= count:
            return
        time.sleep(0.02)


def test_a_message_is_taken_once_shown_as_text_and_reported(
    sms: sms_server.SmsPeer, reports: tuple[str, list[str]]
) -> None:
    url = f"{sms.url}/saomai/v1/messages"
    first = post(url, MESSAGE, Authorization="Bearer key")
    again = post(url, MESSAGE, Authorization="Bearer key")
    wait_for(reports[1], 1)

    assert first["id"] == again["id"]
    page = get(f"{sms.url}/?to=0900000101")
    assert "&lt;b&gt;Chào" in page
    assert reports[1] == ["/thong-bao/bao-phat/saomai/"]
    assert "Chưa có tin nào" in get(f"{sms.url}/?to=0911111111")


def test_strangers_are_refused(sms: sms_server.SmsPeer, zalo: zalo_server.ZaloPeer) -> None:
    with pytest.raises(HTTPError) as refused:
        post(f"{sms.url}/saomai/v1/messages", MESSAGE, Authorization="Bearer no")
    assert refused.value.code == 401
    answer = post(f"{zalo.url}/message/template", {"phone": "84900000101"}, access_token="no")
    assert answer["error"] == -124


def test_the_older_api_answers_in_lines(sms: sms_server.SmsPeer) -> None:
    signed = checksum("password", "tinhso", "0900000101", "Chao", "b-0")
    form = (
        "username=tinhso&phone=0900000101&content=Chao&requestid=b-0&brandname=TINHSO"
        f"&checksum={signed}"
    )
    url = f"{sms.url}/hoaban/api/send"
    request = Request(url, form.encode(), method="POST")  # noqa: S310
    with urlopen(request, timeout=5) as response:  # noqa: S310
        code, parts, number = response.read().decode().split("|")

    assert (code, parts, number[:2]) == ("100", "1", "HB")
    assert sms.phones.list_messages()[0].to == "84900000101"


def test_duplicate_reports_are_sent_on_command(
    sms: sms_server.SmsPeer, reports: tuple[str, list[str]]
) -> None:
    post(f"{sms.url}/control", {"provider": "saomai", "copies": 3})
    post(f"{sms.url}/saomai/v1/messages", MESSAGE, Authorization="Bearer key")
    wait_for(reports[1], 3)

    assert len(reports[1]) == 3


@pytest.mark.parametrize("settings", [{"mode": "nonsense"}, {"delay_ms": -1}, {"colour": "red"}])
def test_an_unknown_behaviour_is_refused(
    sms: sms_server.SmsPeer, zalo: zalo_server.ZaloPeer, settings: dict[str, object]
) -> None:
    for url in (sms.url, zalo.url):
        with pytest.raises(HTTPError) as refused:
            post(f"{url}/control", settings)
        assert refused.value.code == 400


def test_a_refresh_token_works_once(zalo: zalo_server.ZaloPeer) -> None:
    def refresh(token: str) -> dict[str, object]:
        request = Request(  # noqa: S310
            f"{zalo.url}/v4/oa/access_token",
            f"app_id=tinhso&refresh_token={token}&grant_type=refresh_token".encode(),
            {"secret_key": "secret"},
            method="POST",
        )
        with urlopen(request, timeout=5) as response:  # noqa: S310
            return dict(json.load(response))

    given = refresh("first")

    assert "error" in refresh("first")
    assert "access_token" in refresh(str(given["refresh_token"]))
