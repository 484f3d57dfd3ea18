"""The outside system of identity: the national ID provider."""

from tinhso.identity.gateways.errors import (
    ProviderRefused,
    ProviderUnreachable,
    SignInCancelled,
    SignInForgotten,
)
from tinhso.identity.gateways.national_id import SignInAttempt, begin_sign_in, finish_sign_in

__all__ = [
    "ProviderRefused",
    "ProviderUnreachable",
    "SignInAttempt",
    "SignInCancelled",
    "SignInForgotten",
    "begin_sign_in",
    "finish_sign_in",
]
