"""A letter to the line: what it says without quotes, who wrote it, what it answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from html.parser import HTMLParser

LOOP_HEADER = "X-Tinhso-Line"
MOST_TEXT = 4800
MOST_FILES = 10
MOST_BYTES = 20 * 1024 * 1024
_BULK = frozenset({"bulk", "junk", "list", "auto_reply"})
_MACHINES = re.compile(r"^(mailer-daemon|postmaster|no-?reply|khong-?tra-?loi|do-?not-?reply)@")
_QUOTE_BEGINS = re.compile(
    r"^(>|-{3,} ?(original message|thư gốc|tin nhắn gốc)|on .{5,120} wrote:|vào .{5,120} đã viết:)",
    re.IGNORECASE,
)
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,240})>")


class LetterUnreadable(Exception):
    """The bytes are no letter one could answer: no sender, or broken through and through."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file with a letter, as it came."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """A letter as read; ``references`` are the ids it answers, the nearest first."""

    message_id: str
    references: tuple[str, ...]
    sender_name: str
    sender: str
    subject: str
    text: str
    attachments: tuple[Attachment, ...]
    is_automatic: bool

    @property
    def said(self) -> str:
        """Give subject and text as one, the way a person reads a letter."""
        return f"{self.subject}\n\n{self.text}".strip() if self.subject else self.text


def read_letter(content: bytes) -> ReadLetter:
    """Read a letter.

    :raises LetterUnreadable: it names no sender, or nothing of it can be read.
    """
    try:
        message = message_from_bytes(content, policy=policy.default)
        name, sender = _sender(message)
        text = _text(message)
        return ReadLetter(
            message_id=_own_id(message),
            references=_references(message),
            sender_name=_clean(name)[:120],
            sender=sender,
            subject=_clean(str(message.get("Subject") or ""))[:200],
            text=without_quotes(text)[:MOST_TEXT],
            attachments=tuple(_attachments(message)),
            is_automatic=_is_automatic(message, sender),
        )
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise LetterUnreadable(type(error).__name__) from error


def without_quotes(text: str) -> str:
    """Give what is new in a letter: no quoted letter, no signature after ``--``."""
    kept: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if _QUOTE_BEGINS.match(line.strip()) or line.rstrip() == "--":
            break
        kept.append(line.rstrip())
    shown = "\n".join(kept).strip()
    return shown or text.strip()


def _sender(message: EmailMessage) -> tuple[str, str]:
    addresses = getaddresses([str(value) for value in message.get_all("From", [])])
    for name, address in addresses:
        if re.fullmatch(r"[^@\s<>]{1,64}@[^@\s<>]{1,190}", address):
            return name, address.lower()
    raise LetterUnreadable("From")


def _own_id(message: EmailMessage) -> str:
    found = _MESSAGE_ID.search(str(message.get("Message-ID") or ""))
    if found is None:
        raise LetterUnreadable("Message-ID")
    return found[1]


def _references(message: EmailMessage) -> tuple[str, ...]:
    named = [str(message.get(name) or "") for name in ("In-Reply-To", "References")]
    first, rest = (_MESSAGE_ID.findall(text[:20_000]) for text in named)
    return tuple(dict.fromkeys([*first, *reversed(rest)]))[:50]


def _is_automatic(message: EmailMessage, sender: str) -> bool:
    submitted = str(message.get("Auto-Submitted") or "no").strip().lower()
    return (
        not submitted.startswith("no")
        or str(message.get("Precedence") or "").strip().lower() in _BULK
        or any(
            message.get(name) for name in (LOOP_HEADER, "X-Autoreply", "List-Id", "X-Autorespond")
        )
        or str(message.get("Return-Path") or "x").strip() == "<>"
        or message.get_content_type() == "multipart/report"
        or _MACHINES.match(sender) is not None
    )


def _text(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    content = str(body.get_content())
    plain = _plain(content) if body.get_content_subtype() == "html" else content
    return _clean(plain, keep_lines=True)


def _attachments(message: EmailMessage) -> Iterator[Attachment]:
    size = 0
    for number, part in enumerate(message.iter_attachments(), 1):
        if number > MOST_FILES:
            return
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes):
            continue
        size += len(payload)
        if size > MOST_BYTES:
            return
        yield Attachment(_clean(part.get_filename() or f"tep-{number}")[:200], payload)


class _Words(HTMLParser):
    """Collects the text of HTML; scripts and styles say nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style"}:
            self._silent += 1
        elif tag in {"br", "p", "div", "tr", "li", "blockquote"}:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"} and self._silent:
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


def _plain(content: str) -> str:
    words = _Words()
    words.feed(content)
    return re.sub(r"\n{3,}", "\n\n", "".join(words.said)).strip()


def _clean(text: str, *, keep_lines: bool = False) -> str:
    kept = "".join(
        letter for letter in text if letter.isprintable() or (keep_lines and letter in "\n\t")
    )
    return kept if keep_lines else " ".join(kept.split())
