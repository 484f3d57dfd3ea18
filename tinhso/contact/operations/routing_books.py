"""Editing the routing rules: a draft copied from what is in force, tried, then put in force."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.contact.models import RouteBook, RouteBookState, RouteRule
from tinhso.contact.permissions import NotYourContact, require_centre
from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError


class NoDraftBook(DomainError):
    """Nobody is writing a new version."""

    code = "contact_no_draft_rules"
    text = gettext_lazy("Không có bản thảo quy tắc. Hãy tạo bản thảo từ bản đang dùng.")


@dataclass(frozen=True, slots=True)
class RuleWords:
    """A rule as it is typed: codes in lists, a target and a note."""

    kinds: tuple[str, ...]
    categories: tuple[str, ...]
    areas: tuple[str, ...]
    target: str
    agency_code: str
    is_direct: bool
    note: str


def _require_head(actor: Actor) -> None:
    require_centre(actor)
    if not actor.has_role("HEAD_OF_UNIT", "LEADER", "ADMINISTRATOR"):
        raise NotYourContact


@transaction.atomic
def start_book(*, actor: Actor, at: datetime) -> RouteBook:
    """Give the draft being written, or copy the rules in force into a new one.

    :raises NotYourContact: not a head or leader of the centre.
    """
    _require_head(actor)
    draft = RouteBook.objects.filter(state=RouteBookState.DRAFT).first()
    if draft is not None:
        return draft
    last = RouteBook.objects.order_by("-number").first()
    draft = RouteBook.objects.create(
        number=last.number + 1 if last else 1, author_name=actor.name, created_at=at
    )
    in_force = RouteBook.objects.filter(state=RouteBookState.IN_FORCE).first()
    for rule in in_force.rules.all() if in_force else ():
        rule.pk, rule.book, rule._state.adding = None, draft, True
        rule.save()
    return draft


@transaction.atomic
def save_rule(*, rule_id: int | None, ordinal: int, words: RuleWords, actor: Actor) -> RouteRule:
    """Write a rule of the draft at its place; those behind it move on.

    :raises NotYourContact: may not edit. :raises NoDraftBook: no draft is being written.
    """
    _require_head(actor)
    draft = _draft()
    values = {
        "kinds": list(words.kinds),
        "categories": list(words.categories),
        "areas": list(words.areas),
        "target": words.target,
        "agency_code": words.agency_code,
        "is_direct": words.is_direct,
        "note": words.note,
    }
    rule = draft.rules.filter(pk=rule_id).first() if rule_id else RouteRule(book=draft)
    if rule is None:
        raise NoDraftBook
    for name, value in values.items():
        setattr(rule, name, value)
    others = list(draft.rules.exclude(pk=rule.pk))
    others.insert(max(0, min(ordinal - 1, len(others))), rule)
    for place, each in enumerate(others, start=1):
        each.ordinal = place
        each.save()
    return rule


@transaction.atomic
def remove_rule(*, rule_id: int, actor: Actor) -> None:
    """Take a rule out of the draft.

    :raises NotYourContact: may not edit. :raises NoDraftBook: no draft is being written.
    """
    _require_head(actor)
    _draft().rules.filter(pk=rule_id).delete()


@transaction.atomic
def put_in_force(*, actor: Actor, at: datetime) -> RouteBook:
    """Let the draft decide from now on; the former version is kept.

    :raises NotYourContact: may not edit. :raises NoDraftBook: no draft is being written.
    """
    _require_head(actor)
    draft = _draft()
    RouteBook.objects.filter(state=RouteBookState.IN_FORCE).update(state=RouteBookState.RETIRED)
    draft.state, draft.in_force_since = RouteBookState.IN_FORCE, at
    draft.save()
    return draft


def _draft() -> RouteBook:
    draft = RouteBook.objects.select_for_update().filter(state=RouteBookState.DRAFT).first()
    if draft is None:
        raise NoDraftBook
    return draft
