"""Open311 GeoReport v2: its objects, what a request may ask, and how refusals are numbered.

Specification: GeoReport v2 (wiki.open311.org/GeoReport_v2) and the common extension of service
request updates. Every moment carries a zone; a status is only ``open`` or ``closed``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

LONGEST_DESCRIPTION = 4000
MOST_ROWS = 1000
LONGEST_SPAN = timedelta(days=90)
MOST_IDS = 50
STATUSES = ("open", "closed")
DataType = Literal["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]
_ATTRIBUTE = re.compile(r"attribute\[([A-Za-z0-9_-]{1,60})\](?:\[\])?")


class Open311Refused(Exception):
    """A request the specification has an error for; ``code`` is also the HTTP status."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code = code
        self.description = description


@dataclass(frozen=True, slots=True)
class Service:
    """A kind of request people can make."""

    service_code: str
    service_name: str
    description: str = ""
    metadata: bool = False
    keywords: tuple[str, ...] = ()
    group: str = ""
    type: str = "realtime"


@dataclass(frozen=True, slots=True)
class AttributeValue:
    """One choice of a list attribute."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Attribute:
    """A question a service asks beside the description."""

    code: str
    datatype: DataType
    description: str
    required: bool = False
    datatype_description: str = ""
    order: int = 1
    variable: bool = True
    values: tuple[AttributeValue, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceRequest:
    """A request as the public may see it."""

    service_request_id: str
    status: str
    service_name: str
    service_code: str
    requested_datetime: datetime
    updated_datetime: datetime
    description: str = ""
    status_notes: str = ""
    agency_responsible: str = ""
    service_notice: str = ""
    expected_datetime: datetime | None = None
    address: str = ""
    address_id: str = ""
    zipcode: str = ""
    lat: float | None = None
    long: float | None = None
    media_url: str = ""


@dataclass(frozen=True, slots=True)
class RequestUpdate:
    """What happened to a request, told to the public."""

    update_id: str
    service_request_id: str
    status: str
    updated_datetime: datetime
    description: str = ""
    media_url: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """The answer to a new request: its number, or a token while it has none."""

    service_request_id: str = ""
    token: str = ""
    service_notice: str = ""
    account_id: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody files: texts as sent, checked for shape only."""

    service_code: str
    description: str
    lat: float | None
    long: float | None
    address: str
    address_id: str
    first_name: str
    last_name: str
    email: str
    phone: str
    device_id: str
    account_id: str
    media_url: str
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def full_name(self) -> str:
        """Give the name in Vietnamese order: family name first."""
        return f"{self.last_name} {self.first_name}".strip()


@dataclass(frozen=True, slots=True)
class RequestQuery:
    """Which requests are asked for; the span is closed below, open above."""

    ids: tuple[str, ...]
    service_codes: tuple[str, ...]
    statuses: tuple[str, ...]
    start: datetime | None
    end: datetime | None
    size: int


def read_report(fields: Mapping[str, list[str]]) -> Report:
    """Read the fields of POST requests.

    :raises Open311Refused: 400 when the service, the place or a usable text is missing.
    """
    service_code = _first(fields, "service_code", 80)
    if not service_code:
        raise Open311Refused(400, "service_code was not provided")
    latitude = _coordinate(fields, "lat", 90)
    longitude = _coordinate(fields, "long", 180)
    address = _first(fields, "address_string", 400)
    address_id = _first(fields, "address_id", 80)
    if (latitude is None) != (longitude is None):
        raise Open311Refused(400, "lat and long must be provided together")
    if latitude is None and not address and not address_id:
        raise Open311Refused(400, "lat and long, address_string or address_id must be provided")
    description = _first(fields, "description", LONGEST_DESCRIPTION)
    return Report(
        service_code=service_code,
        description=description,
        lat=latitude,
        long=longitude,
        address=address,
        address_id=address_id,
        first_name=_first(fields, "first_name", 120),
        last_name=_first(fields, "last_name", 120),
        email=_email(fields),
        phone=_first(fields, "phone", 40),
        device_id=_first(fields, "device_id", 120),
        account_id=_first(fields, "account_id", 120),
        media_url=_media_url(fields),
        attributes=_attributes(fields),
    )


def check_attributes(report: Report, asked: tuple[Attribute, ...]) -> dict[str, list[str]]:
    """Give the answers to what a service asks, in its order.

    :raises Open311Refused: 400 when a required answer is missing or is none of the choices.
    """
    answers: dict[str, list[str]] = {}
    for attribute in asked:
        given = [text for text in report.attributes.get(attribute.code, ()) if text]
        if attribute.required and not given:
            raise Open311Refused(400, f"attribute[{attribute.code}] was not provided")
        for text in given:
            _check_answer(attribute, text)
        if given:
            answers[attribute.code] = given
    return answers


