"""A partner that takes messages once per key and keeps an inbox for the platform until confirmed.

Both national systems of the demonstration are such partners; they differ in what they do with a
message, in how requests are signed, and in their pages. Misbehaviour is ``peers.axis.behaviour``.
"""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from http import HTTPStatus
from threading import Lock
from typing import Any

from peers.axis.behaviour import Control, Mode
from peers.web import Answer, Asked, LineBroken, PeerServer, Route

BODY_LIMIT = 16 * 1024 * 1024
CLOCKS_APART_SECONDS = 300
_GARBAGE = b'{"subject": "'


@dataclass
class Taken:
    """A message the platform handed over."""

    number: str
    key: str
    topic: str
    body: dict[str, Any]


@dataclass
class Given:
    """A message for the platform; ``number`` is what it is known by on both sides."""

    number: str
    topic: str
    subject: str
    sequence: int
    content: bytes

    def listed(self) -> dict[str, object]:
        """Give it as the inbox lists it."""
        return {
            "number": self.number,
            "topic": self.topic,
            "subject": self.subject,
            "sequence": self.sequence,
            "sha256": hashlib.sha256(self.content).hexdigest(),
        }


class Refused(Exception):
    """Raised by a topic's reader: the message will not be taken, however often it is offered."""


Reader = Callable[[Taken], None]


@dataclass
class Books:
    """What a partner remembers: each key once, its inbox for us, what was confirmed."""

    taken: dict[str, Taken] = field(default_factory=dict)
    given: dict[str, Given] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    confirmed: list[str] = field(default_factory=list)
    repeated: int = 0


