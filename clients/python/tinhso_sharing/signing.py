"""How a system proves itself: a token by private_key_jwt (RFC 7523), signed requests (RFC 9421).

The private key never leaves this process.
"""

import time
from collections.abc import Generator
from uuid import uuid4

import httpx
from http_message_signatures import HTTPMessageSigner, MappingKeyResolver
from http_message_signatures.algorithms import ED25519
from joserfc import jwt
from joserfc.jwk import OKPKey

from tinhso_sharing.generated import AuthenticatedClient

_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_COVERED = ("@method", "@path", "@query", "authorization")
_EARLY_SECONDS = 30


def connect(address: str, client_id: str, key: OKPKey, scope: str) -> AuthenticatedClient:
    """Give a client for one data service; ``key`` is the private Ed25519 key with its ``kid``."""
    auth = SignedRequests(address.rstrip("/"), client_id, key, scope)
    return AuthenticatedClient(base_url=address.rstrip("/"), token="", httpx_args={"auth": auth})


class SignedRequests(httpx.Auth):
    """Fetches a token when there is none, and signs each request with the system's key."""

    requires_response_body = True

    def __init__(self, address: str, client_id: str, key: OKPKey, scope: str) -> None:
        self._address, self._client_id, self._key, self._scope = address, client_id, key, scope
        self._token, self._until = "", 0.0
        keys = MappingKeyResolver(public_keys={}, private_keys={key.kid or "": key.private_key})
        self._signer = HTTPMessageSigner(signature_algorithm=ED25519, key_resolver=keys)

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send a request with token and signature.

        :raises httpx.HTTPStatusError: the platform gives no token.
        """
        if time.time() > self._until - _EARLY_SECONDS:
            answer = yield self._token_request()
            answer.raise_for_status()
            said = answer.json()
            self._token, self._until = said["access_token"], time.time() + said["expires_in"]
        request.headers["Authorization"] = f"Bearer {self._token}"
        self._signer.sign(
            request,
            key_id=self._key.kid or "",
            nonce=str(uuid4()),
            tag="tinhso-sharing",
            covered_component_ids=_COVERED,
        )
        yield request

    def _token_request(self) -> httpx.Request:
        address, now = f"{self._address}/api/v1/sharing/token", int(time.time())
        claims = {
            "iss": self._client_id,
            "sub": self._client_id,
            "aud": address,
            "iat": now,
            "exp": now + 60,
            "jti": str(uuid4()),
        }
        header = {"alg": "EdDSA", "kid": self._key.kid or ""}
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": _ASSERTION,
            "client_assertion": jwt.encode(header, claims, self._key, algorithms=["EdDSA"]),
            "scope": self._scope,
        }
        return httpx.Request("POST", address, data=form)
