"""What many people write about at once: reports gathered by the rare words they share.

Single pass, the oldest first: a report joins the theme it is most like, or begins one. Likeness
is the cosine of pairs of folded syllables weighted by how rare they are. Nothing is merged; a
theme is a list for a person to look at.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log, sqrt

from tinhso.contact.rules.wording import folded, syllables

LEAST_LIKENESS = 0.28
LEAST_REPORTS = 3
SHOWN_WORDS = 5
#: A pair in more than this share of the reports says nothing about any of them.
_TOO_COMMON = 0.2


@dataclass(frozen=True, slots=True)
class Told:
    """A report: its key, its text, and whether it came in the later half of the time."""

    key: int
    text: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Theme:
    """Reports that speak of one thing: their keys, the words they share, early and late counts."""

    keys: tuple[int, ...]
    words: tuple[str, ...]
    early_count: int
    late_count: int

    @property
    def is_growing(self) -> bool:
        """Tell whether the later half brought clearly more than the earlier."""
        return self.late_count >= 2 * max(1, self.early_count)


@dataclass
class _Gathering:
    members: list[int] = field(default_factory=list)
    sums: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    length: float = 0.0

    def add(self, place: int, values: dict[str, float]) -> None:
        self.members.append(place)
        for word, value in values.items():
            self.sums[word] += value
        self.length = sqrt(sum(value * value for value in self.sums.values()))


def find_themes(told: Sequence[Told]) -> list[Theme]:
    """Gather reports into themes, the largest first; those nobody else speaks of are left out."""
    values = _weighed(told)
    gatherings: list[_Gathering] = []
    holders: defaultdict[str, set[int]] = defaultdict(set)
    for place, weights in enumerate(values):
        chosen = _most_like(weights, gatherings, holders)
        if chosen is None:
            gatherings.append(_Gathering())
            chosen = len(gatherings) - 1
        gatherings[chosen].add(place, weights)
        for word in weights:
            holders[word].add(chosen)
    found = [one for one in gatherings if len(one.members) >= LEAST_REPORTS]
    themes = [_theme(one, told) for one in found]
    return sorted(themes, key=lambda theme: (-len(theme.keys), theme.keys))


def _weighed(told: Sequence[Told]) -> list[dict[str, float]]:
    read = [_pairs(one.text) for one in told]
    seen = Counter(pair for pairs in read for pair in pairs)
    most = max(LEAST_REPORTS + 1, int(len(told) * _TOO_COMMON))
    idf = {pair: log((1 + len(told)) / count) for pair, count in seen.items() if 1 < count <= most}
    weighed = []
    for pairs in read:
        known = {pair: idf[pair] for pair in pairs if pair in idf}
        length = sqrt(sum(value * value for value in known.values()))
        weighed.append({pair: value / length for pair, value in known.items()} if length else {})
    return weighed


def _pairs(text: str) -> set[str]:
    words = [folded(word) for word in syllables(text)]
    return {f"{first} {second}" for first, second in zip(words, words[1:], strict=False)}


def _most_like(
    weights: dict[str, float], gatherings: list[_Gathering], holders: dict[str, set[int]]
) -> int | None:
    near = {chosen for word in weights for chosen in holders.get(word, ())}
    best, best_likeness = None, LEAST_LIKENESS
    for chosen in sorted(near):
        one = gatherings[chosen]
        shared = sum(value * one.sums.get(word, 0.0) for word, value in weights.items())
        likeness = shared / one.length if one.length else 0.0
        if likeness >= best_likeness:
            best, best_likeness = chosen, likeness
    return best


def _theme(one: _Gathering, told: Sequence[Told]) -> Theme:
    ranked = sorted(one.sums, key=lambda word: (-one.sums[word], word))[:SHOWN_WORDS]
    late = sum(told[place].is_late for place in one.members)
    return Theme(
        keys=tuple(told[place].key for place in one.members),
        words=tuple(ranked),
        early_count=len(one.members) - late,
        late_count=late,
    )
