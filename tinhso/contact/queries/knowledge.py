"""The knowledge base: articles in force by words, with procedures of the catalogue beside them."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from tinhso.contact.models import Article, ArticleState, ArticleVersion
from tinhso.core.text import fold, squeeze
from tinhso.orgs.api import organisation_date
from tinhso.procedures.api import ProcedureVersion, search_procedures

_MOST = 30


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about some words: articles in force, procedures of the catalogue."""

    articles: tuple[ArticleVersion, ...]
    procedures: tuple[ProcedureVersion, ...]


def versions_in_force(query: str = "") -> QuerySet[ArticleVersion]:
    """Give the published versions whose article holds every word."""
    rows = ArticleVersion.objects.select_related("article").filter(
        state=ArticleState.PUBLISHED, article__is_withdrawn=False
    )
    for word in fold(squeeze(query)).split()[:6]:
        rows = rows.filter(article__search_text__contains=word)
    return rows.order_by("article__title")


def look_in_knowledge(query: str, *, most: int = 6) -> Known:
    """Give what answers some words: our articles first, then procedures in force."""
    if not query.strip():
        return Known(tuple(versions_in_force()[:most]), ())
    found = search_procedures(query, on=organisation_date())
    return Known(tuple(versions_in_force(query)[:most]), tuple(found.items[:most]))


def public_articles(query: str) -> list[ArticleVersion]:
    """Give the articles everybody may read."""
    return list(versions_in_force(query).filter(article__is_public=True)[:_MOST])


def get_article(slug: str) -> Article:
    """Give an article by its slug.

    :raises Http404: there is none.
    """
    found = Article.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    return found
