"""What a real province must not start with: demonstration, missing or well-known secrets."""

import base64
import binascii
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

WELL_KNOWN = ("demo", "test-only", "change-me", "changeme", "insecure", "example")
SECRET_KEY_LENGTH = 50
KEY_BYTES = 32


def refusals(settings: Mapping[str, Any]) -> list[str]:
    """Give every reason why production must not start with these settings."""
    return [
        *_mode_refusals(settings),
        *_secret_refusals(settings),
        *_payment_refusals(settings),
        *_address_refusals(settings),
        *_storage_refusals(settings),
        *_signing_refusals(settings),
        *_message_refusals(settings),
        *_database_refusals(settings),
    ]


def _mode_refusals(settings: Mapping[str, Any]) -> Iterator[str]:
    for name in ("DEBUG", "DEMO"):
        if settings[name]:
            yield f"{name} is on: it never is in production"
    if not settings["SECOND_FACTOR_REQUIRED"]:
        yield "SECOND_FACTOR_REQUIRED is off: signers and administrators need a second factor"


def _secret_refusals(settings: Mapping[str, Any]) -> Iterator[str]:
    secret_key = settings["SECRET_KEY"]
    if len(secret_key) < SECRET_KEY_LENGTH or _is_well_known(secret_key):
        yield "TINHSO_SECRET_KEY is missing, short or well known: make one of 50 random characters"
    keys = settings["FIELD_KEYS"]
    if not keys or not all(_is_key(key) for key in keys):
        yield "TINHSO_FIELD_KEYS must be base64 of 32 random bytes each, the newest first"
    if not _is_key(settings["BLIND_INDEX_KEY"]):
        yield "TINHSO_BLIND_INDEX_KEY must be base64 of 32 random bytes"
    secret = settings["OIDC_CLIENT_SECRET"]
    if not settings["OIDC_CLIENT_ID"] or not secret or _is_well_known(secret):
        yield "TINHSO_OIDC_CLIENT_ID and TINHSO_OIDC_CLIENT_SECRET must come from the provider"


def _payment_refusals(settings: Mapping[str, Any]) -> Iterator[str]:
    if "demo" in settings["PAYMENT_PROVIDERS"]:
        yield "TINHSO_PAYMENT_PROVIDERS names the demonstration's provider: leave it empty, or real"


def _address_refusals(settings: Mapping[str, Any]) -> Iterator[str]:
    for name in ("SITE_URL", "OIDC_ISSUER"):
        address = urlsplit(settings[name])
        if address.scheme != "https" or address.hostname in {None, "localhost", "127.0.0.1"}:
            yield f"TINHSO_{name} must be a public https address"
    hosts = settings["ALLOWED_HOSTS"]
    host = urlsplit(settings["SITE_URL"]).hostname
    if "*" in hosts or host not in hosts:
        yield "TINHSO_ALLOWED_HOSTS must name the site's host, and never *"
    for name in ("EMAIL_FROM", "LEDGER_ORIGIN", "LEDGER_WITNESSES"):
        if ".example" in str(settings[name]):
            yield f"TINHSO_{name} still holds the example's value"


def _storage_refusals(settings: Mapping[str, Any]) -> Iterator[str]:
    if settings["FILES"] not in ("disk", "s3"):
        yield "TINHSO_FILES is disk or s3"
    if settings["FILES"] != "s3":
        return
    if urlsplit(settings["S3_ENDPOINT"]).scheme != "https":
        yield "TINHSO_S3_ENDPOINT must be an https address"
    if not settings["S3_BUCKET"]:
        yield "TINHSO_S3_BUCKET is missing"
    for name in ("S3_ACCESS_KEY", "S3_SECRET_KEY"):
        if not settings[name] or _is_well_known(settings[name]):
            yield f"TINHSO_{name} must come from the store's administrator"


def _signing_refusals(settings: Mapping[str, Any]) -> Iterator[str]:
    if not settings["REMOTE_SIGNING_URL"]:
        return
    if urlsplit(settings["REMOTE_SIGNING_URL"]).scheme != "https":
        yield "TINHSO_REMOTE_SIGNING_URL must be an https address, or empty"
    if not settings["REMOTE_SIGNING_KEY"] or _is_well_known(settings["REMOTE_SIGNING_KEY"]):
        yield "TINHSO_REMOTE_SIGNING_KEY must come from the provider"
    if not settings["TRUST_URL"]:
        yield "TINHSO_REMOTE_SIGNING_URL needs TINHSO_TRUST_URL: signatures have to last"


_MESSAGE_SECRETS = {
    "SMS_SAOMAI_URL": ("SMS_SAOMAI_KEY", "SMS_SAOMAI_WEBHOOK_KEY"),
    "SMS_HOABAN_URL": ("SMS_HOABAN_PASSWORD",),
    "ZALO_URL": ("ZALO_SECRET_KEY", "ZALO_REFRESH_TOKEN", "ZALO_WEBHOOK_KEY"),
}


def _message_refusals(settings: Mapping[str, Any]) -> Iterator[str]:
    for name, secrets in _MESSAGE_SECRETS.items():
        if not settings[name]:
            continue
        if urlsplit(settings[name]).scheme != "https":
            yield f"TINHSO_{name} must be an https address, or empty to switch the provider off"
        for secret in secrets:
            if not settings[secret] or _is_well_known(settings[secret]):
                yield f"TINHSO_{secret} must come from the provider"


def _database_refusals(settings: Mapping[str, Any]) -> Iterator[str]:
    database = settings["DATABASES"]["default"]
    if not database["USER"] or not database["NAME"]:
        yield "TINHSO_DATABASE_URL is missing"
    elif database["USER"] == "postgres":
        yield "TINHSO_DATABASE_URL must not use a superuser: row-level security would not hold"


def _is_well_known(secret: str) -> bool:
    return any(word in secret.lower() for word in WELL_KNOWN)


def _is_key(text: str) -> bool:
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return False
    return len(key) == KEY_BYTES and not _is_well_known(key.decode("latin-1"))
