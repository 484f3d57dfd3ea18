"""What the machine suggests of a text, always with the words that say so; people decide.

A model speaks of topics; a category of the province is as likely as its topics together. Under
a confidence nothing is suggested: an unsure suggestion costs the reader more than it saves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tinhso.contact.rules.classifier import WordModel
from tinhso.contact.rules.wording import as_written, folded, syllables

LEAST_CONFIDENCE = 0.7
LEAST_URGENCY = 0.35
MOST_SUGGESTED = 3
#: One word alone is no evidence, however telling it was among the examples.
LEAST_WORDS = 2
#: A second or third guess under this is only noise beside the first.
LEAST_ALTERNATIVE = 0.05
_ALL_TOPICS = 60


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggested value, how sure (0 to 1), and the words of the text that say so."""

    value: str
    confidence: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggester:
    """A taught pair of models: what a text is about, and how urgent it is."""

    version: str
    topics: WordModel
    urgency: WordModel
    category_of: Mapping[str, str]

    def categories(self, text: str) -> list[Suggestion]:
        """Give up to three categories, surest first; none when even the first is unsure."""
        shares: dict[str, float] = {}
        words: dict[str, tuple[str, ...]] = {}
        for guess in self.topics.guesses(text, most=_ALL_TOPICS):
            category = self.category_of[guess.label]
            shares[category] = shares.get(category, 0.0) + guess.confidence
            words.setdefault(category, guess.words)
        ranked = sorted(shares, key=lambda category: (-shares[category], category))
        if not ranked or shares[ranked[0]] < LEAST_CONFIDENCE:
            return []
        if len(words[ranked[0]]) < LEAST_WORDS:
            return []
        return [
            Suggestion(category, round(shares[category], 3), as_written(text, words[category]))
            for category in ranked[:MOST_SUGGESTED]
            if shares[category] >= LEAST_ALTERNATIVE
        ]

    def urgency_of(self, text: str) -> Suggestion | None:
        """Give how urgent a text sounds when it does so surely; ``None`` for the ordinary."""
        guesses = [one for one in self.urgency.guesses(text) if one.label != "NORMAL"]
        pressing = sum(one.confidence for one in guesses)
        if not guesses or pressing < LEAST_URGENCY:
            return None
        words = as_written(text, guesses[0].words)
        return Suggestion(guesses[0].label, round(pressing, 3), words)

    def as_json(self) -> dict[str, Any]:
        """Give the models as one file holds them."""
        return {
            "version": self.version,
            "category_of": dict(self.category_of),
            "topics": self.topics.as_json(),
            "urgency": self.urgency.as_json(),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Suggester":
        """Read the models from their file."""
        return cls(
            version=kept["version"],
            topics=WordModel.from_json(kept["topics"]),
            urgency=WordModel.from_json(kept["urgency"]),
            category_of=kept["category_of"],
        )


def marked_words(text: str, words: tuple[str, ...]) -> list[tuple[str, bool]]:
    """Cut a text into pieces, each told whether it is one of the words; accents do not matter."""
    wanted = {folded(part) for word in words for part in word.split()}
    pieces: list[tuple[str, bool]] = []
    for piece in text.split():
        is_told = bool(wanted & {folded(syllable) for syllable in syllables(piece)})
        pieces.append((piece, is_told))
    return pieces
