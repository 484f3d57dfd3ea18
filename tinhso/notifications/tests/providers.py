"""Real peers for tests: providers on free ports, the settings that lead to them, the relay."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from urllib.request import Request

from django.conf import LazySettings
from django.test import Client

from peers.behaviour import read_behaviour
from peers.mail.server import MailPeer
from peers.mail.server import start as start_mail
from peers.sms import server as sms_server
from peers.sms.server import SmsPeer
from peers.zalo import server as zalo_server
from peers.zalo.server import ZaloPeer
from tinhso.core.outbox_relay import Outcome, send_all_due
from tinhso.notifications.operations import TELLING

NOWHERE = "http://127.0.0.1:9"
DESTINATIONS = (TELLING, "email", "zalo", "sms")
# Noon in Vietnam: no quiet hours.
NOON = datetime.fromisoformat("2021-06-01T12:00:00+07:00")


@contextmanager
def running_sms(settings: LazySettings, site_url: str = NOWHERE) -> Iterator[SmsPeer]:
    """Run both SMS providers, reporting to a site."""
    secrets = sms_server.Secrets(
        settings.SMS_SAOMAI_KEY,
        settings.SMS_SAOMAI_WEBHOOK_KEY,
        settings.SMS_HOABAN_USERNAME,
        settings.SMS_HOABAN_PASSWORD,
    )
    peer = sms_server.start(0, secrets=secrets, site_url=site_url)
    settings.SMS_SAOMAI_URL, settings.SMS_HOABAN_URL = f"{peer.url}/saomai", f"{peer.url}/hoaban"
    try:
        yield peer
    finally:
        peer.stop()


@contextmanager
def running_zalo(settings: LazySettings, site_url: str = NOWHERE) -> Iterator[ZaloPeer]:
    """Run Zalo, reporting to a site."""
    secrets = zalo_server.Secrets(
        settings.ZALO_APP_ID,
        settings.ZALO_SECRET_KEY,
        settings.ZALO_REFRESH_TOKEN,
        settings.ZALO_WEBHOOK_KEY,
    )
    peer = zalo_server.start(0, secrets=secrets, site_url=site_url)
    settings.ZALO_URL = settings.ZALO_OAUTH_URL = peer.url
    try:
        yield peer
    finally:
        peer.stop()


@contextmanager
def running_mail(settings: LazySettings) -> Iterator[MailPeer]:
    """Run the mail server."""
    peer = start_mail(0, 0)
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = (
        "127.0.0.1", peer.smtp_port, 5,
    )  # fmt: skip
    try:
        yield peer
    finally:
        peer.stop()


def use_channels(settings: LazySettings, *channels: str) -> None:
    """Connect this installation to some channels only."""
    if "email" not in channels:
        settings.EMAIL_HOST = ""
    if "zalo" not in channels:
        settings.ZALO_URL = ""
    if "sms" not in channels:
        settings.SMS_SAOMAI_URL = settings.SMS_HOABAN_URL = ""


def relay(at: datetime = NOON) -> dict[str, list[Outcome]]:
    """Send everything due at a moment; gives what became of it, by destination."""
    outcomes = {name: send_all_due(destination=name, at=at) for name in DESTINATIONS}
    # What failed may have queued another channel behind those already walked.
    for name in DESTINATIONS:
        outcomes[name] += send_all_due(destination=name, at=at)
    return outcomes


def relay_after(minutes: float) -> dict[str, list[Outcome]]:
    """Send everything due some minutes after noon."""
    return relay(NOON + timedelta(minutes=minutes))


def deliver_report(client: Client, request: Request) -> int:
    """Hand a peer's report to the site as the peer would send it; gives the status."""
    parts = urlsplit(request.full_url)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    headers = dict(request.header_items())
    if request.get_method() == "GET":
        return client.get(path, headers=headers).status_code
    body = request.data if isinstance(request.data, bytes) else b""
    return client.post(path, body, content_type="application/json", headers=headers).status_code


def misbehave(peer: SmsPeer, provider: str, **behaviour: object) -> None:
    """Let one of the two SMS providers misbehave."""
    getattr(peer, provider).control.set(read_behaviour(behaviour))
