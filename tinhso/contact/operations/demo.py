"""A demonstration's months at the line: reports in every state, answers, ratings, articles."""

import json
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from tinhso.contact.models import (
    Answer,
    AnswerState,
    Channel,
    Contact,
    ContactEvent,
    ContactState,
    Hop,
    PublicState,
    Rating,
)
from tinhso.contact.operations.opening import secret_index
from tinhso.contact.operations.promising import promise
from tinhso.contact.permissions import centre_agency_id
from tinhso.contact.queries.places import communes_of_day
from tinhso.contact.queries.routes import Route, find_route
from tinhso.contact.rules.codes import new_code
from tinhso.contact.rules.masking import mask_personal
from tinhso.core.actors import SYSTEM
from tinhso.core.calendar import load_calendar
from tinhso.core.text import fold
from tinhso.identity.api import Officer, officers_of
from tinhso.orgs.api import Area, agency_name, organisation_date

COUNT = 420
DAYS = 75
_CHANNELS = (
    (Channel.WEB, 40),
    (Channel.APP, 20),
    (Channel.PHONE, 25),
    (Channel.CHAT, 10),
    (Channel.EMAIL, 3),
    (Channel.OPEN311, 2),
)
_SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Điểu", "Thị", "Hoàng", "Võ")
_GIVEN = ("Văn Bình", "Thị Hoa", "Minh Khang", "Thị Lan", "Quốc Dũng", "Thu Hà", "Văn Tài")


@dataclass(frozen=True, slots=True)
class _Story:
    """One report as it is told: what, where, when, and what becomes of it."""

    category: str
    text: str
    answer: str
    area: Area
    at: datetime
    is_question: bool


@transaction.atomic
def build_demo_line(*, file: Path, until: datetime, count: int = COUNT) -> int:
    """Tell some hundred reports of the last months; gives how many. Marked as demonstration."""
    told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    chance = random.Random(1022)  # noqa: S311 - a story, no secret
    communes = [one for one in communes_of_day(organisation_date()) if one.latitude is not None]
    moments = _moments(until, count, chance)
    stories = [_story(told, communes, at, chance) for at in moments]
    life = _Life(told["refusals"], until, chance)
    for story in stories:
        life.tell(story)
    life.save()
    return len(stories)


def _moments(until: datetime, count: int, chance: random.Random) -> list[datetime]:
    """Give moments of the last weeks, more of them lately, none at night."""
    found = []
    for _ in range(count):
        day = until - timedelta(days=DAYS * chance.random() ** 1.6)
        found.append(day.replace(hour=chance.randint(6, 21), minute=chance.randint(0, 59)))
    return sorted(min(one, until - timedelta(minutes=2)) for one in found)


