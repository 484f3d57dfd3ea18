"""The outside system of identity: the national ID provider."""

from tinhso.core.deferred import deferred_modules
from tinhso.identity.gateways.errors import (
    ProviderRefused,
    ProviderUnreachable,
    SignInCancelled,
    SignInForgotten,
)

__all__ = ["ProviderRefused", "ProviderUnreachable", "SignInCancelled", "SignInForgotten"]
__getattr__ = deferred_modules(__name__, "business_register", "national_id", "passkeys")
