"""Looking for documents by their words, going out and coming in, with and without accents.

``matching_documents`` is for every list of the slice: it gives keys of documents found through
the index over words; the lists stay behind their own rows' locks.
"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from tinhso.core.actors import Actor
from tinhso.records.models import OfficialDocument
from tinhso.records.permissions import official_documents_for, outgoing_for
from tinhso.records.queries.finding import found_documents
from tinhso.records.rules.searching import question


@dataclass(frozen=True, slots=True)
class SearchNarrowing:
    """What narrows a search over all documents: words, direction, kind, year of issue."""

    text: str = ""
    direction: str = ""
    kind: str = ""
    year: int | None = None


def matching_documents(text: str) -> RawSQL:
    """Give the keys of documents that hold every word, for ``official_id__in``.

    A word typed with accents must stand so, one without matches any; beginnings of words and
    parts of a number (``15``, ``qđ-ubnd``) count. Words of signs alone find nothing.
    """
    return found_documents(question(text))


def documents_found(actor: Actor, narrowing: SearchNarrowing) -> QuerySet[OfficialDocument]:
    """Give what an actor may see of both directions; a draft only whoever may open it."""
    rows = official_documents_for(actor).filter(
        Q(outgoing__isnull=True) | Q(pk__in=outgoing_for(actor).values("pk"))
    )
    if narrowing.text.strip():
        rows = rows.filter(pk__in=matching_documents(narrowing.text))
    if narrowing.direction:
        rows = rows.filter(direction=narrowing.direction)
    if narrowing.kind:
        rows = rows.filter(kind=narrowing.kind)
    if narrowing.year is not None:
        rows = rows.filter(issued_on__year=narrowing.year)
    return rows.defer("search_text")
