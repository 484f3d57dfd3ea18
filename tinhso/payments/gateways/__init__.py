"""Payment providers and the province's fee data: one module per outside source."""

from django.conf import settings

from tinhso.payments.gateways.demo import DemoProvider
from tinhso.payments.gateways.provider import PaymentProvider

_KNOWN: dict[str, PaymentProvider] = {provider.code: provider for provider in (DemoProvider(),)}


def list_providers() -> list[PaymentProvider]:
    """Give the providers this province uses, the one offered first in front."""
    return [_KNOWN[code] for code in settings.PAYMENT_PROVIDERS]


def find_provider(code: str) -> PaymentProvider | None:
    """Give the provider of a code among those in use, or ``None``."""
    return next((provider for provider in list_providers() if provider.code == code), None)
