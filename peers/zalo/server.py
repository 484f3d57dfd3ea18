"""The service: template messages, their state, token refresh, reports, the phones' page."""

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.request import Request

from peers.behaviour import Behaviour, Control, Mode, Report, read_behaviour
from peers.phones import Message, Phones, message_routes
from peers.reports import Reporter
from peers.web import Answer, Asked, LineBroken, PeerServer, Route
from peers.zalo.tokens import Tokens

NAME = "zalo"
TEMPLATES = json.loads((Path(__file__).parent / "templates.json").read_text(encoding="utf-8"))
NO_ACCOUNT, BAD_PHONE, BAD_TOKEN, NO_TEMPLATE, BAD_DATA = -118, -108, -124, -131, -132
_OVERLOADED = -100
#: Citizens of the demonstration who use no Zalo: their messages come by SMS.
WITHOUT_ACCOUNT = frozenset({"84900000108", "84900000109", "84900000110"})


@dataclass(frozen=True)
class Secrets:
    """What the platform and the service agreed on."""

    app_id: str
    secret_key: str
    refresh_token: str
    webhook_key: str


class Zalo:
    """The API on the phones it serves."""

    def __init__(self, phones: Phones, tokens: Tokens, webhook_key: str, site_url: str) -> None:
        self.control = Control()
        self.tokens = tokens
        self._phones = phones
        self._webhook_key = webhook_key
        self._site_url = site_url
        self.plan_report: Callable[[Message], None] = lambda message: None

    def refresh(self, asked: Asked) -> Answer:
        """Give new tokens for a refresh token (form fields, secret key in a header)."""
        form = asked.form
        given = self.tokens.refresh(
            form.get("app_id", ""), asked.headers.get("secret_key", ""), form["refresh_token"]
        )
        return Answer(given or {"error": -14014, "error_name": "Invalid refresh token"})

    def send(self, asked: Asked) -> Answer:
        """Send a template to a phone; every refusal is HTTP 200 with an error number."""
        if not self.tokens.is_valid(asked.headers.get("access_token", "")):
            return _error(BAD_TOKEN, "Access token is invalid")
        fields = asked.fields
        behaviour = self.control.take()
        refusal = _refusal(fields, behaviour)
        if refusal is not None:
            return refusal
        message, is_new = self._phones.receive(
            Message(
                id="ZL", provider=NAME, to=str(fields["phone"]), text=_text(fields),
                reference=str(fields["tracking_id"]), sender="Tỉnh Số", behaviour=behaviour,
            )
        )  # fmt: skip
        if is_new:
            self.plan_report(message)
        if behaviour.mode is Mode.DROP_AFTER_STORING:
            raise LineBroken
        data = {"msg_id": message.id, "sent_time": str(int(time.time() * 1000))}
        return Answer({"error": 0, "message": "Success", "data": data})

    def look_up(self, asked: Asked) -> Answer:
        """Tell whether a message reached its phone, by the sender's tracking number."""
        if not self.tokens.is_valid(asked.headers.get("access_token", "")):
            return _error(BAD_TOKEN, "Access token is invalid")
        if self.control.look().mode in {Mode.BUSY, Mode.ERROR, Mode.DROP}:
            return Answer({"error": _OVERLOADED, "message": "Overloaded"}, 503)
        message = self._phones.find_by_reference(NAME, asked.query["tracking_id"])
        if message is None:
            return _error(-133, "Message not found")
        status = message.behaviour.report if message.reported_at else Report.NONE
        data = {"msg_id": message.id, "status": 1 if status is Report.DELIVERED else 0}
        if status in {Report.FAILED, Report.BOUNCED}:
            data["status"] = -1
        return Answer({"error": 0, "message": "Success", "data": data})

    def template_info(self, asked: Asked) -> Answer:
        """Describe a registered template: its parameters and their longest lengths."""
        template = TEMPLATES.get(asked.query.get("template_id", ""))
        if template is None:
            return _error(NO_TEMPLATE, "Template does not exist")
        listed = [{"name": n, "maxLength": m} for n, m in template["parameters"].items()]
        data = {"templateName": template["name"], "status": "ENABLE", "listParams": listed}
        return Answer({"error": 0, "message": "Success", "data": data})

    def report(self, message: Message) -> Request:
        """Write the report of one message, signed as the service signs."""
        events = {
            Report.DELIVERED: "user_received_message",
            Report.FAILED: "message_failed",
            Report.BOUNCED: "user_unreachable",
        }
        moment = str(int(time.time() * 1000))
        body = json.dumps(
            {
                "event_name": events[message.behaviour.report],
                "app_id": self.tokens.app_id,
                "timestamp": moment,
                "message": {"msg_id": message.id, "tracking_id": message.reference},
            }
        )
        signed = f"{self.tokens.app_id}{body}{moment}{self._webhook_key}"
        mac = hashlib.sha256(signed.encode()).hexdigest()
        return Request(  # noqa: S310
            f"{self._site_url}/thong-bao/bao-phat/zalo/",
            body.encode(),
            {"Content-Type": "application/json", "X-ZEvent-Signature": f"mac={mac}"},
            method="POST",
        )


