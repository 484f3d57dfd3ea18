"""Days and moments as requests to the JSON API write them: ISO 8601 text, nothing else.

Pydantic alone takes a bare number for seconds since 1970, which no description of ours allows.
"""

import re
from datetime import date, datetime
from typing import Annotated

from pydantic import BeforeValidator

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,6})?([Zz]|[+-]\d{2}:\d{2})", re.ASCII
)


def _written_as_day(value: object) -> object:
    if isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise ValueError("a day is written YYYY-MM-DD")


def _written_as_moment(value: object) -> object:
    if isinstance(value, datetime) or (isinstance(value, str) and _MOMENT.fullmatch(value)):
        return value
    raise ValueError("a moment is written YYYY-MM-DDThh:mm:ss with its offset")


#: A day in a path, a query or a body.
AskedDay = Annotated[date, BeforeValidator(_written_as_day)]
#: A moment in a query or a body, with its offset from UTC.
AskedMoment = Annotated[datetime, BeforeValidator(_written_as_moment)]
