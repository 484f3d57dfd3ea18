"""Outside systems of identity: who vouches for citizens, and registers."""

from tinhso.core.deferred import deferred_modules
from tinhso.identity.gateways.errors import (
    HandOverRefused,
    NotSignedInThere,
    ProviderRefused,
    ProviderUnreachable,
    SignInCancelled,
    SignInForgotten,
)

__all__ = [
    "HandOverRefused",
    "NotSignedInThere",
    "ProviderRefused",
    "ProviderUnreachable",
    "SignInCancelled",
    "SignInForgotten",
]
__getattr__ = deferred_modules(__name__, "business_register", "national_id", "passkeys")
