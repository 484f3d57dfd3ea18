"""What makes two messages the same, however they came: a hash over what is said and attached."""

import hashlib
import json

from tinhso.dispatch.rules.message import Message, StatusNote


def content_digest(message: Message) -> str:
    """Give the SHA-256 (hex) of act, document, words, receivers' changes and files.

    The way a message took (trace) and its signature are left out: they differ each time.
    """
    business, head = message.business, message.head
    said = [
        str(head.document_id),
        str(business.act),
        business.reason,
        str(business.target or ""),
        [str(replaced) for replaced in business.replaced],
        [[change.organ_id, change.is_added] for change in business.receivers],
        head.subject,
        head.type_name,
        [[file.name, hashlib.sha256(file.content).hexdigest()] for file in message.files],
    ]
    return _hash(said)


def note_digest(note: StatusNote) -> str:
    """Give the SHA-256 (hex) of a status: the same one told twice is one."""
    return _hash(
        [
            note.sender.organ_id,
            str(note.document_id),
            str(note.status),
            note.at.isoformat(),
            note.description,
        ]
    )


def _hash(said: object) -> str:
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
