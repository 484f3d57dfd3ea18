"""What phones got: one entry per message a provider took, newest first, and its page."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape
from threading import Lock

from peers.behaviour import Behaviour
from peers.web import Answer, Asked, page, phone_search

CAPACITY = 2000


@dataclass(frozen=True, slots=True)
class Message:
    """One message on a phone."""

    id: str
    provider: str
    to: str
    text: str
    reference: str
    sender: str
    behaviour: Behaviour
    segments: int = 0
    copies: int = 1
    received_at: datetime = datetime(2021, 1, 1, tzinfo=UTC)
    reported_at: datetime | None = None

    def as_json(self) -> dict[str, object]:
        """Give the message for programs."""
        return {
            "id": self.id,
            "provider": self.provider,
            "to": self.to,
            "text": self.text,
            "reference": self.reference,
            "sender": self.sender,
            "segments": self.segments,
            "copies": self.copies,
            "received_at": self.received_at.isoformat(),
            "report": self.behaviour.report if self.reported_at else "",
        }


class Phones:
    """All phones of the province; the oldest messages leave when memory is full."""

    def __init__(self) -> None:
        self._messages: OrderedDict[str, Message] = OrderedDict()
        self._lock = Lock()

    def receive(self, message: Message) -> tuple[Message, bool]:
        """Keep a message once per provider and reference; tell whether it is new."""
        with self._lock:
            for known in self._messages.values():
                if (known.provider, known.reference) == (message.provider, message.reference):
                    again = replace(known, copies=known.copies + 1)
                    self._messages[known.id] = again
                    return again, False
            kept = replace(
                message,
                id=f"{message.id}{len(self._messages) + 1:06d}",
                received_at=datetime.now(UTC),
            )
            self._messages[kept.id] = kept
            while len(self._messages) > CAPACITY:
                self._messages.popitem(last=False)
            return kept, True

    def note_report(self, message_id: str) -> None:
        """Note that a message's fate is known."""
        with self._lock:
            if message_id in self._messages:
                message = self._messages[message_id]
                self._messages[message_id] = replace(message, reported_at=datetime.now(UTC))

    def find(self, message_id: str) -> Message | None:
        """Give one message, or ``None``."""
        with self._lock:
            return self._messages.get(message_id)

    def find_by_reference(self, provider: str, reference: str) -> Message | None:
        """Give the message a sender knows by their own reference, or ``None``."""
        with self._lock:
            wanted = (provider, reference)
            found = (m for m in self._messages.values() if (m.provider, m.reference) == wanted)
            return next(found, None)

    def list_messages(self, to: str = "") -> list[Message]:
        """List messages, newest first, of one phone or all."""
        with self._lock:
            messages = list(reversed(self._messages.values()))
        digits = "".join(letter for letter in to if letter.isdigit())
        number = f"84{digits[1:]}" if digits.startswith("0") else digits
        return [message for message in messages if number in {"", message.to}]

    def clear(self) -> None:
        """Throw everything away."""
        with self._lock:
            self._messages.clear()


def phone_page(phones: Phones, title: str, asked: Asked) -> Answer:
    """Show what a phone got, as text: nothing in it runs."""
    number = asked.query.get("to", "")
    messages = phones.list_messages(number)
    listed = "".join(_bubble(message) for message in messages[:200])
    body = f"<ul>{listed}</ul>" if listed else "<p>Chưa có tin nào.</p>"
    return page(title, f"<h1>{escape(title)}</h1>{phone_search(number)}{body}")


def _bubble(message: Message) -> str:
    when = message.received_at.astimezone().strftime("%H:%M:%S %d/%m/%Y")
    notes = [f"Đến +{message.to}", f"từ {message.sender}", f"qua {message.provider}", when]
    if message.segments:
        notes.append(f"{message.segments} tin")
    return f"<li><p>{escape(message.text)}</p><small>{escape(' · '.join(notes))}</small></li>"


def message_routes(phones: Phones, title: str) -> Mapping[str, object]:
    """Give the routes that show and empty the phones."""

    def clear(asked: Asked) -> Answer:
        phones.clear()
        return Answer([])

    return {
        "GET /": lambda asked: phone_page(phones, title, asked),
        "GET /messages": lambda asked: Answer(
            [message.as_json() for message in phones.list_messages(asked.query.get("to", ""))]
        ),
        "DELETE /messages": clear,
    }
