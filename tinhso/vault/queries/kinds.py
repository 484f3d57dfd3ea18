"""The kinds of papers a province pack names: ``papers/kinds.json``, read once a process."""

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from tinhso.vault.rules import Kinds, read_kind


def load_kinds() -> Kinds:
    """Give the kinds of the installed pack."""
    return _read(Path(settings.PROVINCE_PACK) / "papers" / "kinds.json")


@lru_cache(maxsize=4)
def _read(path: Path) -> Kinds:
    content = json.loads(path.read_text(encoding="utf-8"))
    kinds = [read_kind(row) for row in content["kinds"]]
    return Kinds(
        by_code={kind.code: kind for kind in kinds},
        never_kept=frozenset(content["never_kept"]),
        remind_days=tuple(content["reminders"]["days"]),
    )