class MailboxPeer(PeerServer, ABC):
    """Serves the mailbox protocol on loopback; port 0 takes a free one."""

    body_limit = BODY_LIMIT

    def __init__(self, port: int, readers: dict[str, tuple[str, Reader]]) -> None:
        self.control, self.books, self.lock = Control(), Books(), Lock()
        self.garbage_left = 0
        routes: dict[str, Route] = {
            "GET /": self.home,
            "GET /control": self.control.look,
            "POST /control": self._set,
            "GET /books": self._show_books,
            "GET /v1/inbox": self._signed(self._inbox),
            "GET /v1/inbox/message": self._signed(self._message),
            "POST /v1/inbox/confirm": self._signed(self._confirm),
            "GET /v1/account": self._signed(self._account),
            **{
                f"POST {path}": self._signed(self._taking(topic, reader))
                for path, (topic, reader) in readers.items()
            },
            **self.more_routes(),
        }
        super().__init__(port, routes)

    def more_routes(self) -> dict[str, Route]:
        """Give the routes only this partner has."""
        return {}

    @abstractmethod
    def home(self, asked: Asked) -> Answer:
        """Show a page to people."""

    @abstractmethod
    def is_signed(self, asked: Asked) -> bool:
        """Tell whether a request is the platform's."""

    def sign_answer(self, asked: Asked, answer: Answer) -> Answer:
        """Sign an answer, where the partner does."""
        return answer

    @property
    def url(self) -> str:
        """Give its address."""
        return f"http://127.0.0.1:{self.port}"

    def give(self, *, topic: str, subject: str, sequence: int, body: dict[str, Any]) -> str:
        """Put a message into the platform's inbox, as often as told; gives its number."""
        content = json.dumps(body, ensure_ascii=False).encode()
        with self.lock:
            digest = hashlib.sha256(f"{topic}/{subject}/{sequence}".encode()).hexdigest()
            number = f"out-{digest[:24]}"
            self.books.given.setdefault(number, Given(number, topic, subject, sequence, content))
            for _copy in range(max(self.control.now.copies, 1)):
                self.books.waiting.append(number)
        return number

    def signed(self, route: Route) -> Route:
        """Make a route answer the platform only, and misbehave as told."""
        return self._signed(route)

    def _signed(self, route: Route) -> Route:
        def answer(asked: Asked) -> Answer:
            if not self.is_signed(asked):
                return Answer({"error": "the signature is wrong or too old"}, 401)
            mode = self.control.take()
            if mode is Mode.DOWN:
                return Answer({"error": "out of order"}, HTTPStatus.SERVICE_UNAVAILABLE)
            if mode is Mode.GARBAGE:
                return Answer("<html>Bảo trì</html>", kind="text/html")
            if mode is Mode.REFUSE and asked.method == "POST":
                refused = Answer({"error": "refused on command"}, HTTPStatus.UNPROCESSABLE_ENTITY)
                return self.sign_answer(asked, refused)
            answered = route(asked)
            if mode is Mode.DROP_AFTER_STORING:
                raise LineBroken
            return self.sign_answer(asked, answered)

        return answer

    def _set(self, asked: Asked) -> Answer:
        changed = self.control.set(asked)
        self.garbage_left = 2 if self.control.now.garbage_inbox else 0
        return changed

    def _taking(self, topic: str, reader: Reader) -> Route:
        def take(asked: Asked) -> Answer:
            key = asked.headers["x-message-key"]
            with self.lock:
                known = self.books.taken.get(key)
                if known is not None:
                    self.books.repeated += 1
                    return Answer({"number": known.number})
                fresh = Taken(f"in-{len(self.books.taken) + 1}", key, topic, asked.fields)
                try:
                    reader(fresh)
                except Refused as refusal:
                    return Answer({"error": str(refusal)}, HTTPStatus.UNPROCESSABLE_ENTITY)
                self.books.taken[key] = fresh
            self.after_taking(fresh)
            return Answer({"number": fresh.number}, HTTPStatus.CREATED)

        return take

    def after_taking(self, taken: Taken) -> None:
        """Do what follows a message that was taken, such as answering it."""

    def _inbox(self, asked: Asked) -> Answer:
        with self.lock:
            numbers = list(self.books.waiting)
            if self.control.now.reorder:
                numbers.reverse()
            most = int(asked.query.get("most", "100"))
            rows = [self.books.given[number].listed() for number in numbers[:most]]
        return Answer({"messages": rows})

    def _message(self, asked: Asked) -> Answer:
        with self.lock:
            content = self.books.given[asked.query["number"]].content
            if self.garbage_left:
                self.garbage_left -= 1
                content = _GARBAGE
        return Answer(content.decode(), kind="text/plain")

    def _confirm(self, asked: Asked) -> Answer:
        number = asked.query["number"]
        with self.lock:
            if number in self.books.waiting:
                self.books.waiting = [one for one in self.books.waiting if one != number]
                self.books.confirmed.append(number)
        return Answer({"confirmed": number})

    def _account(self, asked: Asked) -> Answer:
        after, most = int(asked.query.get("after", "0")), int(asked.query.get("most", "500"))
        with self.lock:
            rows: list[dict[str, object]]
            if asked.query["part"] == "given":
                confirmed = set(self.books.confirmed)
                rows = [
                    {"number": number, "is_confirmed": number in confirmed}
                    for number in list(self.books.given)[after : after + most]
                ]
            else:
                taken = list(self.books.taken.values())[after : after + most]
                rows = [{"number": one.number, "key": one.key, "topic": one.topic} for one in taken]
        return Answer({"rows": rows})

    def _show_books(self, asked: Asked) -> Answer:
        with self.lock:
            taken = [
                {"number": one.number, "key": one.key, "topic": one.topic, "body": one.body}
                for one in self.books.taken.values()
            ]
            return Answer({
                "taken": taken,
                "given": list(self.books.given),
                "waiting": list(self.books.waiting),
                "confirmed": list(self.books.confirmed),
                "repeated": self.books.repeated,
            })  # fmt: skip


def control_form(now: str) -> str:
    """Give the form by which a person at the demonstration makes a partner fail."""
    options = "".join(
        f"<option{' selected' if mode == now else ''}>{escape(mode)}</option>" for mode in Mode
    )
    return (
        "<form method='post' action='/behave'><p><label>Trạng thái máy chủ "
        f"<select name='mode'>{options}</select></label> <button>Đặt</button></p></form>"
    )
