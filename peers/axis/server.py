"""The axis: takes envelopes, keeps our inbox until confirmed; organisations answer alone."""

import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from threading import Lock
from typing import Any

from peers.axis.behaviour import Control, Mode
from peers.axis.envelopes import (
    Letter,
    Organ,
    certificate_pem,
    read,
    write_letter,
    write_status,
)
from peers.web import Answer, Asked, LineBroken, PeerServer, Route, page

ORGANS = Path(__file__).with_name("organs.json")
CLOCKS_APART_SECONDS = 300
ENVELOPE_LIMIT = 64 * 1024 * 1024
_REVISIONS = {"1", "2", "3"}
_ACTS = {"NEW": "0", "RECALL": "1", "UPDATE": "2", "REPLACE": "3"}


@dataclass
class Books:
    """What the axis remembers, by number; inbox holds what the platform has not confirmed."""

    taken: dict[str, dict[str, str]] = field(default_factory=dict)
    by_key: dict[str, str] = field(default_factory=dict)
    inbox: dict[str, bytes] = field(default_factory=dict)
    sent: dict[str, bytes] = field(default_factory=dict)
    confirmed: list[str] = field(default_factory=list)


class AxisPeer(PeerServer):
    """Serves the axis on loopback; port 0 takes a free one."""

    body_limit = ENVELOPE_LIMIT

    def __init__(self, port: int = 0, key: str = "test-only", *, has_welcome: bool = False) -> None:
        rows: list[dict[str, Any]] = json.loads(ORGANS.read_text(encoding="utf-8"))
        self.organs = {
            row["organ_id"]: Organ(**{**row, "answers": tuple(row["answers"])}) for row in rows
        }
        self.key, self.control, self.books, self.lock = key, Control(), Books(), Lock()
        routes: dict[str, Route] = {
            "GET /": self._page,
            "GET /control": self.control.look,
            "POST /control": self.control.set,
            "GET /books": self._show_books,
            "POST /letters": self._letter,
            "POST /send": self._form,
            "POST /v1/messages": self._signed(self._take),
            "GET /v1/inbox": self._signed(self._inbox),
            "GET /v1/message": self._signed(self._message),
            "POST /v1/confirm": self._signed(self._confirm),
            "GET /v1/organs": self._signed(self._organs),
            "GET /v1/account": self._signed(self._account),
        }
        super().__init__(port, routes)
        if has_welcome:
            self._welcome()

    @property
    def url(self) -> str:
        """Give its address."""
        return f"http://127.0.0.1:{self.port}"

    def _signed(self, route: Route) -> Route:
        def answer(asked: Asked) -> Answer:
            if not self._is_signed(asked):
                return Answer({"error": "the signature is wrong or too old"}, 401)
            mode = self.control.take()
            if mode is Mode.DOWN:
                return Answer({"error": "out of order"}, 503)
            if mode is Mode.GARBAGE:
                return Answer("<html>Bảo trì</html>", kind="text/html")
            if mode is Mode.REFUSE:
                return Answer({"error": "refused on command"}, 422)
            answered = route(asked)
            if mode is Mode.DROP_AFTER_STORING:
                raise LineBroken
            return answered

        return answer

    def _is_signed(self, asked: Asked) -> bool:
        at = asked.headers.get("x-axis-time", "")
        if not at.isdigit() or abs(time.time() - int(at)) > CLOCKS_APART_SECONDS:
            return False
        digest = hashlib.sha256(asked.body).hexdigest()
        said = f"{asked.method}\n{asked.target}\n{at}\n{digest}"
        expected = hmac.new(self.key.encode(), said.encode(), hashlib.sha256).hexdigest()
        return hmac.compare_digest(expected, asked.headers.get("x-axis-signature", ""))

    def _take(self, asked: Asked) -> Answer:
        key, to = asked.headers.get("x-axis-key", ""), asked.query["to"]
        if to not in self.organs:
            return Answer({"error": f"unknown organisation {to}"}, 422)
        with self.lock:
            if key in self.books.by_key:
                return Answer({"id": self.books.by_key[key]})
            said = read(asked.body)
            number = f"in-{len(self.books.taken) + 1}"
            self.books.by_key[key] = number
            self.books.taken[number] = {
                "to": to,
                "document_id": said.document_id,
                "act": said.act,
                "status": said.status,
                "key": key,
            }
        if not said.status and self.control.now.answer:
            self._answer(self.organs[to], said.document_id, said.act)
        return Answer({"id": number}, 201)

    def _answer(self, organ: Organ, document_id: str, act: str) -> None:
        codes = list(organ.answers)
        if act in _REVISIONS:
            codes = {"agree": ["15"], "agree14": ["14"], "decline": ["16"]}[organ.revision]
            if act == "1" and organ.revision != "decline":
                codes.append("13")
        for code in codes:
            words = "Gửi không đúng thẩm quyền" if code == "02" else ""
            self.post(write_status(organ, document_id, code, self.key, words))

    def post(self, content: bytes) -> None:
        """Put an envelope into the platform's inbox, as often as told."""
        now = self.control.now
        with self.lock:
            for copy in range(max(now.copies, 1)):
                number = f"out-{hashlib.sha256(content).hexdigest()[:24]}-{copy}"
                if number not in self.books.confirmed:
                    self.books.inbox[number] = content
                    self.books.sent[number] = content
            if now.garbage_inbox:
                self.books.inbox[f"junk-{len(self.books.sent)}"] = b"<edXML><broken"

    def _inbox(self, asked: Asked) -> Answer:
        with self.lock:
            numbers = list(self.books.inbox)
            if self.control.now.reorder:
                numbers.reverse()
            rows = [
                {"id": number, "sha256": hashlib.sha256(self.books.inbox[number]).hexdigest()}
                for number in numbers[: int(asked.query.get("most", "100"))]
            ]
        return Answer({"messages": rows})

    def _message(self, asked: Asked) -> Answer:
        with self.lock:
            content = self.books.inbox[asked.query["id"]]
        return Answer(content.decode(), kind="application/xml")

    def _confirm(self, asked: Asked) -> Answer:
        with self.lock:
            if self.books.inbox.pop(asked.query["id"], None) is not None:
                self.books.confirmed.append(asked.query["id"])
        return Answer({"confirmed": asked.query["id"]})

    def _organs(self, asked: Asked) -> Answer:
        shown = ("organ_id", "name", "address", "email", "phone")
        rows = [
            {
                **{name: getattr(organ, name) for name in shown},
                "certificate_pem": certificate_pem(organ, self.key),
            }
            for organ in self.organs.values()
        ]
        return Answer({"organs": rows})

    def _account(self, asked: Asked) -> Answer:
        """Tell what was taken from the platform and handed to it, a page at a time."""
        after, most = int(asked.query.get("after", "0")), int(asked.query.get("most", "500"))
        with self.lock:
            if asked.query.get("part") == "given":
                confirmed = set(self.books.confirmed)
                rows = [
                    {"id": number, "is_confirmed": number in confirmed}
                    for number in list(self.books.sent)[after : after + most]
                ]
            else:
                taken = list(self.books.taken.items())[after : after + most]
                rows = [{"id": number, **facts} for number, facts in taken]
        return Answer({"rows": rows})

    def _show_books(self, asked: Asked) -> Answer:
        with self.lock:
            books = {
                "taken": list(self.books.taken.values()),
                "waiting": list(self.books.inbox),
                "confirmed": list(self.books.confirmed),
                "sent": len(self.books.sent),
            }
        return Answer(books)

    def _letter(self, asked: Asked) -> Answer:
        """Have an organisation send a document to us: ``POST /letters`` with JSON."""
        fields = {name: str(value) for name, value in asked.fields.items()}
        organ = self.organs[fields.pop("organ", "Z01")]
        fields["act"] = _ACTS[fields.get("act", "NEW")]
        letter = Letter(**fields)
        self.post(write_letter(organ, letter, self.key))
        return Answer({"document_id": letter.document_id(organ)}, 201)

    def _form(self, asked: Asked) -> Answer:
        form = asked.form
        organ = self.organs[form["organ"]]
        letter = Letter(form["to"], form["number"], form["subject"], _ACTS[form["act"]])
        self.post(write_letter(organ, letter, self.key))
        return self._page(asked)

    def _welcome(self) -> None:
        """Let the demonstration begin with documents waiting; known numbers come once."""
        day = "2021/06/01"
        for organ_id, number, subject in (
            ("Z01", "101", "V/v hướng dẫn báo cáo công tác chuyển đổi số quý II (minh họa)"),
            ("Z02", "57", "V/v phối hợp tổ chức hội nghị liên kết vùng (minh họa)"),
            ("Z03", "8", "V/v đề nghị cung cấp thông tin quy hoạch (minh họa)"),
        ):
            organ = self.organs[organ_id]
            self.post(write_letter(organ, Letter("H10", number, subject, day=day), self.key))

    def _page(self, asked: Asked) -> Answer:
        organs = "".join(
            f"<option value='{organ.organ_id}'>{escape(organ.name)}</option>"
            for organ in self.organs.values()
        )
        acts = "".join(f"<option>{act}</option>" for act in _ACTS)
        with self.lock:
            rows = "".join(
                f"<li><p><strong>{number}</strong> {escape(taken['document_id'])}</p>"
                f"<small>→ {taken['to']} {taken['status'] or taken['act']}</small></li>"
                for number, taken in reversed(list(self.books.taken.items())[-50:])
            )
        return page(
            "Trục liên thông (bản mô phỏng)",
            "<form method='post' action='/send'><p><label>Nơi gửi "
            f"<select name='organ'>{organs}</select></label> "
            f"<label>Nghiệp vụ <select name='act'>{acts}</select></label></p>"
            "<p><label>Nơi nhận <input name='to' value='H10'></label> "
            "<label>Số <input name='number' value='102'></label></p>"
            "<p><label>Trích yếu <input name='subject' value='V/v minh họa'></label> "
            f"<button>Gửi</button></p></form><ul>{rows}</ul>",
        )
