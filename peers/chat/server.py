"""The service: a page for each phone, messages handed to the site signed, answers taken signed."""

import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from html import escape
from itertools import count
from threading import Lock, Thread
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from peers.behaviour import Control, Mode, read_behaviour
from peers.web import Answer, Asked, LineBroken, PeerServer, page

PATH = "/tin-nhan/nhan/"
FRESH_SECONDS = 300
_TRIES = 6
_WAIT_SECONDS = 0.5
_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Message:
    """One message on a phone; ``is_own`` when its owner wrote it."""

    id: str
    user_id: str
    name: str
    text: str
    is_own: bool

    def as_json(self) -> dict[str, object]:
        """Give the message for programs."""
        return {"id": self.id, "user_id": self.user_id, "text": self.text, "own": self.is_own}


def sign(key: str, moment: str, path: str, body: bytes) -> str:
    """Sign a call: HMAC-SHA-256 over moment, path and body, by lines."""
    signed = f"{moment}\n{path}\n".encode() + body
    return hmac.new(key.encode(), signed, hashlib.sha256).hexdigest()


@dataclass
class Chat:
    """The phones, and what goes between them and the site."""

    key: str
    site_url: str
    control: Control = field(default_factory=Control)
    _messages: list[Message] = field(default_factory=list)
    _references: set[str] = field(default_factory=set)
    _lock: Lock = field(default_factory=Lock)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def write(self, asked: Asked) -> Answer:
        """Take what a phone's owner writes, and hand it to the site."""
        is_form = "form" in asked.headers.get("content-type", "")
        fields = asked.form if is_form else asked.fields
        user_id, text = str(fields["user_id"]), str(fields["text"])
        name = str(fields.get("name", ""))
        message_id = str(fields.get("message_id") or f"m{time.time_ns()}-{next(self._numbers)}")
        message = Message(message_id, user_id, name, text, is_own=True)
        self._keep(message)
        Thread(target=self._hand_over, args=(message,), daemon=True).start()
        if is_form:
            return self.phone(Asked(f"/?user={user_id}&name={name}", {}, b""))
        return Answer(message.as_json())

    def take(self, asked: Asked) -> Answer:
        """Take what the site answers; the same reference is shown once."""
        moment = asked.headers.get("x-chat-time", "")
        wanted = sign(self.key, moment, asked.path, asked.body)
        is_fresh = moment.isdecimal() and abs(time.time() - int(moment)) < FRESH_SECONDS
        if not is_fresh or not hmac.compare_digest(
            wanted, asked.headers.get("x-chat-signature", "")
        ):
            return Answer({"error": "not signed"}, 403)
        behaviour = self.control.take()
        if behaviour.mode in {Mode.BUSY, Mode.ERROR}:
            return Answer({"error": "busy"}, 503)
        if behaviour.mode is Mode.REJECT_NUMBER:
            return Answer({"error": "blocked by the user"}, 410)
        fields = asked.fields
        reference = str(fields["reference"])
        with self._lock:
            is_new = reference not in self._references
            self._references.add(reference)
        if is_new:
            user_id, text = str(fields["user_id"]), str(fields["text"])
            self._keep(Message(reference, user_id, "1022", text, is_own=False))
        if behaviour.mode is Mode.DROP_AFTER_STORING:
            raise LineBroken
        return Answer({"taken": reference})

    def list_messages(self, asked: Asked) -> Answer:
        """Give the messages of a phone for programs."""
        wanted = asked.query.get("user", "")
        return Answer([one.as_json() for one in self._of(wanted)])

    def phone(self, asked: Asked) -> Answer:
        """Show one phone: its conversation and a field to write in."""
        user_id = asked.query.get("user", "nguoi-dan-1")
        name = asked.query.get("name", "Nguyễn Thị Lan")
        rows = "".join(
            f"<li><p>{escape(one.text)}</p><small>{'Tôi' if one.is_own else '1022'}</small></li>"
            for one in self._of(user_id)
        )
        form = (
            '<form method="post" action="/write">'
            f'<input type="hidden" name="user_id" value="{escape(user_id)}">'
            f'<input type="hidden" name="name" value="{escape(name)}">'
            '<p><label for="text">Nhắn tới 1022</label> '
            '<input id="text" name="text" size="40" required autocomplete="off"> '
            f'<button>Gửi</button> <a href="/?user={escape(user_id)}&amp;name={escape(name)}">'
            "Xem tin mới</a></p></form>"
        )
        return page("Trò chuyện với 1022 – bản mô phỏng", f"<ul>{rows}</ul>{form}")

    def set_control(self, asked: Asked) -> Answer:
        """Change how the service behaves."""
        self.control.set(read_behaviour(asked.fields))
        return Answer(self.control.look().as_json())

    def _keep(self, message: Message) -> None:
        with self._lock:
            self._messages.append(message)
            del self._messages[:-_KEPT]

    def _of(self, user_id: str) -> list[Message]:
        with self._lock:
            return [one for one in self._messages if not user_id or one.user_id == user_id]

    def _hand_over(self, message: Message) -> None:
        for attempt in range(_TRIES):
            try:
                with urlopen(self.request_of(message), timeout=10):  # noqa: S310
                    return
            except HTTPError as error:
                if error.code < 500:
                    return
            except (URLError, OSError):
                pass
            time.sleep(_WAIT_SECONDS * 2**attempt)

    def request_of(self, message: Message) -> Request:
        """Write the call that hands a message to the site."""
        fields = {
            "message_id": message.id,
            "user_id": message.user_id,
            "name": message.name,
            "text": message.text,
        }
        body, moment = json.dumps(fields).encode(), str(int(time.time()))
        headers = {
            "Content-Type": "application/json",
            "X-Chat-Time": moment,
            "X-Chat-Signature": sign(self.key, moment, PATH, body),
        }
        return Request(f"{self.site_url}{PATH}", body, headers, method="POST")  # noqa: S310


@dataclass
class ChatPeer:
    """A running peer."""

    chat: Chat
    web: PeerServer

    def stop(self) -> None:
        """Serve no more."""
        self.web.stop()


def start(port: int, *, key: str, site_url: str) -> ChatPeer:
    """Start the peer; port 0 takes a free one."""
    chat = Chat(key, site_url)
    web = PeerServer(
        port,
        {
            "GET /": chat.phone,
            "GET /messages": chat.list_messages,
            "POST /write": chat.write,
            "POST /v1/messages": chat.take,
            "POST /control": chat.set_control,
        },
    )
    web.start()
    return ChatPeer(chat, web)
