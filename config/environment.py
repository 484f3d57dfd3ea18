"""Reads settings from the process environment, then from var/env written by the set-up."""

import os
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("TINHSO_VAR_DIR", BASE_DIR / "var"))


def _read_env_file(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {key.strip(): value.strip() for key, value in pairs}


_FILE = _read_env_file(VAR_DIR / "env")


def text(name: str, default: str = "") -> str:
    """Give the value of a setting, or the default."""
    return os.environ.get(name, _FILE.get(name, default))


def flag(name: str, *, default: bool = False) -> bool:
    """Give a yes/no setting: 1, true, yes or on mean yes."""
    return text(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """Give a comma-separated setting as a list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def pairs(name: str) -> dict[str, str]:
    """Give a setting written as ``name=value``, comma-separated, as a mapping."""
    parts = (word.partition("=") for word in words(name))
    return {key.strip(): value.strip() for key, _, value in parts if value.strip()}


def database(url: str) -> dict[str, object]:
    """Turn a postgresql:// address into Django's database settings."""
    parts = urlsplit(url)
    return {
        "ENGINE": "tinhso.core.postgres",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        # Off behind a transaction pooler that knows no prepared statements (PgBouncer < 1.21).
        "PREPARED": flag("TINHSO_PREPARED_STATEMENTS", default=True),
    }


def moment(name: str) -> datetime | None:
    """Give a setting that is a day or a moment (ISO 8601, UTC unless it says otherwise)."""
    value = text(name)
    if not value:
        return None
    read = datetime.fromisoformat(value)
    return read if read.tzinfo else read.replace(tzinfo=UTC)