def _refusal(fields: Mapping[str, Any], behaviour: Behaviour) -> Answer | None:
    if behaviour.mode in {Mode.BUSY, Mode.ERROR}:
        return Answer({"error": _OVERLOADED, "message": "Overloaded"}, 503)
    phone = str(fields["phone"])
    if not (phone.isdigit() and phone.startswith("84") and len(phone) == 11):
        return _error(BAD_PHONE, "Phone number is invalid")
    if behaviour.mode is Mode.REJECT_NUMBER or phone in WITHOUT_ACCOUNT:
        return _error(NO_ACCOUNT, "Zalo account does not exist")
    template = TEMPLATES.get(str(fields["template_id"]))
    if template is None:
        return _error(NO_TEMPLATE, "Template does not exist")
    values = fields["template_data"]
    is_complete = values.keys() == template["parameters"].keys()
    is_short = is_complete and all(
        0 < len(str(values[name])) <= longest for name, longest in template["parameters"].items()
    )
    if behaviour.mode is Mode.REJECT_MESSAGE or not is_short:
        return _error(BAD_DATA, "Template data is invalid")
    return None


def _text(fields: Mapping[str, Any]) -> str:
    text = str(TEMPLATES[str(fields["template_id"])]["text"])
    for name, value in fields["template_data"].items():
        text = text.replace(f"<{name}>", str(value))
    return text


def _error(code: int, words: str) -> Answer:
    return Answer({"error": code, "message": words})


@dataclass
class ZaloPeer:
    """A running peer."""

    phones: Phones
    zalo: Zalo
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


def start(port: int, *, secrets: Secrets, site_url: str) -> ZaloPeer:
    """Start the peer; port 0 takes a free one. Reports go to ``site_url``."""
    phones = Phones()
    tokens = Tokens(secrets.app_id, secrets.secret_key, secrets.refresh_token)
    zalo = Zalo(phones, tokens, secrets.webhook_key, site_url)

    def set_control(asked: Asked) -> Answer:
        fields = asked.fields
        if fields.pop("expire_tokens", False):
            tokens.forget_access()
        zalo.control.set(read_behaviour(fields))
        return Answer(zalo.control.look().as_json())

    routes = {
        **message_routes(phones, "Zalo của người dân – bản mô phỏng"),
        "POST /v4/oa/access_token": zalo.refresh,
        "POST /message/template": zalo.send,
        "GET /message/status": zalo.look_up,
        "GET /template/info": zalo.template_info,
        "GET /control": lambda asked: Answer(zalo.control.look().as_json()),
        "POST /control": set_control,
    }
    web = PeerServer(port, cast(dict[str, Route], routes))
    reporter = Reporter(phones, zalo.report)
    zalo.plan_report = reporter.plan
    web.start()
    return ZaloPeer(phones, zalo, web, reporter)
