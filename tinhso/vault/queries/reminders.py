"""Which papers run out soon, or just did, and whose owners have not been told yet."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from tinhso.documents.api import DocumentState
from tinhso.vault.models import PaperState, VaultPaper
from tinhso.vault.queries.kinds import load_kinds
from tinhso.vault.rules import NEWS_OF_EXPIRY_DAYS, Kinds


def papers_to_remind_of(on: date) -> QuerySet[VaultPaper]:
    """Give the papers whose owners are to be told on a day, those that end first first."""
    kinds = load_kinds()
    papers = VaultPaper.objects.filter(state=PaperState.CURRENT).filter(_reached(kinds, on))
    papers = papers.exclude(document__state=DocumentState.REVOKED)
    return papers.order_by("valid_to", "id")


def ending(on: date) -> Q:
    """Give the condition that a paper holds on a day but runs out soon, by its kind's rule."""
    kinds, soon = load_kinds(), Q(pk__in=[])
    for is_of_kinds, thresholds in _groups(kinds):
        soon |= is_of_kinds & Q(valid_to__lte=on + timedelta(days=max(thresholds, default=0)))
    return soon & Q(valid_to__gt=on)


def _reached(kinds: Kinds, on: date) -> Q:
    late = on - timedelta(days=NEWS_OF_EXPIRY_DAYS)
    reached = Q(valid_to__lte=on, valid_to__gt=late) & _untold(0)
    for is_of_kinds, thresholds in _groups(kinds):
        for days in thresholds:
            last = on + timedelta(days=days)
            reached |= is_of_kinds & Q(valid_to__gt=on, valid_to__lte=last) & _untold(days)
    return reached


def _untold(days: int) -> Q:
    return Q(reminded_days__isnull=True) | Q(reminded_days__gt=days)


def _groups(kinds: Kinds) -> list[tuple[Q, tuple[int, ...]]]:
    """Give the kinds with a rule of their own, each with it, and all others with the pack's."""
    own = {code: kind.remind_days for code, kind in kinds.by_code.items() if kind.remind_days}
    groups = [(Q(kind=code), days) for code, days in own.items() if days is not None]
    return [*groups, (~Q(kind__in=list(own)), kinds.remind_days)]
