"""Themes of a week: what many people reported at once, for the supervisor to look at."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tinhso.contact.models import Contact, ContactKind
from tinhso.contact.permissions import contacts_for
from tinhso.contact.rules.themes import Told, find_themes
from tinhso.core.actors import Actor

WEEK = timedelta(days=7)
MOST_READ = 1500
SHOWN_THEMES, SHOWN_CONTACTS = 12, 5


@dataclass(frozen=True, slots=True)
class ShownTheme:
    """A theme with its words, how many, whether it grows, and its latest contacts."""

    words: tuple[str, ...]
    count: int
    is_growing: bool
    contacts: list[Contact]


def themes_of_week(actor: Actor, at: datetime) -> list[ShownTheme]:
    """Give the themes of the last seven days among what the actor may see, the largest first."""
    rows = contacts_for(actor).filter(received_at__gt=at - WEEK)
    rows = rows.exclude(kind=ContactKind.DENUNCIATION).exclude(text="").order_by("-received_at")
    read = list(rows[:MOST_READ])[::-1]
    middle = at - WEEK / 2
    told = [Told(one.pk, one.text, is_late=one.received_at > middle) for one in read]
    by_key = {one.pk: one for one in read}
    return [
        ShownTheme(
            theme.words,
            len(theme.keys),
            theme.is_growing,
            [by_key[key] for key in theme.keys[-SHOWN_CONTACTS:]],
        )
        for theme in find_themes(told)[:SHOWN_THEMES]
    ]
