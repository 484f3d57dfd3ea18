"""What the vault knows as data, for questions of another procedure's form."""

import json
from datetime import date

from tinhso.core.actors import Actor
from tinhso.vault.models import VaultPaper
from tinhso.vault.queries.kinds import load_kinds
from tinhso.vault.queries.lists import usable


def known_facts(*, actor: Actor, procedure_code: str, on: date) -> dict[str, tuple[str, str]]:
    """Give answers a citizen's verified papers hold for a procedure: value and paper's title.

    Nothing is guessed: where two papers of a kind could answer, neither does.
    """
    filling = {
        kind.code: kind.fills[procedure_code]
        for kind in load_kinds().by_code.values()
        if procedure_code in kind.fills
    }
    if not filling or not actor.is_citizen or actor.person_id is None:
        return {}
    papers = VaultPaper.objects.filter(usable(on), person_id=actor.person_id, kind__in=filling)
    by_kind: dict[str, list[VaultPaper]] = {}
    for paper in papers:
        by_kind.setdefault(paper.kind, []).append(paper)
    only_ones = [found[0] for found in by_kind.values() if len(found) == 1]
    return {
        question: (facts[name], paper.title)
        for paper in only_ones
        for facts in [json.loads(paper.facts or "{}")]
        for question, name in filling[paper.kind].items()
        if facts.get(name)
    }
