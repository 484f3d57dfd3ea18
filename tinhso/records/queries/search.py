"""Looking for documents by their words, going out and coming in, with and without accents.

``matching_documents`` is for every list of the slice: it gives keys of documents, found through
the index over hashed words (``SearchEntry``); the lists stay behind their own rows' locks.
"""

import re
from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, IntegerField, Q, QuerySet, Value

from tinhso.core.actors import Actor, ActorKind
from tinhso.records.models import OfficialDocument, SearchEntry
from tinhso.records.permissions import official_documents_for, outgoing_for
from tinhso.records.rules.tasks import search_words

_PARTED = re.compile("[/–—-]")


@dataclass(frozen=True, slots=True)
class SearchNarrowing:
    """What narrows a search over all documents: words, direction, kind, year of issue."""

    text: str = ""
    direction: str = ""
    kind: str = ""
    year: int | None = None


def matching_documents(actor: Actor, text: str) -> "QuerySet[SearchEntry, int]":
    """Give the keys of documents that hold every word, as a query for ``official_id__in``.

    A word typed with accents must stand so, one without matches any; whole words and parts of a
    number (``15``, ``qđ-ubnd``) count. Kept to the actor's agencies; words of signs find nothing.
    """
    words = [word for word in search_words(text) if any(letter.isalnum() for letter in word)]
    if not words or not (actor.is_officer or actor.kind is ActorKind.SYSTEM):
        return SearchEntry.objects.none().values_list("official_id", flat=True)
    ours = SearchEntry.objects.all()
    if actor.is_officer:
        ours = ours.filter(agency_ids__overlap=list(actor.agency_ids))
    wanted = " ".join(_sought(ours, word) for word in words)
    return ours.filter(tokens__contains=_tokens(wanted)).values_list("official_id", flat=True)


def _sought(ours: QuerySet[SearchEntry], word: str) -> str:
    """Give a number with its notation as it is when a document bears it, else its parts."""
    if "/" in word and ours.filter(tokens__contains=_tokens(word)).exists():
        return word
    return " ".join(_PARTED.split(word))


def _tokens(words: str) -> Func:
    return Func(
        Value(words),
        function="records_search_tokens",
        output_field=ArrayField(IntegerField()),
    )


def documents_found(actor: Actor, narrowing: SearchNarrowing) -> QuerySet[OfficialDocument]:
    """Give what an actor may see of both directions; a draft only whoever may open it."""
    rows = official_documents_for(actor).filter(
        Q(outgoing__isnull=True) | Q(pk__in=outgoing_for(actor).values("pk"))
    )
    if narrowing.text.strip():
        rows = rows.filter(pk__in=matching_documents(actor, narrowing.text))
    if narrowing.direction:
        rows = rows.filter(direction=narrowing.direction)
    if narrowing.kind:
        rows = rows.filter(kind=narrowing.kind)
    if narrowing.year is not None:
        rows = rows.filter(issued_on__year=narrowing.year)
    return rows.defer("search_text")
