"""How a document is known everywhere: ``OrganId,yyyy/MM/dd,number/notation``."""

import re
from dataclasses import dataclass
from datetime import date

_LONGEST = 200
_DAY = re.compile(r"^(\d{4})[/-](\d{1,2})[/-](\d{1,2})$")
_DAY_FIRST = re.compile(r"^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$")


class NotADocumentId(ValueError):
    """The text is no document id."""


@dataclass(frozen=True, slots=True, order=True)
class DocumentId:
    """Issuer, day of issue and number with notation: unique over the whole country."""

    organ_id: str
    issued_on: date
    code: str

    def __str__(self) -> str:
        return f"{self.organ_id},{self.issued_on:%Y/%m/%d},{self.code}"


def read_day(text: str) -> date:
    """Read a day as senders write it: year first (the standard) or day first.

    :raises ValueError: it is no day.
    """
    cleaned = text.strip().split("T", 1)[0].split(" ", 1)[0]
    found = _DAY.match(cleaned)
    if found:
        year, month, day = (int(part) for part in found.groups())
        return date(year, month, day)
    found = _DAY_FIRST.match(cleaned)
    if not found:
        raise ValueError("not a day")
    day, month, year = (int(part) for part in found.groups())
    return date(year, month, day)


def parse_document_id(text: str) -> DocumentId:
    """Read a document id; spaces around the parts do not matter.

    :raises NotADocumentId: a part is missing, empty or no day, or the text is overlong.
    """
    parts = [part.strip() for part in text.split(",", 2)]
    if len(text) > _LONGEST or len(parts) != 3 or not all(parts):
        raise NotADocumentId(text[:_LONGEST])
    try:
        return DocumentId(parts[0], read_day(parts[1]), parts[2])
    except ValueError as error:
        raise NotADocumentId(text[:_LONGEST]) from error
