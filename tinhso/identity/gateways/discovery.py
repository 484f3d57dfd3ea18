"""The provider's own description of itself and its signing keys, remembered for a while."""

from dataclasses import dataclass
from time import monotonic
from typing import Any, cast

import structlog
from django.conf import settings
from joserfc.jwk import KeySet, KeySetSerialization
from joserfc.jws import extract_compact

from tinhso.core.http import httpx
from tinhso.identity.gateways.errors import ProviderRefused, ProviderUnreachable

REMEMBERED_SECONDS = 3600.0
_log = structlog.get_logger(__name__)


@dataclass
class Provider:
    """Where the provider's parts are, and its keys."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    userinfo_endpoint: str
    jwks_uri: str
    found_at: float
    keys: KeySet | None = None

    def key_for(self, token: str) -> KeySet:
        """Give the keys to check a token with, fetched again when its key is not among them.

        :raises ValueError: the token is not one.
        """
        key_id = extract_compact(token.encode()).headers().get("kid")
        if self.keys is None or key_id not in {key.kid for key in self.keys.keys}:
            self.keys = KeySet.import_key_set(cast(KeySetSerialization, _fetch(self.jwks_uri)))
        return self.keys


_found: dict[str, Provider] = {}


def find_provider(issuer: str) -> Provider:
    """Give the provider of an issuer, as it describes itself.

    :raises ProviderUnreachable: it does not answer.
    :raises ProviderRefused: its description is unusable or names another issuer.
    """
    known = _found.get(issuer)
    if known and monotonic() - known.found_at < REMEMBERED_SECONDS:
        return known
    _found[issuer] = _discover(issuer)
    return _found[issuer]


def _discover(issuer: str) -> Provider:
    try:
        described = _fetch(f"{issuer}/.well-known/openid-configuration")
        if described["issuer"] != issuer:
            raise ValueError("the description names another issuer")
        return Provider(
            issuer=issuer,
            authorization_endpoint=described["authorization_endpoint"],
            token_endpoint=described["token_endpoint"],
            userinfo_endpoint=described["userinfo_endpoint"],
            jwks_uri=described["jwks_uri"],
            found_at=monotonic(),
        )
    except httpx.HTTPError as error:
        _log.warning("national id does not answer", reason=str(error))
        raise ProviderUnreachable from error
    except (ValueError, KeyError, TypeError) as error:
        _log.warning("national id describes itself wrongly", reason=str(error))
        raise ProviderRefused from error


def _fetch(address: str) -> dict[str, Any]:
    response = httpx.get(address, timeout=settings.OIDC_TIMEOUT)
    response.raise_for_status()
    return dict(response.json())
