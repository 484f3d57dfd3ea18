"""The file `var/env`: secrets and addresses of this installation, made once, readable by its owner.

The process environment always wins over the file (config/environment.py reads both).
"""

import base64
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from tools.folders import VAR

ENV_FILE = VAR / "env"


def _random_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


MADE_ONCE: dict[str, Callable[[], str]] = {
    "TINHSO_SECRET_KEY": lambda: secrets.token_urlsafe(50),
    "TINHSO_FIELD_KEYS": _random_key,
    "TINHSO_BLIND_INDEX_KEY": _random_key,
    "TINHSO_OIDC_CLIENT_ID": lambda: "tinhso",
    "TINHSO_OIDC_CLIENT_SECRET": lambda: secrets.token_urlsafe(32),
    "TINHSO_EMAIL_WEBHOOK_KEY": lambda: secrets.token_urlsafe(32),
    "TINHSO_SMS_SAOMAI_KEY": lambda: secrets.token_urlsafe(32),
    "TINHSO_SMS_SAOMAI_WEBHOOK_KEY": lambda: secrets.token_urlsafe(32),
    "TINHSO_SMS_HOABAN_PASSWORD": lambda: secrets.token_urlsafe(32),
    "TINHSO_ZALO_SECRET_KEY": lambda: secrets.token_urlsafe(32),
    "TINHSO_ZALO_REFRESH_TOKEN": lambda: secrets.token_urlsafe(32),
    "TINHSO_ZALO_WEBHOOK_KEY": lambda: secrets.token_urlsafe(32),
    "TINHSO_TRUST_KEY": lambda: secrets.token_urlsafe(32),
    "TINHSO_REMOTE_SIGNING_KEY": lambda: secrets.token_urlsafe(32),
    "TINHSO_BUSINESS_REGISTER_KEY": lambda: secrets.token_urlsafe(32),
    "TINHSO_POPULATION_REGISTER_KEY": lambda: secrets.token_urlsafe(32),
    "TINHSO_NATIONAL_PORTAL_API_KEY": lambda: secrets.token_urlsafe(32),
    "TINHSO_NATIONAL_PORTAL_LOGIN_SECRET": lambda: secrets.token_urlsafe(32),
    "TINHSO_NATIONAL_REPORTING_KEY": _random_key,
    "TINHSO_AXIS_KEY": lambda: secrets.token_urlsafe(32),
    "TINHSO_ELECTRICITY_PASSWORD": lambda: secrets.token_hex(16),
    "TINHSO_PAYMENT_SECRET": lambda: secrets.token_urlsafe(32),
    "TINHSO_CTI_KEY": lambda: secrets.token_urlsafe(32),
    "TINHSO_CHAT_KEY": lambda: secrets.token_urlsafe(32),
    "TINHSO_IMAP_PASSWORD": lambda: secrets.token_hex(16),
    "TINHSO_OWNER_PASSWORD": lambda: secrets.token_hex(16),
    "TINHSO_APP_PASSWORD": lambda: secrets.token_hex(16),
}


def read(path: Path = ENV_FILE) -> dict[str, str]:
    """Give the settings in the file; none when there is no file."""
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {key.strip(): value.strip() for key, value in pairs}


def update(changes: dict[str, str], path: Path = ENV_FILE) -> dict[str, str]:
    """Write the changed settings beside the kept ones; give them all."""
    settings = read(path) | changes
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("# Made by the set-up. Keep it secret and keep a copy: see make backup.\n")
        file.writelines(f"{key}={value}\n" for key, value in settings.items())
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    return settings


def make_secrets(path: Path = ENV_FILE) -> dict[str, str]:
    """Make every secret that is not there yet; give all settings."""
    settings = read(path)
    missing = {key: make() for key, make in MADE_ONCE.items() if key not in settings}
    return update(missing, path) if missing else settings
