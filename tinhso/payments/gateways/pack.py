"""Reads who is exempt from fees in this province: ``<pack>/fees/exemptions.json``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from tinhso.core.text import nfc
from tinhso.payments.rules.fee_tables import read_exemption
from tinhso.payments.rules.fees import Exemption, Source

_FILE = "fees/exemptions.json"


@dataclass(frozen=True, slots=True)
class PersonKind:
    """A kind of person the law spares (đối tượng miễn, giảm), by code, in both languages."""

    code: str
    name: Mapping[str, str]
    source: Source


@dataclass(frozen=True, slots=True)
class ScopedExemption:
    """An exemption of the whole province, for some fields or procedures (none: for all)."""

    exemption: Exemption
    fields: frozenset[str]
    procedures: frozenset[str]

    def covers(self, field: str, procedure: str) -> bool:
        """Tell whether a procedure of a field falls under it."""
        if not self.fields and not self.procedures:
            return True
        return field in self.fields or procedure in self.procedures


def province_exemptions(field: str, procedure: str) -> tuple[Exemption, ...]:
    """Give the exemptions in force for a procedure, by codes of its field and its own."""
    return tuple(
        scoped.exemption
        for scoped in _read(settings.PROVINCE_PACK)[1]
        if scoped.covers(field, procedure)
    )


def person_kinds() -> tuple[PersonKind, ...]:
    """Give the kinds of person the law spares, in the order of the pack."""
    return _read(settings.PROVINCE_PACK)[0]


@cache
def _read(folder: Path) -> tuple[tuple[PersonKind, ...], tuple[ScopedExemption, ...]]:
    path = folder / _FILE
    if not path.exists():
        return (), ()
    content: dict[str, Any] = json.loads(nfc(path.read_text(encoding="utf-8")))
    kinds = tuple(
        PersonKind(row["code"], row["name"], Source(row["basis"], row["certainty"]))
        for row in content["person_kinds"]
    )
    exemptions = tuple(
        ScopedExemption(
            read_exemption(row, f"exemptions.{number}"),
            frozenset(row.get("fields", [])),
            frozenset(row.get("procedures", [])),
        )
        for number, row in enumerate(content["exemptions"])
        if row.get("is_in_force", True)
    )
    return kinds, exemptions
