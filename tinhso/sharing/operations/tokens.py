"""The token endpoint: client credentials with a signed assertion (RFC 6749 4.4, RFC 7523)."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import local
from tinhso.core.rls import acting_as
from tinhso.sharing.gateways import keys
from tinhso.sharing.models import AccessToken, Agreement, Client, UsedOnce
from tinhso.sharing.rules import TOKEN_LASTS, State, is_within

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
TOKEN_PATH = "/api/v1/sharing/token"  # noqa: S105 - an address


class TokenRefused(Exception):
    """The token endpoint refuses; ``code`` is one of RFC 6749 section 5.2."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(code)
        self.code, self.description = code, description

    @property
    def status(self) -> int:
        """Give the HTTP status of the refusal."""
        return 401 if self.code == "invalid_client" else 400


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """The form a client sends."""

    grant_type: str
    client_assertion_type: str
    client_assertion: str
    scope: str


@dataclass(frozen=True, slots=True)
class Granted:
    """A token, told once; for one service, for so many seconds."""

    access_token: str
    scope: str
    expires_in: int


def grant_token(*, asked: TokenRequest, at: datetime) -> Granted:
    """Give a token for the one agreement of the client on the service named by the scope.

    :raises TokenRefused: the client is not who it says, used its assertion before, or has no
        agreement in force on this service.
    """
    if asked.grant_type != "client_credentials":
        raise TokenRefused("unsupported_grant_type", "only client_credentials")
    if asked.client_assertion_type != ASSERTION_TYPE or not asked.client_assertion:
        raise TokenRefused("invalid_request", "client_assertion of type jwt-bearer is needed")
    with acting_as(SYSTEM):
        client = _authenticated(asked.client_assertion, at)
        agreement = _agreement(client, asked.scope, at)
        token = secrets.token_urlsafe(32)
        AccessToken.objects.create(
            digest=digest_of(token), agreement=agreement, expires_at=at + TOKEN_LASTS
        )
    return Granted(token, agreement.service, int(TOKEN_LASTS.total_seconds()))


def digest_of(text: str) -> bytes:
    """Give the SHA-256 under which a token or number is kept."""
    return hashlib.sha256(text.encode()).digest()


def use_once(client: Client, number: str, *, until: datetime) -> bool:
    """Note a number a client used; tells whether it was the first time."""
    try:
        with transaction.atomic():
            UsedOnce.objects.create(client=client, digest=digest_of(number), expires_at=until)
    except IntegrityError:
        return False
    return True


def forget_expired(*, at: datetime) -> int:
    """Delete tokens and numbers nobody can use any more; gives how many."""
    tokens = AccessToken.objects.filter(expires_at__lt=at - timedelta(hours=1)).delete()[0]
    return tokens + UsedOnce.objects.filter(expires_at__lt=at - timedelta(hours=1)).delete()[0]


def _authenticated(assertion: str, at: datetime) -> Client:
    code = keys.issuer_of(assertion)
    client = Client.objects.filter(code=code[:40]).first()
    if client is None or client.is_suspended or not client.keys:
        raise TokenRefused("invalid_client", "unknown client, suspended, or without a key")
    audiences = [settings.SITE_URL, settings.SITE_URL + TOKEN_PATH]
    try:
        said = keys.check_assertion(
            assertion, keys=client.keys, client=client.code, audiences=audiences, at=at
        )
    except keys.AssertionRefused as error:
        raise TokenRefused("invalid_client", f"assertion refused: {error}") from error
    until = datetime.fromtimestamp(said.expires_at, UTC) + timedelta(minutes=1)
    if not use_once(client, f"jti:{said.number}", until=until):
        raise TokenRefused("invalid_client", "assertion used before")
    return client


def _agreement(client: Client, scope: str, at: datetime) -> Agreement:
    rows = Agreement.objects.filter(client=client, service=scope[:40], state=State.ACTIVE)
    found = rows.first()
    day = local(at).date()
    if found is None or not is_within(found.valid_from, found.valid_to, day):
        raise TokenRefused("invalid_scope", "no agreement in force on this service")
    return found
