"""Keeps what arrived, one letter per Message-ID as mail programs do."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from threading import Lock

CAPACITY = 2000


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as it arrived."""

    id: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    html: str
    received_at: datetime
    copies: int = 1
    number: int = 0
    content: bytes = b""

    def as_json(self) -> dict[str, object]:
        """Give the letter for the JSON inbox."""
        return {
            "id": self.id,
            "from": self.sender,
            "to": list(self.recipients),
            "subject": self.subject,
            "text": self.text,
            "html": self.html,
            "received_at": self.received_at.isoformat(),
            "copies": self.copies,
        }


class Inbox:
    """The letters in order of arrival; the oldest leave when it is full."""

    def __init__(self) -> None:
        """Start empty."""
        self._letters: OrderedDict[str, Letter] = OrderedDict()
        self._lock = Lock()
        self._count = 0
        self._seen: set[tuple[str, int]] = set()

    def receive(self, sender: str, recipients: list[str], content: bytes) -> Letter:
        """Keep a letter; a second copy of the same Message-ID only raises ``copies``."""
        message = BytesParser(policy=policy.default).parsebytes(content)
        key = str(message["Message-ID"] or f"<{datetime.now(UTC).timestamp()}@peer>").strip("<> ")
        with self._lock:
            earlier = self._letters.get(key)
            self._count += 1
            letter = Letter(
                id=key,
                sender=sender,
                recipients=tuple(recipients),
                subject=str(message["Subject"] or ""),
                text=_part(message, "plain"),
                html=_part(message, "html"),
                received_at=datetime.now(UTC),
                copies=earlier.copies + 1 if earlier else 1,
                number=earlier.number if earlier else self._count,
                content=content,
            )
            self._letters[key] = letter
            while len(self._letters) > CAPACITY:
                self._letters.popitem(last=False)
        return letter

    def list_letters(self, recipient: str = "") -> list[Letter]:
        """List letters, newest first, of one recipient or of all."""
        with self._lock:
            letters = list(reversed(self._letters.values()))
        wanted = recipient.strip().lower()
        if not wanted:
            return letters
        return [letter for letter in letters if wanted in map(str.lower, letter.recipients)]

    def find_letter(self, letter_id: str) -> Letter | None:
        """Give one letter, or ``None``."""
        with self._lock:
            return self._letters.get(letter_id)

    def clear(self) -> None:
        """Throw all letters away."""
        with self._lock:
            self._letters.clear()
            self._seen.clear()

    def list_mailbox(self, owner: str) -> list[Letter]:
        """List the letters of a mailbox by their numbers, the oldest first."""
        return sorted(self.list_letters(owner), key=lambda letter: letter.number)

    def is_seen(self, owner: str, letter: Letter) -> bool:
        """Tell whether the owner of a mailbox has marked a letter as read."""
        with self._lock:
            return (owner, letter.number) in self._seen

    def mark_seen(self, owner: str, letter: Letter) -> None:
        """Mark a letter as read in a mailbox."""
        with self._lock:
            self._seen.add((owner, letter.number))


def _part(message: EmailMessage, subtype: str) -> str:
    body = message.get_body(preferencelist=(subtype,))
    return str(body.get_content()) if body else ""
