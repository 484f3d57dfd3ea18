"""Live pages: who changes something announces its topic, pages showing it fetch themselves again.

A topic is a text such as ``counters:unit:12``. Nothing but "changed" ever travels: what a page
shows comes from its own view, with its own permissions. A view that allows a page hands it
``live_address(topic, …)``, an address with a token signed for these topics and a quarter of an
hour; the process that serves it (``live.server``) reads no tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpResponse

from tinhso.core.prepared import Statement

CHANNEL = "tinhso_live"
PATH = "/live/events"
TOKEN_LIFE = timedelta(minutes=15)
MOST_TOPICS = 8
MOST_TOPIC_LENGTH = 200
_SALT = "tinhso.live"
_ANNOUNCE = Statement("select pg_notify(%s, topic) from unnest(%s::text[]) topic")


class BadToken(Exception):
    """The token was not made here, is too old, or names no topic."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token allows: to hear of these topics until ``ends_at``."""

    topics: frozenset[str]
    issued_at: datetime

    @property
    def ends_at(self) -> datetime:
        """Give when the page must ask its view again."""
        return self.issued_at + TOKEN_LIFE


def announce(*topics: str) -> None:
    """Tell pages that show the topics to look again, once the running transaction has committed.

    Saying it several times in a transaction says it once; rolled back, nothing is said.
    """
    _ANNOUNCE.run(CHANNEL, [_checked(topic) for topic in topics])


def live_address(*topics: str, at: datetime) -> str:
    """Give the address where a page hears of its topics: an own origin in demos, else a path."""
    return f"{settings.LIVE_URL}{PATH}?token={write_token(topics, at=at)}"


def with_live_address(response: HttpResponse, *topics: str, at: datetime) -> HttpResponse:
    """Make a response the part of a live page: never cached, with an address for what comes."""
    response["X-Live-Address"] = live_address(*topics, at=at)
    response["Cache-Control"] = "no-store"
    return response


def write_token(topics: Sequence[str], *, at: datetime) -> str:
    """Sign the right to hear of some topics, from a moment on for ``TOKEN_LIFE``."""
    if not 0 < len(topics) <= MOST_TOPICS:
        raise ValueError(f"one to {MOST_TOPICS} topics, not {len(topics)}")
    body = [int(at.timestamp()), *(_checked(topic) for topic in topics)]
    return signing.dumps(body, salt=_SALT)


def read_token(token: str, *, at: datetime) -> Grant:
    """Give what a token allows.

    :raises BadToken: it was changed, is older than ``TOKEN_LIFE`` or from the future.
    """
    try:
        issued, *topics = signing.loads(token, salt=_SALT)
        grant = Grant(frozenset(topics), datetime.fromtimestamp(issued, UTC))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadToken from error
    if not grant.topics or not timedelta(minutes=-1) < at - grant.issued_at < TOKEN_LIFE:
        raise BadToken
    return grant


def _checked(topic: str) -> str:
    if not 0 < len(topic) <= MOST_TOPIC_LENGTH or not topic.isprintable():
        raise ValueError("a topic is a short printable text")
    return topic
