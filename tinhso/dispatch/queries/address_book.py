"""The address book: organisations outside, by their OrganId or part of their name."""

from django.db.models import Q, QuerySet

from tinhso.core.text import fold, squeeze
from tinhso.dispatch.models import Partner


def find_partner(organ_id: str) -> Partner | None:
    """Give the organisation outside with an OrganId if one may send to it, or ``None``."""
    return Partner.objects.filter(organ_id=organ_id, is_active=True).first()


def search_partners(text: str) -> QuerySet[Partner]:
    """Give organisations whose folded name holds every word, or whose OrganId it is; by name."""
    partners = Partner.objects.order_by("name", "pk")
    words = fold(squeeze(text)).split()[:8]
    if not words:
        return partners
    named = Q()
    for word in words:
        named &= Q(search_text__contains=word)
    return partners.filter(named | Q(organ_id__iexact=text.strip()))