def _story(
    told: dict[str, Any], communes: list[Area], at: datetime, chance: random.Random
) -> _Story:
    area = chance.choice(communes[: max(8, len(communes) // 2)])
    words = {"n": chance.randint(1, 9), "k": chance.randint(2, 6), "xa": _lower(area.name)}
    if chance.random() < 0.12:
        text, answer = chance.choice(told["questions"])
        return _Story("hoi-thu-tuc", text, answer, area, at, is_question=True)
    category = chance.choice(list(told["reports"]))
    text, answer = chance.choice(told["reports"][category])
    return _Story(
        category, text.format(**words), answer.format(**words), area, at, is_question=False
    )


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


class _Life:
    """Gathers rows so that the whole story is written at once."""

    def __init__(self, refusals: list[str], until: datetime, chance: random.Random) -> None:
        self.refusals, self.until, self.chance = refusals, until, chance
        self.calendar = load_calendar()
        self.centre_id = centre_agency_id() or 0
        self.contacts: list[Contact] = []
        self.routes: list[Route] = []
        self.answers: list[Answer] = []
        self.ratings: list[Rating] = []
        self.events: list[ContactEvent] = []
        self.officers: dict[tuple[int, str], list[Officer]] = {}

    def officer(self, agency_id: int, role: str) -> Officer | None:
        """Give an officer of an agency in a role, if there is one."""
        key = (agency_id, role)
        if key not in self.officers:
            self.officers[key] = officers_of(agency_id, role, organisation_date())
        return next(iter(self.officers[key]), None)

    def tell(self, story: _Story) -> None:
        """Give one report its owner, its due date, and what became of it."""
        kind = "QUESTION" if story.is_question else "FIELD_REPORT"
        route = find_route(
            kind=kind,
            category=story.category,
            area_code=story.area.code,
            on=organisation_date(),
        )
        contact = self._contact(story, kind, route)
        self.contacts.append(contact)
        self.routes.append(route)
        self._note(contact, "RECEIVED", story.at)
        self._become(contact, story)

    def _contact(self, story: _Story, kind: str, route: Route) -> Contact:
        chance, code = self.chance, new_code()
        owner_id = route.agency.pk if route.agency else self.centre_id
        promised = promise(kind=kind, category=story.category, received_at=story.at)
        channel = chance.choices([one for one, _n in _CHANNELS], [n for _one, n in _CHANNELS])[0]
        return Contact(
            code=code,
            secret_index=secret_index(code, "minhhoa2"),
            kind=kind,
            channel=channel,
            category_id=story.category,
            text=story.text,
            search_text=f" {fold(story.text)} ",
            area=story.area,
            latitude=float(story.area.latitude or 0) + chance.uniform(-0.02, 0.02),
            longitude=float(story.area.longitude or 0) + chance.uniform(-0.02, 0.02),
            reporter_name=f"{chance.choice(_SURNAMES)} {chance.choice(_GIVEN)} (minh họa)",
            is_known_to_agency=chance.random() < 0.85,
            agency_id=owner_id,
            reader_agency_ids=[] if owner_id == self.centre_id else [self.centre_id],
            proposed_agency_id=owner_id,
            hop_count=0 if owner_id == self.centre_id else 1,
            route_reasons=route.reasons(),
            received_at=story.at,
            due_at=promised.due.at if promised else None,
            promise=promised.as_json() if promised else {},
            public_state=PublicState.WAITING,
        )

    def _become(self, contact: Contact, story: _Story) -> None:
        age = (self.until - story.at) / timedelta(days=1)
        luck = self.chance.random()
        if age > 2 and luck < 0.28:
            self._close(contact, self.chance.choice(self.refusals), is_refusal=True)
        elif age > 2 and luck < (0.9 if age < 9 else 0.985):
            self._close(contact, story.answer, is_refusal=False)
        elif contact.agency_id == self.centre_id:
            contact.state = ContactState.NEW
        else:
            contact.state = self.chance.choice(["FORWARDED", "IN_PROGRESS"])
            self._note(contact, "FORWARDED", contact.received_at + timedelta(hours=1))
        if contact.state == "IN_PROGRESS":
            self._take(contact)
        if contact.closed_at is not None and self.chance.random() < 0.85:
            self._publish(contact)

    def _take(self, contact: Contact) -> None:
        officer = self.officer(contact.agency_id, "SPECIALIST")
        if officer is not None:
            contact.assignee_id, contact.assignee_name = officer.person_id, officer.full_name

    def _close(self, contact: Contact, words: str, *, is_refusal: bool) -> None:
        author = self.officer(contact.agency_id, "SPECIALIST")
        if author is None:
            contact.state = ContactState.FORWARDED
            return
        hours = self.chance.randint(3, 30 if self.chance.random() < 0.85 else 90)
        closed_at = self.calendar.add_working_hours(contact.received_at, hours)
        if closed_at >= self.until:
            contact.state = ContactState.IN_PROGRESS
            return
        contact.state = ContactState.REFUSED if is_refusal else ContactState.ANSWERED
        contact.closed_at = closed_at
        approver = self.officer(contact.agency_id, "LEADER")
        self.answers.append(
            Answer(
                contact=contact,
                number=1,
                text=words,
                state=AnswerState.PUBLISHED,
                is_refusal=is_refusal,
                agency_name=agency_name(contact.agency_id),
                author_id=author.person_id,
                author_name=author.full_name,
                written_at=closed_at,
                approver_name=approver.full_name if approver else "",
                decided_at=closed_at,
            )
        )
        contact.public_answer = mask_personal(words)
        self._note(contact, str(contact.state), closed_at, words)
        self._rate(contact, closed_at, is_refusal=is_refusal)

    def _rate(self, contact: Contact, at: datetime, *, is_refusal: bool) -> None:
        if self.chance.random() < 0.45:
            scores = [1, 2, 3, 3, 4] if is_refusal else [3, 4, 4, 5, 5, 5]
            self.ratings.append(
                Rating(
                    contact=contact,
                    agency_id_then=contact.agency_id,
                    score=self.chance.choice(scores),
                    rated_at=min(at + timedelta(days=1), self.until),
                )
            )

    def _publish(self, contact: Contact) -> None:
        contact.public_state = PublicState.PUBLISHED
        contact.public_text = mask_personal(contact.text)
        contact.published_at = contact.received_at + timedelta(hours=5)
        contact.follower_count = 0

    def _note(self, contact: Contact, act: str, at: datetime, words: str = "") -> None:
        self.events.append(
            ContactEvent(
                contact=contact,
                at=at,
                act=act,
                actor_reference=SYSTEM.reference,
                agency_name=agency_name(contact.agency_id),
                note=words,
                is_public=True,
            )
        )

    def save(self) -> None:
        """Write everything, parents first."""
        Contact.objects.bulk_create(self.contacts)
        Hop.objects.bulk_create(
            Hop(
                contact=contact,
                ordinal=1,
                agency_id=contact.agency_id,
                reasons=route.reasons(),
                from_at=contact.received_at,
            )
            for contact, route in zip(self.contacts, self.routes, strict=True)
        )
        Answer.objects.bulk_create(self.answers)
        Rating.objects.bulk_create(self.ratings)
        ContactEvent.objects.bulk_create(self.events)
