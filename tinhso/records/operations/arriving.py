"""Taking in what comes: looked through for secrecy, bytes kept untouched, checked, searchable."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.calendar import load_calendar
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.dispatch.api import get_inbound, shut_away_message
from tinhso.documents.api import (
    SecrecyLevel,
    can_read_scans,
    forget_received,
    keep_received,
    list_received,
    load_received,
    verify_content,
)
from tinhso.records.models import (
    Arrival,
    ArrivalState,
    Conclusion,
    Direction,
    Door,
    OfficialDocument,
    QuarantinedItem,
    Reading,
    Source,
    Urgency,
)
from tinhso.records.operations.history import add_event
from tinhso.records.operations.screening import (
    GivenFile,
    Screened,
    screen,
    screen_part,
    shut_away,
)
from tinhso.records.rules.arrivals import MACHINE, SHUT
from tinhso.records.rules.tasks import search_forms

REGISTER = "DEN"
_READ_SCANS = "tinhso.records.tasks.read_scans_task"
#: What a sender hears of a document with a mark of secrecy; no word of what it says.
NOT_BY_NETWORK = "Không tiếp nhận: văn bản thuộc loại không được gửi qua mạng."
_LONGEST_WORDS = 400_000


@dataclass(frozen=True, slots=True)
class ArrivalFacts:
    """What is said of a document that came: the columns of the incoming register.

    ``is_paper``: the original is paper, the file a scan of it; there is no signature to check.
    """

    author_name: str
    abstract: str
    kind: str = "CV"
    author_code: str = ""
    notation: str = ""
    issued_on: date | None = None
    signer_name: str = ""
    urgency: int = Urgency.NORMAL
    due_at: datetime | None = None
    recipient: str = ""
    note: str = ""
    is_paper: bool = False

    def texts(self) -> tuple[str, ...]:
        """Give every text somebody typed or a header said."""
        return (
            self.author_name, self.abstract, self.notation, self.signer_name, self.recipient,
            self.note,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of something brought in: a document, or a stub of what was shut away."""

    official: OfficialDocument | None = None
    quarantined: QuarantinedItem | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """By which door a document came to which agency; ``inbound_id`` is dispatch's message."""

    source: str
    agency_id: int
    inbound_id: int | None = None


def subject_of(official: OfficialDocument) -> str:
    """Give the name under which the received files of a document are kept."""
    return f"incoming:{official.token}"


@transaction.atomic
def receive_document(
    *,
    facts: ArrivalFacts,
    files: Sequence[GivenFile],
    entry: Entry,
    actor: Actor,
    at: datetime,
) -> Receipt:
    """Take in a document: bytes untouched, checked, ready for the register; or shut it away.

    A document of dispatch comes once, however often it is brought.
    """
    known = _known(entry)
    if known is not None:
        return Receipt(official=known.official)
    screened = screen(fields=facts.texts(), files=files)
    if screened.level is not None:
        is_header = entry.source == Source.DISPATCH and screened.door == Door.FIELDS
        item = shut_away(
            agency_id=entry.agency_id, files=files, level=screened.level,
            door=Door.HEADER if is_header else screened.door, actor=actor, at=at,
        )  # fmt: skip
        return Receipt(quarantined=item)
    official = _write(facts, entry.agency_id, at)
    for file in files:
        keep_received(
            content=file.content, name=file.name, agency_id=entry.agency_id,
            subject=subject_of(official), at=at,
        )  # fmt: skip
    arrival = _arrival_of(official, facts, screened)
    arrival.source, arrival.inbound_id = entry.source, entry.inbound_id
    arrival.arrived_at, arrival.acknowledge_by = at, acknowledge_by(at)
    arrival.conclusion, arrival.reasons = _checked(facts, files, at)
    arrival.save()
    if arrival.reading == Reading.WAITING:
        order_reading_of_arrival(arrival)
    add_event(official, "ARRIVED", actor=actor, at=at, source=entry.source)
    return Receipt(official=official)


def _known(entry: Entry) -> Arrival | None:
    if entry.inbound_id is None:
        return None
    return Arrival.objects.filter(inbound_id=entry.inbound_id).first()


def _write(facts: ArrivalFacts, agency_id: int, at: datetime) -> OfficialDocument:
    columns = {
        name: getattr(facts, name)
        for name in (
            "kind", "author_name", "author_code", "abstract", "urgency", "notation", "issued_on",
            "due_at", "signer_name",
        )
    }  # fmt: skip
    return OfficialDocument.objects.create(
        token=new_token(),
        direction=Direction.INCOMING,
        agency_id=agency_id,
        search_text=search_forms(" ".join(facts.texts())),
        created_at=at,
        **columns,
    )


