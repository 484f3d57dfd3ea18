"""The desk: shifts, quality marks, and the knowledge base with its versions."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from tinhso.contact.models import (
    Article,
    ArticleState,
    ArticleVersion,
    Contact,
    QualityReview,
    Shift,
)
from tinhso.contact.operations.history import DESK_TOPIC, note
from tinhso.contact.permissions import NotYourContact, require_centre
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.live import announce
from tinhso.core.rls import acting_as
from tinhso.core.text import fold


class SamePersonPublishes(DomainError):
    """Who wrote an article may not publish it."""

    code = "contact_same_person_publishes"
    text = gettext_lazy("Người soạn không tự duyệt bài. Hãy nhờ đồng nghiệp khác duyệt.")


class NothingToPublish(DomainError):
    """The article has no draft."""

    code = "contact_nothing_to_publish"
    text = gettext_lazy("Bài này không có bản thảo chờ duyệt. Hãy tải lại trang.")


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks of a reviewed contact, each from one to five."""

    courtesy: int
    correctness: int
    completeness: int


@dataclass(frozen=True, slots=True)
class ArticleText:
    """What an article says, with where it is written and the procedure it is about."""

    title: str
    text: str
    source: str = ""
    procedure_slug: str = ""


@transaction.atomic
def begin_shift(*, actor: Actor, at: datetime) -> Shift:
    """Sit down at the line; a shift that is open goes on.

    :raises NotYourContact: not an officer of the centre.
    """
    require_centre(actor)
    found, _is_new = Shift.objects.get_or_create(
        person_id=actor.person_id or 0,
        to_at=None,
        defaults={"agency_id": actor.agency_id or 0, "person_name": actor.name, "from_at": at},
    )
    announce(DESK_TOPIC)
    return found


@transaction.atomic
def set_away(*, is_away: bool, actor: Actor) -> None:
    """Say that the operator is away for a moment, or back."""
    Shift.objects.filter(person_id=actor.person_id or 0, to_at=None).update(is_away=is_away)
    announce(DESK_TOPIC)


@transaction.atomic
def end_shift(*, actor: Actor, at: datetime) -> None:
    """Leave the line; without an open shift nothing changes."""
    Shift.objects.filter(person_id=actor.person_id or 0, to_at=None).update(to_at=at, is_away=False)
    announce(DESK_TOPIC)


@transaction.atomic
def review_quality(
    *, contact: Contact, marks: Marks, text: str, actor: Actor, at: datetime
) -> QualityReview:
    """Judge how a contact was taken and answered; nobody judges what they took themselves.

    :raises NotYourContact: not a head of the centre, or the operator's own contact.
    """
    require_centre(actor)
    first = contact.events.order_by("id").first()
    operator = first.actor_reference if first else ""
    if not actor.has_role("HEAD_OF_UNIT", "LEADER") or operator == actor.reference:
        raise NotYourContact
    review = QualityReview.objects.create(
        contact=contact,
        reviewer_name=actor.name,
        reviewer_reference=actor.reference,
        operator_reference=operator,
        courtesy=marks.courtesy,
        correctness=marks.correctness,
        completeness=marks.completeness,
        note=text,
        at=at,
    )
    note(contact, "REVIEWED", actor=actor, at=at)
    return review


@transaction.atomic
def write_article(
    *, words: ArticleText, actor: Actor, at: datetime, article: Article | None = None
) -> ArticleVersion:
    """Write a new version of an article, or the first of a new one; a draft is written over.

    :raises NotYourContact: not an officer of the centre.
    """
    require_centre(actor)
    row = article or _new_article(words)
    row.procedure_slug = words.procedure_slug
    row.save()
    draft = row.versions.filter(state=ArticleState.DRAFT).first()
    if draft is None:
        last = row.versions.order_by("-number").values_list("number", flat=True).first() or 0
        draft = ArticleVersion(article=row, number=last + 1)
    draft.title, draft.text, draft.source = words.title, words.text, words.source
    draft.author_name, draft.author_reference, draft.created_at = actor.name, actor.reference, at
    draft.save()
    return draft


def _new_article(words: ArticleText) -> Article:
    base = slugify(fold(words.title))[:60] or "bai"
    taken = set(Article.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug = next(
        one for one in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if one not in taken
    )
    return Article(slug=slug, title=words.title, search_text=f" {fold(words.title)} ")


@transaction.atomic
def publish_article(*, article: Article, actor: Actor, at: datetime) -> ArticleVersion:
    """Put the waiting draft in force; the former version stays as it was, retired.

    :raises NotYourContact: not an officer of the centre.
    :raises NothingToPublish: no draft waits. :raises SamePersonPublishes: the actor wrote it.
    """
    require_centre(actor)
    row = Article.objects.select_for_update().get(pk=article.pk)
    draft = row.versions.filter(state=ArticleState.DRAFT).first()
    if draft is None:
        raise NothingToPublish
    if draft.author_reference == actor.reference:
        raise SamePersonPublishes
    row.versions.filter(state=ArticleState.PUBLISHED).update(state=ArticleState.RETIRED)
    draft.state, draft.approver_name, draft.published_at = (
        ArticleState.PUBLISHED,
        actor.name,
        at,
    )
    draft.save()
    row.title, row.search_text = draft.title, f" {fold(f'{draft.title} {draft.text}')} "
    row.save()
    return draft


@transaction.atomic
def judge_article(*, article: Article, has_helped: bool) -> None:
    """Count a reader's judgement of an article; as the platform, for readers are nobody."""
    column = "helped_count" if has_helped else "not_helped_count"
    with acting_as(SYSTEM):
        Article.objects.filter(pk=article.pk).update(**{column: F(column) + 1})
