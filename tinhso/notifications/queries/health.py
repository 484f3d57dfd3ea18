"""How the providers do."""

from collections.abc import Iterable

from tinhso.notifications.models import ProviderHealth
from tinhso.notifications.rules.breaker import Health


def health_of(providers: Iterable[str]) -> dict[str, Health]:
    """Give the health of each provider by name; one never used is well."""
    names = list(providers)
    known = {row.provider: row for row in ProviderHealth.objects.filter(provider__in=names)}
    return {name: _health(known.get(name)) for name in names}


def _health(row: ProviderHealth | None) -> Health:
    return Health(row.failure_count, row.rests_until) if row else Health()
