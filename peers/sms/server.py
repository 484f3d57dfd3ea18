"""Starts both SMS providers, the phones' page and the control on one port."""

from dataclasses import dataclass
from typing import cast

from peers.behaviour import Control, read_behaviour
from peers.phones import Message, Phones, message_routes
from peers.reports import Reporter
from peers.sms.hoaban import HoaBan
from peers.sms.saomai import SaoMai
from peers.web import Answer, Asked, PeerServer, Route


@dataclass(frozen=True)
class Secrets:
    """What the platform and the providers agreed on."""

    saomai_key: str
    saomai_webhook_key: str
    hoaban_username: str
    hoaban_password: str


@dataclass
class SmsPeer:
    """A running peer."""

    phones: Phones
    saomai: SaoMai
    hoaban: HoaBan
    web: PeerServer
    reporter: Reporter

    @property
    def url(self) -> str:
        """Give the address of the peer."""
        return f"http://127.0.0.1:{self.web.port}"

    def stop(self) -> None:
        """Serve and report nothing more."""
        self.reporter.stop()
        self.web.stop()


def start(port: int, *, secrets: Secrets, site_url: str) -> SmsPeer:
    """Start the peer; port 0 takes a free one. Reports go to ``site_url``."""
    phones = Phones()
    saomai = SaoMai(phones, secrets.saomai_key, secrets.saomai_webhook_key, site_url)
    hoaban = HoaBan(phones, secrets.hoaban_username, secrets.hoaban_password, site_url)
    providers: dict[str, SaoMai | HoaBan] = {"saomai": saomai, "hoaban": hoaban}
    controls = {name: provider.control for name, provider in providers.items()}
    routes = {
        **message_routes(phones, "Điện thoại người dân – bản mô phỏng SMS"),
        "POST /saomai/v1/messages": saomai.send,
        "GET /saomai/v1/messages": saomai.look_up,
        "POST /hoaban/api/send": hoaban.send,
        "GET /hoaban/api/status": hoaban.look_up,
        "GET /control": lambda asked: _controls(controls),
        "POST /control": lambda asked: _set(controls, asked),
    }
    web = PeerServer(port, cast(dict[str, Route], routes))

    reporter = Reporter(phones, lambda message: providers[message.provider].report(message))
    for provider in providers.values():
        provider.plan_report = reporter.plan
    web.start()
    return SmsPeer(phones, saomai, hoaban, web, reporter)


def _controls(controls: dict[str, Control]) -> Answer:
    return Answer({name: control.look().as_json() for name, control in controls.items()})


def _set(controls: dict[str, Control], asked: Asked) -> Answer:
    fields = asked.fields
    provider = str(fields.pop("provider", "both"))
    chosen = controls if provider == "both" else {provider: controls[provider]}
    behaviour = read_behaviour(fields)
    for control in chosen.values():
        control.set(behaviour)
    return _controls(controls)


__all__ = ["Message", "Secrets", "SmsPeer", "start"]
