"""The daily anchors on disk: one signed checkpoint a day, never written twice."""

import os
from datetime import date
from pathlib import Path

from django.conf import settings


def _folder() -> Path:
    return Path(settings.LEDGER_ANCHOR_FOLDER)


def keep_anchor(day: date, note: str) -> bool:
    """Write the anchor of a day, whole or not at all; gives whether it was not there before."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{day.isoformat()}.txt"
    draft = path.with_suffix(f".{os.getpid()}.new")
    with draft.open("w", encoding="utf-8") as file:
        file.write(note)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    return True


def find_anchor(day: date) -> str | None:
    """Give the anchor of a day."""
    path = _folder() / f"{day.isoformat()}.txt"
    return path.read_text(encoding="utf-8") if path.exists() else None


def list_anchor_days() -> list[str]:
    """List the days that have an anchor, newest first."""
    return sorted((path.stem for path in _folder().glob("????-??-??.txt")), reverse=True)
