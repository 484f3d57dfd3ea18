"""Why an envelope cannot be read or taken; each reason has a code and words for the clerk."""

from enum import StrEnum


class Reason(StrEnum):
    """Named reasons; the value is kept in the database."""

    EMPTY = "EMPTY"
    TOO_LARGE = "TOO_LARGE"
    NOT_XML = "NOT_XML"
    DTD = "DTD"
    TOO_DEEP = "TOO_DEEP"
    TOO_MANY_ELEMENTS = "TOO_MANY_ELEMENTS"
    NOT_EDXML = "NOT_EDXML"
    FIELD_MISSING = "FIELD_MISSING"
    FIELD_BAD = "FIELD_BAD"
    UNKNOWN_ACT = "UNKNOWN_ACT"
    UNKNOWN_STATUS = "UNKNOWN_STATUS"
    TOO_MANY_RECIPIENTS = "TOO_MANY_RECIPIENTS"
    TOO_MANY_FILES = "TOO_MANY_FILES"
    FILE_BROKEN = "FILE_BROKEN"
    FILE_TOO_LARGE = "FILE_TOO_LARGE"
    FILE_BOMB = "FILE_BOMB"
    FILE_MISSING = "FILE_MISSING"
    SIGNATURE_MISSING = "SIGNATURE_MISSING"
    SIGNATURE_BAD = "SIGNATURE_BAD"
    SENDER_UNKNOWN = "SENDER_UNKNOWN"
    SENDER_DIFFERS = "SENDER_DIFFERS"
    NOT_FOR_US = "NOT_FOR_US"
    DOCUMENT_UNKNOWN = "DOCUMENT_UNKNOWN"


class EnvelopeRefused(Exception):
    """An envelope that cannot be taken: why, and where (a field, a file's name)."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}".strip())
        self.reason = reason
        self.detail = detail[:300]
