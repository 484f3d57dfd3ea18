"""In whose name a person signs, and whether that holds: Decree 30/2020/NĐ-CP art. 13."""

from datetime import date
from enum import StrEnum


class Authority(StrEnum):
    """How a signature stands for others (quyền hạn ký)."""

    ON_BEHALF = "TM."
    DEPUTY = "KT."
    ACTING = "Q."
    BY_ORDER = "TL."
    AUTHORISED = "TUQ."


#: Who is authorised may not authorise again (art. 13 paragraph 4); who signs by order may be
#: deputised for (paragraph 3).
_LAWFUL = frozenset(
    {
        (),
        (Authority.ON_BEHALF,),
        (Authority.DEPUTY,),
        (Authority.ACTING,),
        (Authority.BY_ORDER,),
        (Authority.AUTHORISED,),
        (Authority.ON_BEHALF, Authority.DEPUTY),
        (Authority.ON_BEHALF, Authority.ACTING),
        (Authority.BY_ORDER, Authority.DEPUTY),
        (Authority.BY_ORDER, Authority.ACTING),
    }
)


def read_authority(printed: str) -> tuple[Authority, ...] | None:
    """Read what stands before a signer's title (``TL. … KT.``); ``None``: something else is there.

    Words between the marks (the name of the body) are allowed.
    """
    marks = [word for word in printed.upper().split() if word.endswith(".")]
    known = {authority.value: authority for authority in Authority}
    if any(mark not in known for mark in marks):
        return None
    return tuple(known[mark] for mark in marks)


def is_lawful(printed: str) -> bool:
    """Tell whether a signature may stand for others in this way."""
    return read_authority(printed) in _LAWFUL


def holds_on(day: date, valid_from: date, valid_to: date | None) -> bool:
    """Tell whether a position is held on a day; the end is exclusive."""
    return valid_from <= day and (valid_to is None or day < valid_to)
