"""The knowledge base asked by a machine: the article that answers a text, when one surely does."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from tinhso.contact.queries.knowledge import versions_in_force
from tinhso.contact.rules.likeness import text_likeness
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as

#: How much of an article's title the text must share (Dice over syllables and pairs).
LEAST_LIKENESS = 0.4
_MOST_LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article and where it is read."""

    title: str
    address: str


def find_article(text: str) -> FoundArticle | None:
    """Give the public article whose title is most like a text, ``None`` when none is enough."""
    with acting_as(SYSTEM):
        rows = versions_in_force().filter(article__is_public=True)
        titles = list(rows.values_list("title", flat=True)[:_MOST_LOOKED_AT])
    ranked = sorted(((text_likeness(text, title), title) for title in titles), reverse=True)
    if not ranked or ranked[0][0] < LEAST_LIKENESS:
        return None
    title = ranked[0][1]
    address = f"{settings.SITE_URL}{reverse('contact:articles')}?{urlencode({'q': title})}"
    return FoundArticle(title, address)
