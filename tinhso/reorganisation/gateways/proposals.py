"""Proposals of who decides the matters of a tier that ends: ``organisation/competence.csv``.

A proposal is never law: it fills the table a person decides, marked with its certainty.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from tinhso.orgs.api import AgencyKind, Deciding, Matter, Tier

_ANY = "*"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who would decide, how sure that is and where it is from."""

    deciding: Deciding
    certainty: str
    source: str


class Proposals:
    """The pack's proposals: for one matter, for a field of matters, for all."""

    def __init__(self, folder: Path) -> None:
        self._by_key: dict[tuple[str, str, str], Proposal] = {}
        path = folder / "organisation" / "competence.csv"
        if path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    self._add(row)

    def find(self, matter: Matter, tier: str) -> Proposal | None:
        """Give the proposal for a matter of a tier that ends: its own, its field's, any."""
        keys = [(tier, _ANY, matter.code), (tier, matter.field, _ANY), (tier, _ANY, _ANY)]
        return next((self._by_key[key] for key in keys if key in self._by_key), None)

    def _add(self, row: dict[str, str]) -> None:
        deciding = Deciding(
            AgencyKind(row["kind"]).value, Tier(row["tier"]).value, row["department_short_name"]
        )
        key = (Tier(row["from_tier"]).value, row["field"], row["procedure_code"])
        self._by_key[key] = Proposal(deciding, row["certainty"], row["source"])
