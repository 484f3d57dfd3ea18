"""Payment providers and the province's fee data: one module per outside source."""

from django.conf import settings

from tinhso.payments.gateways import national_portal
from tinhso.payments.gateways.demo import DemoProvider
from tinhso.payments.gateways.provider import PaymentProvider

_KNOWN: dict[str, PaymentProvider] = {provider.code: provider for provider in (DemoProvider(),)}
_PORTAL: PaymentProvider = national_portal.NationalPortalPayments()


def list_providers() -> list[PaymentProvider]:
    """Give the providers payers choose from, the one offered first in front."""
    return [_KNOWN[code] for code in settings.PAYMENT_PROVIDERS]


def list_all_providers() -> list[PaymentProvider]:
    """Give everybody money comes through: those offered here, and the national portal."""
    portal = [_PORTAL] if national_portal.is_connected() else []
    return [*list_providers(), *portal]


def find_offered(code: str) -> PaymentProvider | None:
    """Give the provider of a code among those payers choose from, or ``None``."""
    return next((provider for provider in list_providers() if provider.code == code), None)


def find_provider(code: str) -> PaymentProvider | None:
    """Give the provider of a code among everybody money comes through, or ``None``."""
    return next((provider for provider in list_all_providers() if provider.code == code), None)