def _check_answer(attribute: Attribute, text: str) -> None:
    wrong = Open311Refused(400, f"attribute[{attribute.code}] is not a {attribute.datatype}")
    if attribute.datatype in {"singlevaluelist", "multivaluelist"}:
        if text not in {value.key for value in attribute.values}:
            raise Open311Refused(400, f"attribute[{attribute.code}] is none of its values")
    elif attribute.datatype == "number":
        if not re.fullmatch(r"-?\d{1,15}([.,]\d{1,6})?", text):
            raise wrong
    elif attribute.datatype == "datetime":
        try:
            read_moment(text)
        except ValueError as error:
            raise wrong from error


def read_query(fields: Mapping[str, list[str]], *, at: datetime) -> RequestQuery:
    """Read the filters of GET requests: by ids, else within at most 90 days.

    :raises Open311Refused: 400 when a date or status cannot be read.
    """
    ids = _listed(fields, "service_request_id", MOST_IDS)
    statuses = _listed(fields, "status", 2)
    if not set(statuses) <= set(STATUSES):
        raise Open311Refused(400, "status must be open or closed")
    start, end = _moment(fields, "start_date"), _moment(fields, "end_date")
    if not ids:
        start, end = _span(start, end, at)
    return RequestQuery(
        ids=ids,
        service_codes=_listed(fields, "service_code", MOST_IDS),
        statuses=statuses,
        start=start,
        end=end,
        size=_size(fields),
    )


def read_moment(text: str) -> datetime:
    """Read a W3C date-time, which must carry its zone.

    :raises ValueError: it is none, or has no zone.
    """
    # A plus sign that was not escaped arrives as a space.
    moment = datetime.fromisoformat(re.sub(r" (\d\d:\d\d)$", r"+\1", text.strip()))
    if moment.tzinfo is None:
        raise ValueError("a date-time carries a zone")
    return moment


def _span(
    start: datetime | None, end: datetime | None, at: datetime
) -> tuple[datetime | None, datetime | None]:
    if start and end and end < start:
        raise Open311Refused(400, "end_date is before start_date")
    if start and (end is None or end - start > LONGEST_SPAN):
        return start, start + LONGEST_SPAN
    return start or (end or at) - LONGEST_SPAN, end


def _first(fields: Mapping[str, list[str]], name: str, longest: int) -> str:
    text = (fields.get(name) or [""])[0].replace("\x00", "").strip()
    if len(text) > longest:
        raise Open311Refused(400, f"{name} is longer than {longest} characters")
    return text


def _listed(fields: Mapping[str, list[str]], name: str, most: int) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in ",".join(fields.get(name) or []).split(","))
    found = tuple(dict.fromkeys(part for part in parts if part))
    if len(found) > most:
        raise Open311Refused(400, f"at most {most} of {name}")
    return found


def _coordinate(fields: Mapping[str, list[str]], name: str, limit: int) -> float | None:
    text = _first(fields, name, 40)
    if not text:
        return None
    if not re.fullmatch(r"-?\d{1,3}(\.\d{1,20})?", text) or abs(float(text)) > limit:
        raise Open311Refused(400, f"{name} is not a coordinate (WGS 84)")
    return float(text)


def _moment(fields: Mapping[str, list[str]], name: str) -> datetime | None:
    text = _first(fields, name, 40)
    try:
        return read_moment(text) if text else None
    except ValueError as error:
        raise Open311Refused(
            400, f"{name} is not a date-time with a zone, such as 2021-06-01T08:00:00+07:00"
        ) from error


def _email(fields: Mapping[str, list[str]]) -> str:
    text = _first(fields, "email", 200)
    if text and not re.fullmatch(r"[^@\s]{1,64}@[^@\s]{1,190}", text):
        raise Open311Refused(400, "email is not an address")
    return text


def _media_url(fields: Mapping[str, list[str]]) -> str:
    text = _first(fields, "media_url", 500)
    if text and not re.match(r"https?://", text):
        raise Open311Refused(400, "media_url is not an http address")
    return text


def _size(fields: Mapping[str, list[str]]) -> int:
    text = _first(fields, "page_size", 6)
    return min(max(int(text), 1), MOST_ROWS) if text.isdecimal() else MOST_ROWS


def _attributes(fields: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, texts in fields.items():
        match = _ATTRIBUTE.fullmatch(name)
        if match and len(found) < MOST_IDS:
            kept = tuple(text.strip()[:1000] for text in texts[:MOST_IDS])
            found[match[1]] = found.get(match[1], ()) + kept
    return found
