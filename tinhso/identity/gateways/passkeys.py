"""Passkeys by WebAuthn level 2: what the browser is asked, and whether its answer is genuine."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

import webauthn
from django.conf import settings
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

_NAME = "Tỉnh Số"


class PasskeyRefused(Exception):
    """The browser's answer is forged, of another site, or of another question."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the browser is asked (JSON), and the challenge its answer must contain."""

    options: str
    challenge: str


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey as it is stored: the credential's name, public key (base64) and counter."""

    credential_id: bytes
    public_key: str
    counter: int


def _site() -> tuple[str, str]:
    return settings.SITE_URL, urlsplit(settings.SITE_URL).hostname or ""


def ask_to_make(*, account_id: int, username: str, known: Iterable[bytes]) -> Question:
    """Ask the browser to make a passkey for an account; not one it has already."""
    options = webauthn.generate_registration_options(
        rp_id=_site()[1],
        rp_name=_NAME,
        user_name=username,
        user_id=f"officer:{account_id}".encode(),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=item) for item in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
    )
    return Question(webauthn.options_to_json(options), _text(options.challenge))


def ask_to_prove(known: Iterable[bytes]) -> Question:
    """Ask the browser to use one of an account's passkeys."""
    options = webauthn.generate_authentication_options(
        rp_id=_site()[1],
        allow_credentials=[PublicKeyCredentialDescriptor(id=item) for item in known],
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return Question(webauthn.options_to_json(options), _text(options.challenge))


def read_made(answer: str, challenge: str) -> Passkey:
    """Give the passkey the browser made.

    :raises PasskeyRefused: the answer is not genuine.
    """
    origin, site = _site()
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=_raw(challenge),
            expected_rp_id=site,
            expected_origin=origin,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError) as error:
        raise PasskeyRefused(str(error)) from error
    return Passkey(made.credential_id, _text(made.credential_public_key), made.sign_count)


def read_proof(answer: str, challenge: str, passkey: Passkey) -> int:
    """Give the passkey's counter after it proved itself.

    :raises PasskeyRefused: the answer is not genuine, or the counter went backwards (a copy).
    """
    origin, site = _site()
    try:
        proof = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=_raw(challenge),
            expected_rp_id=site,
            expected_origin=origin,
            credential_public_key=_raw(passkey.public_key),
            credential_current_sign_count=passkey.counter,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError) as error:
        raise PasskeyRefused(str(error)) from error
    return int(proof.new_sign_count)


def credential_of(answer: str) -> bytes:
    """Give the name of the credential an answer says it is from.

    :raises PasskeyRefused: it cannot be read.
    """
    try:
        return bytes(webauthn.helpers.parse_authentication_credential_json(answer).raw_id)
    except (WebAuthnException, ValueError, TypeError, KeyError) as error:
        raise PasskeyRefused(str(error)) from error


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _raw(text: str) -> bytes:
    return base64.b64decode(text)