def _arrival_of(official: OfficialDocument, facts: ArrivalFacts, screened: Screened) -> Arrival:
    reading: str = Reading.READ
    if not screened.is_whole:
        reading = Reading.WAITING if can_read_scans() else Reading.UNREAD
    return Arrival(
        official=official,
        state=ArrivalState.ARRIVED,
        reading=reading,
        words=search_forms(screened.text)[:_LONGEST_WORDS] if screened.is_whole else "",
        recipient=facts.recipient,
        note=facts.note,
        page_count=screened.page_count,
    )


def acknowledge_by(at: datetime) -> datetime:
    """Give until when an arrival must be registered or returned: the working day it came.

    Decree 30/2020 art. 21 and 22; what comes after hours or on a day off counts for the next
    working day.
    """
    calendar = load_calendar()
    moment = at.astimezone(calendar.opens_at(calendar.first_working_day(at.date())).tzinfo)
    day = moment.date()
    if not calendar.is_working_day(day) or moment >= calendar.closes_at(day):
        day = calendar.next_working_day(day)
    return calendar.closes_at(day)


def _checked(
    facts: ArrivalFacts, files: Sequence[GivenFile], at: datetime
) -> tuple[str, list[str]]:
    """Check the first file, which is the document; the rest are annexes."""
    if facts.is_paper or not files:
        return Conclusion.PAPER, []
    found = verify_content(content=files[0].content, at=at).verdict
    return Conclusion(found.conclusion), [str(reason) for reason in found.reasons]


@transaction.atomic
def read_scans(*, arrival_id: int, at: datetime, part: int = 0, is_whole: bool = True) -> str:
    """Read some pages nobody could read yet, then order the next part; a mark shuts it all away.

    Gives the reading afterwards. Run as the platform; asking twice changes nothing.
    """
    waiting = Arrival.objects.select_related("official")
    arrival = waiting.get(pk=arrival_id)
    if arrival.reading != Reading.WAITING:
        return arrival.reading
    found = screen_part(files=_files_of(arrival.official), part=part)
    arrival = waiting.select_for_update(of=("self",)).get(pk=arrival_id)
    if arrival.reading != Reading.WAITING:
        return arrival.reading
    if found.level is not None:
        seize(arrival=arrival, level=found.level, door=Door.SCAN, actor=SYSTEM, at=at)
        return arrival.reading
    words = search_forms(found.text)
    arrival.words = (words if part == 0 else f"{arrival.words} {words}")[:_LONGEST_WORDS]
    arrival.page_count = found.page_count or arrival.page_count
    is_whole = is_whole and found.is_whole
    if found.goes_on:
        order_reading_of_arrival(arrival, part=part + 1, is_whole=is_whole)
    else:
        arrival.reading = Reading.READ if is_whole else Reading.UNREAD
    arrival.save(update_fields=["reading", "words", "page_count"])
    return arrival.reading


def order_reading_of_arrival(arrival: Arrival, *, part: int = 0, is_whole: bool = True) -> None:
    """Have the worker read a part of what came, in the caller's transaction."""
    app.configure_task(_READ_SCANS).defer(arrival_id=arrival.pk, part=part, is_whole=is_whole)


@transaction.atomic
def confirm_not_secret(*, arrival: Arrival, actor: Actor, at: datetime) -> Arrival:
    """Note that a person looked at pages no program could read and saw no mark of secrecy."""
    locked = Arrival.objects.select_for_update().get(pk=arrival.pk)
    if locked.reading == Reading.UNREAD:
        locked.reading = Reading.LOOKED
        locked.save(update_fields=["reading"])
        add_event(locked.official, "LOOKED_THROUGH", actor=actor, at=at)
    return locked


@transaction.atomic
def seize(
    *, arrival: Arrival, level: SecrecyLevel, door: str, actor: Actor, at: datetime
) -> QuarantinedItem:
    """Shut away a document that was taken in before its mark was seen; only a stub stays.

    Number and moment stay in the register; what it says, from whom, and its words are removed.
    """
    official = arrival.official
    with acting_as(SYSTEM):
        files = _files_of(official)
        forget_received(subject=subject_of(official))
        arrival.state = MACHINE.target(action=SHUT, state=arrival.state)
        arrival.reading, arrival.words, arrival.recipient, arrival.note = Reading.READ, "", "", ""
        arrival.save()
        for name, value in _STUB.items():
            setattr(official, name, value)
        official.save(update_fields=list(_STUB))
        item = shut_away(
            agency_id=official.agency_id, files=files, level=level, door=door, actor=actor, at=at
        )
        add_event(official, "SHUT_AWAY", actor=actor, at=at)
        if arrival.inbound_id is not None:
            message = get_inbound(arrival.inbound_id)
            shut_away_message(message=message, reason=NOT_BY_NETWORK, at=at)
    return item


_STUB: dict[str, Any] = {
    "abstract": "…",
    "author_name": "…",
    "author_code": "",
    "notation": "",
    "signer_name": "",
    "issued_on": None,
    "search_text": "",
}


def _files_of(official: OfficialDocument) -> list[GivenFile]:
    return [GivenFile(row.name, load_received(row)) for row in list_received(subject_of(official))]
