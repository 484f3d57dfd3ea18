"""Who vouches for citizens: OpenID Connect with code, PKCE, state and nonce.

Two providers are spoken to: the national ID, and the national portal for people signed in there.

Authlib checks the ID token's issuer, audience, party, times, nonce and token hash; the signature
is checked against the provider's published keys and an explicit list of algorithms. Added here:
the issuer of the callback (RFC 9207) and the subject of the user data.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, NoReturn
from urllib.parse import quote_plus

import structlog
from authlib.common.security import generate_token
from authlib.common.urls import add_params_to_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from django.conf import settings
from joserfc import jwt
from joserfc.errors import JoseError

from tinhso.core.http import httpx
from tinhso.identity.gateways.discovery import Provider, find_provider
from tinhso.identity.gateways.errors import (
    NotSignedInThere,
    ProviderRefused,
    ProviderUnreachable,
    SignInCancelled,
)
from tinhso.identity.rules import CitizenClaims, ClaimsUnusable, read_claims

SCOPES = "openid profile email phone address identity"
#: What a provider says that was told to ask nobody, when it would have to.
_ASKS_NOBODY = {"login_required", "interaction_required", "consent_required"}
ALGORITHMS = ["RS256", "PS256", "ES256"]
LEEWAY_SECONDS = 60
_log = structlog.get_logger(__name__)


NATIONAL_ID, NATIONAL_PORTAL = "national-id", "national-portal"


@dataclass(frozen=True, slots=True)
class Registration:
    """How we are known to a provider; ``prompt`` is ``none`` where nobody is to be asked again."""

    issuer: str
    client_id: str
    client_secret: str
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class SignInAttempt:
    """What must be remembered between leaving for a provider and coming back."""

    state: str
    nonce: str
    code_verifier: str
    redirect_uri: str
    provider: str = NATIONAL_ID

    def as_session(self) -> dict[str, str]:
        """Give the attempt as it is kept in the session."""
        return asdict(self)


def registration_at(provider: str) -> Registration:
    """Give how we are known to a provider by its code; without an issuer it is not used here."""
    if provider == NATIONAL_PORTAL:
        return Registration(
            issuer=settings.NATIONAL_PORTAL_LOGIN_ISSUER.rstrip("/"),
            client_id=settings.NATIONAL_PORTAL_LOGIN_CLIENT,
            client_secret=settings.NATIONAL_PORTAL_LOGIN_SECRET,
            prompt="none",
        )
    return Registration(
        issuer=settings.OIDC_ISSUER.rstrip("/"),
        client_id=settings.OIDC_CLIENT_ID,
        client_secret=settings.OIDC_CLIENT_SECRET,
    )


def begin_sign_in(
    *, redirect_uri: str, language: str, provider: str = NATIONAL_ID
) -> tuple[str, SignInAttempt]:
    """Give the provider's address to go to, and what to remember until the citizen returns.

    :raises ProviderUnreachable: the provider does not answer.
    """
    registered = registration_at(provider)
    described = find_provider(registered.issuer)
    attempt = SignInAttempt(
        state=generate_token(32),
        nonce=generate_token(32),
        code_verifier=generate_token(64),
        redirect_uri=redirect_uri,
        provider=provider,
    )
    query = {
        "response_type": "code",
        "client_id": registered.client_id,
        "redirect_uri": redirect_uri,
        "scope": SCOPES,
        "state": attempt.state,
        "nonce": attempt.nonce,
        "code_challenge": create_s256_code_challenge(attempt.code_verifier),
        "code_challenge_method": "S256",
        "acr_values": "2 1",
        "ui_locales": language,
        **({"prompt": registered.prompt} if registered.prompt else {}),
    }
    return str(add_params_to_uri(described.authorization_endpoint, query.items())), attempt


def finish_sign_in(*, attempt: SignInAttempt, answer: Mapping[str, str]) -> CitizenClaims:
    """Check the provider's answer from end to end and give what it vouches for.

    :raises SignInCancelled: the citizen said no.
    :raises NotSignedInThere: nobody is signed in at a provider that asks nobody.
    :raises ProviderRefused: anything in the answer is wrong.
    :raises ProviderUnreachable: the provider does not answer.
    """
    registered = registration_at(attempt.provider)
    provider = find_provider(registered.issuer)
    _check_callback(provider, answer)
    try:
        token = _exchange(registered, provider, attempt, answer["code"])
        id_token = _validated(registered, provider, attempt, token)
        userinfo = _userinfo(provider, token["access_token"], str(id_token["sub"]))
        return read_claims(
            issuer=provider.issuer, assurance=str(id_token.get("acr", "")), userinfo=userinfo
        )
    except httpx.TransportError as error:
        raise ProviderUnreachable from error
    except (JoseError, httpx.HTTPError, ClaimsUnusable) as error:
        _refuse(str(error), error)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        # A hostile answer may have any shape; what does not read as a token is no token.
        _refuse(f"unreadable answer: {error}", error)


def _check_callback(provider: Provider, answer: Mapping[str, str]) -> None:
    if answer.get("error") == "access_denied":
        raise SignInCancelled
    if answer.get("error") in _ASKS_NOBODY:
        raise NotSignedInThere
    if "error" in answer or "code" not in answer:
        _refuse(f"callback error: {answer.get('error', 'no code')}")
    if answer.get("iss", provider.issuer) != provider.issuer:
        _refuse("callback from another issuer")


def _validated(
    registered: Registration, provider: Provider, attempt: SignInAttempt, token: dict[str, Any]
) -> CodeIDToken:
    decoded = jwt.decode(
        token["id_token"], provider.key_for(token["id_token"]), algorithms=ALGORITHMS
    )
    claims = CodeIDToken(
        decoded.claims,
        decoded.header,
        options={
            "iss": {"essential": True, "value": provider.issuer},
            "aud": {"essential": True, "value": registered.client_id},
            "nonce": {"essential": True, "value": attempt.nonce},
        },
        params={
            "nonce": attempt.nonce,
            "client_id": registered.client_id,
            "access_token": token["access_token"],
        },
    )
    claims.validate(leeway=LEEWAY_SECONDS)
    return claims


def _exchange(
    registered: Registration, provider: Provider, attempt: SignInAttempt, code: str
) -> dict[str, Any]:
    # RFC 6749, 2.3.1: both halves of the credentials are form-encoded first.
    credentials = (quote_plus(registered.client_id), quote_plus(registered.client_secret))
    response = httpx.post(
        provider.token_endpoint,
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": attempt.redirect_uri,
            "code_verifier": attempt.code_verifier,
        },
        auth=credentials,
        timeout=settings.OIDC_TIMEOUT,
    )
    return _answered(response)


def _userinfo(provider: Provider, access_token: str, subject: str) -> Mapping[str, Any]:
    userinfo = _answered(
        httpx.get(
            provider.userinfo_endpoint,
            headers={"Authorization": f"Bearer {access_token}"},
            timeout=settings.OIDC_TIMEOUT,
        )
    )
    if userinfo.get("sub") != subject:
        _refuse("the user data are another person's")
    return userinfo


def _answered(response: "httpx.Response") -> dict[str, Any]:
    if response.is_server_error:
        _log.warning("national id is out of order", status=response.status_code)
        raise ProviderUnreachable
    response.raise_for_status()
    return dict(response.json())


def _refuse(reason: str, error: Exception | None = None) -> NoReturn:
    _log.warning("national id refused", reason=reason)
    raise ProviderRefused from error
