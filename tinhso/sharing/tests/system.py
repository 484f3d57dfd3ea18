"""An agency's system as the tests play it: it signs by hand, without the platform's libraries."""

import base64
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client as Browser

TOKEN_URL = "/api/v1/sharing/token"
AUDIENCE = "http://localhost:8000/api/v1/sharing/token"
_COVERED = '("@method" "@path" "@query" "authorization")'


@dataclass
class System:
    """A system with its private key; ``code`` is its client_id once registered."""

    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    kid: str = "k1"
    code: str = ""
    browser: Browser = field(default_factory=Browser)

    @property
    def jwks(self) -> str:
        """Give the public key as a JWKS."""
        public = encode(self.key.public_key().public_bytes_raw())
        key = {"kty": "OKP", "crv": "Ed25519", "kid": self.kid, "x": public}
        return json.dumps({"keys": [key]})

    def assertion(self, **changes: Any) -> str:
        """Sign an assertion (RFC 7523); ``changes`` replace claims, ``lasts`` is in seconds."""
        now = int(time.time())
        until = now + changes.pop("lasts", 60)
        claims = {
            "iss": self.code, "sub": self.code, "aud": AUDIENCE, "iat": now, "exp": until,
            "jti": str(uuid4()), **changes,
        }  # fmt: skip
        head = encode(json.dumps({"alg": "EdDSA", "kid": self.kid}).encode())
        said = f"{head}.{encode(json.dumps(claims).encode())}"
        return f"{said}.{encode(self.key.sign(said.encode()))}"

    def ask_token(self, scope: str, assertion: str = "", **changes: str) -> Any:
        """Ask the token endpoint."""
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": assertion or self.assertion(),
            "scope": scope,
            **changes,
        }
        return self.browser.post(TOKEN_URL, form)

    def token(self, scope: str) -> str:
        """Give a token."""
        answer = self.ask_token(scope)
        assert answer.status_code == 200, answer.content
        return str(answer.json()["access_token"])

    def get(
        self, service: str, token: str, *, signs: dict[str, Any] | None = None, **asked: str
    ) -> Any:
        """Call a service, signed (RFC 9421); ``signs`` changes what is signed."""
        path, query = f"/api/v1/sharing/{service}", f"?{urlencode(asked)}"
        headers = self.signature(path, query, token, **(signs or {}))
        return self.browser.get(path + (query if asked else ""), headers=headers)

    def signature(self, path: str, query: str, token: str, **changes: Any) -> dict[str, str]:
        """Give the headers of a signed GET request."""
        created = int(time.time()) - changes.get("age", 0)
        nonce, method = changes.get("nonce", str(uuid4())), changes.get("method", "GET")
        covered = changes.get("covered", _COVERED)
        params = (
            f'{covered};created={created};keyid="{self.kid}";nonce="{nonce}";tag="tinhso-sharing"'
        )
        lines = [
            f'"@method": {method}', f'"@path": {path}', f'"@query": {query}',
            f'"authorization": Bearer {token}', f'"@signature-params": {params}',
        ]  # fmt: skip
        signed = base64.b64encode(self.key.sign("\n".join(lines).encode())).decode()
        return {
            "Authorization": f"Bearer {token}",
            "Signature-Input": f"sig={params}",
            "Signature": f"sig=:{signed}:",
        }


def encode(content: bytes) -> str:
    """Write bytes as JOSE does."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
