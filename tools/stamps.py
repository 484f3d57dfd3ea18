"""Stamps: a step is skipped while the fingerprint of what it reads is unchanged."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.folders import ROOT, VAR

_SKIPPED_FOLDERS = {"node_modules", "__pycache__", "dist", ".git"}


def fingerprint(paths: Iterable[Path], *words: str) -> str:
    """Give a hash of the files (folders are walked) with their contents, and of the words."""
    digest = hashlib.sha256("\0".join(words).encode())
    for file in sorted({file for path in paths for file in _files_of(path)}):
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0")
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def is_fresh(name: str, mark: str, *, needs: Path | None = None) -> bool:
    """Tell whether a step was last done with this mark and its product still stands."""
    stamp = VAR / "stamps" / name
    if needs is not None and not needs.exists():
        return False
    return stamp.exists() and stamp.read_text(encoding="utf-8") == mark


def keep(name: str, mark: str) -> None:
    """Remember that a step was done with this mark."""
    stamp = VAR / "stamps" / name
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(mark, encoding="utf-8")


def forget(name: str) -> None:
    """Have a step done again next time."""
    (VAR / "stamps" / name).unlink(missing_ok=True)


def _files_of(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for folder, folders, files in os.walk(path):
        folders[:] = [name for name in folders if name not in _SKIPPED_FOLDERS]
        yield from (Path(folder) / name for name in files if not name.endswith((".pyc", ".mo")))
