"""Reads of calls: who calls and what they said before, what was missed, the live picture."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Avg, Count, F, Q, QuerySet

from tinhso.contact.models import LIVE_STATES, Call, CallState, Contact, Handset
from tinhso.contact.permissions import contacts_for
from tinhso.contact.rules.calls import ANSWER_TARGET_SECONDS
from tinhso.core.actors import Actor
from tinhso.core.clock import local
from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.core.sealed import blind_index

CALLS_TOPIC = "contact:calls"
#: A call nobody told the end of is no longer live after this.
LONGEST_LIVE = timedelta(hours=2)
SHOWN_BEFORE = 6


def number_index(national: str) -> bytes | None:
    """Give the keyed hash of a caller's number, the same as a contact's reporter has."""
    return blind_index(f"contact-phone:{national}") if national else None


def calls_for(actor: Actor) -> QuerySet[Call]:
    """Give the calls of the acting officer's agencies."""
    return Call.objects.filter(agency_id__in=actor.agency_ids).select_related("contact")


def live_calls(actor: Actor, at: datetime) -> list[Call]:
    """Give the calls that ring or are talked, the longest first."""
    rows = calls_for(actor).filter(state__in=LIVE_STATES, heard_at__gt=at - LONGEST_LIVE)
    return list(rows.order_by("heard_at", "id")[:50])


def call_at_handset(actor: Actor, at: datetime) -> Call | None:
    """Give the call the acting operator is in: talking, or ended and not yet wrapped up."""
    mine = calls_for(actor).filter(
        operator_id=actor.person_id, heard_at__gt=at - LONGEST_LIVE, wrapped_up_at__isnull=True
    )
    talking = mine.filter(state=CallState.TALKING).order_by("-answered_at").first()
    return talking or mine.filter(state=CallState.ENDED).order_by("-ended_at").first()


def own_handset(actor: Actor) -> Handset | None:
    """Give the handset the acting operator sits at."""
    if actor.person_id is None:
        return None
    return Handset.objects.filter(person_id=actor.person_id).first()


def missed_calls(actor: Actor) -> QuerySet[Call]:
    """Give the missed calls nobody called back yet, the latest first."""
    return (
        calls_for(actor)
        .filter(state=CallState.MISSED, way="IN", called_back_at__isnull=True)
        .order_by("-ended_at", "-id")
    )


def page_of_calls(rows: QuerySet[Call], cursor: str | None) -> KeysetPage[Call]:
    """Give a page of calls, the latest first."""
    return page_by_keyset(rows, order=("-heard_at", "-id"), cursor=cursor)


@dataclass(frozen=True, slots=True)
class CallerHistory:
    """What somebody said to the line before: contacts and calls, the latest first."""

    contacts: list[Contact]
    calls: list[Call]
    prank_count: int


def caller_history(actor: Actor, call: Call) -> CallerHistory:
    """Give what the caller of a call turned to the line with before; nothing of who hides."""
    if call.number_index is None:
        return CallerHistory([], [], 0)
    contacts = contacts_for(actor).filter(phone_index=call.number_index)
    calls = calls_for(actor).filter(number_index=call.number_index).exclude(pk=call.pk)
    return CallerHistory(
        list(contacts.order_by("-received_at")[:SHOWN_BEFORE]),
        list(calls.order_by("-heard_at")[:SHOWN_BEFORE]),
        calls.filter(wrap_up="PRANK").count(),
    )


@dataclass(frozen=True, slots=True)
class LivePicture:
    """How the line stands now and did today; times in whole seconds."""

    ringing: list[Call]
    talking: list[Call]
    handsets: list[Handset]
    in_count: int
    answered_count: int
    in_time_count: int
    missed_count: int
    waiting_to_call_back: int
    average_wait: int

    @property
    def in_time_percent(self) -> int | None:
        """Give the service level: answered within the target among all that came."""
        return round(100 * self.in_time_count / self.in_count) if self.in_count else None

    @property
    def missed_percent(self) -> int | None:
        """Give the share that nobody answered."""
        return round(100 * self.missed_count / self.in_count) if self.in_count else None


def live_picture(actor: Actor, at: datetime) -> LivePicture:
    """Give the picture of the acting officer's line; always the same few queries."""
    live = live_calls(actor, at)
    morning = local(at).replace(hour=0, minute=0, second=0, microsecond=0)
    wait = F("answered_at") - F("rang_at")
    in_time = Q(answered_at__lte=F("rang_at") + timedelta(seconds=ANSWER_TARGET_SECONDS))
    today = (
        calls_for(actor)
        .filter(way="IN", heard_at__gte=morning)
        .aggregate(
            all=Count("id", filter=~Q(state=CallState.RINGING)),
            answered=Count("id", filter=Q(answered_at__isnull=False)),
            in_time=Count("id", filter=in_time),
            missed=Count("id", filter=Q(state=CallState.MISSED)),
            wait=Avg(wait),
        )
    )
    return LivePicture(
        ringing=[one for one in live if one.state == CallState.RINGING],
        talking=[one for one in live if one.state == CallState.TALKING],
        handsets=list(
            Handset.objects.filter(agency_id__in=actor.agency_ids, person__isnull=False).order_by(
                "number"
            )
        ),
        in_count=today["all"],
        answered_count=today["answered"],
        in_time_count=today["in_time"],
        missed_count=today["missed"],
        waiting_to_call_back=missed_calls(actor).count(),
        average_wait=int(today["wait"].total_seconds()) if today["wait"] else 0,
    )
