"""A linear model of words: which label a text speaks for, how surely, and by which words.

Softmax regression over weighted presence of features (inverse document frequency, unit length),
taught by gradient steps in plain Python: a model of a province's size needs no library of
numbers, neither to be used nor to be taught. A temperature is fitted on wordings it has not seen,
because any such model is too sure of itself. docs/algorithms/suggestions.md has the measurements.
"""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log, sqrt
from typing import Any

from tinhso.contact.rules.wording import features

SHOWN_WORDS = 4
EPOCHS = 8
_FIRST_STEP = 4.0
_NEGLIGIBLE = 0.01
_TEMPERATURES = tuple(0.4 + step * 0.1 for step in range(60))
_DIGITS = 1
LEAST_WEIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Example:
    """A text whose label is known; ``family`` groups texts that are worded alike."""

    text: str
    label: str
    family: str = ""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a model makes of a text: the label, how sure it is (0 to 1), the words that say so."""

    label: str
    confidence: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordModel:
    """What a feature is worth (``idf``) and how it speaks for each label (``weights``)."""

    labels: tuple[str, ...]
    idf: Mapping[str, float]
    weights: Mapping[str, Sequence[float]]
    temperature: float = 1.0

    def guesses(self, text: str, most: int = 3) -> list[Guess]:
        """Give the likeliest labels, surest first; none for a text with no known word."""
        values = weigh(features(text), self.idf)
        if not values:
            return []
        shares = softmax(self.scores(values), self.temperature)
        ranked = sorted(range(len(shares)), key=lambda place: -shares[place])[:most]
        return [
            Guess(self.labels[place], shares[place], self._words_for(values, place))
            for place in ranked
        ]

    def scores(self, values: Mapping[str, float]) -> list[float]:
        """Give the evidence for each label, in their order."""
        scores = [0.0] * len(self.labels)
        for feature, value in values.items():
            for place, weight in enumerate(self.weights[feature]):
                scores[place] += weight * value
        return scores

    def as_json(self) -> dict[str, Any]:
        """Give the model as a file holds it."""
        return {
            "labels": list(self.labels),
            "temperature": round(self.temperature, 3),
            "words": {
                feature: [round(self.idf[feature], _DIGITS), _sparse(self.weights[feature])]
                for feature in sorted(self.weights)
            },
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "WordModel":
        """Read a model from its file."""
        count = len(kept["labels"])
        return cls(
            labels=tuple(kept["labels"]),
            idf={feature: idf for feature, (idf, _) in kept["words"].items()},
            weights={feature: _dense(row, count) for feature, (_, row) in kept["words"].items()},
            temperature=kept["temperature"],
        )

    def _words_for(self, values: Mapping[str, float], place: int) -> tuple[str, ...]:
        told = {
            feature: value * (self.weights[feature][place] - _mean(self.weights[feature]))
            for feature, value in values.items()
        }
        ranked = sorted(told, key=lambda feature: (-told[feature], feature))
        return shown_words([feature for feature in ranked if told[feature] > 0])


def weigh(found: set[str], idf: Mapping[str, float]) -> dict[str, float]:
    """Give the features a model knows with their values; together of length one."""
    known = {feature: idf[feature] for feature in found if feature in idf}
    length = sqrt(sum(value * value for value in known.values()))
    return {feature: value / length for feature, value in known.items()} if length else {}


def softmax(scores: Sequence[float], temperature: float = 1.0) -> list[float]:
    """Turn evidence into shares of one."""
    top = max(scores)
    raised = [exp((score - top) / temperature) for score in scores]
    whole = sum(raised)
    return [share / whole for share in raised]


def shown_words(ranked: Sequence[str]) -> tuple[str, ...]:
    """Choose which features to show a person: no word twice, as written before folded."""
    shown: list[str] = []
    spoken: set[str] = set()
    for feature in ranked:
        bare = feature.lstrip("~")
        parts = {word.removeprefix("~") for word in features(bare) if word.startswith("~")}
        if parts & spoken:
            continue
        shown.append(bare)
        spoken |= parts
        if len(shown) == SHOWN_WORDS:
            break
    return tuple(shown)


@dataclass
class Lesson:
    """Teaches a model from examples; the same examples give the same model."""

    examples: Sequence[Example]
    least: int = 2
    epochs: int = EPOCHS
    seed: int = 1
    labels: list[str] = field(init=False)
    idf: dict[str, float] = field(init=False)

    def __post_init__(self) -> None:
        read = [features(example.text) for example in self.examples]
        seen = Counter(feature for found in read for feature in found)
        self.labels = sorted({example.label for example in self.examples})
        self.idf = {
            feature: 1 + log((1 + len(read)) / (1 + count))
            for feature, count in seen.items()
            if count >= self.least
        }
        self._values = [weigh(found, self.idf) for found in read]

    def learn(self) -> WordModel:
        """Give the taught model: the mean of its later states, which is steadier than the last."""
        weights = {feature: [0.0] * len(self.labels) for feature in self.idf}
        model = WordModel(tuple(self.labels), self.idf, weights)
        place_of = {label: place for place, label in enumerate(self.labels)}
        order = list(range(len(self.examples)))
        # The order of practice, nothing secret.
        dice = random.Random(self.seed)  # noqa: S311
        for epoch in range(self.epochs):
            dice.shuffle(order)
            step = _FIRST_STEP / (1 + epoch)
            for index in order:
                self._practise(model, index, place_of[self.examples[index].label], step)
        return model

    def _practise(self, model: WordModel, index: int, right: int, step: float) -> None:
        values = self._values[index]
        shares = softmax(model.scores(values))
        changes = [(place, -share) for place, share in enumerate(shares) if share > _NEGLIGIBLE]
        changes = [(place, change + (place == right)) for place, change in changes]
        if shares[right] <= _NEGLIGIBLE:
            changes.append((right, 1 - shares[right]))
        if shares[right] > 1 - _NEGLIGIBLE:
            return
        for feature, value in values.items():
            row = model.weights[feature]
            for place, change in changes:
                row[place] += step * change * value  # type: ignore[index] # lists while learning


def pruned(model: WordModel, least: float = LEAST_WEIGHT) -> WordModel:
    """Give a model without the weights that hardly matter: a tenth of its size.

    A constant added to all weights of a feature changes no share, so each row is measured from
    its middle, where most labels stand.
    """
    weights: dict[str, list[float]] = {}
    for feature, row in model.weights.items():
        middle = sorted(row)[len(row) // 2]
        kept = [weight - middle if abs(weight - middle) >= least else 0.0 for weight in row]
        if any(kept):
            weights[feature] = kept
    idf = {feature: model.idf[feature] for feature in weights}
    return WordModel(model.labels, idf, weights, model.temperature)


def fit_temperature(model: WordModel, examples: Sequence[Example]) -> float:
    """Give the temperature under which unseen examples are least surprising (log loss)."""
    place_of = {label: place for place, label in enumerate(model.labels)}
    scored = [
        (model.scores(weigh(features(example.text), model.idf)), place_of[example.label])
        for example in examples
        if example.label in place_of
    ]

    def surprise(temperature: float) -> float:
        return sum(
            -log(max(softmax(scores, temperature)[place], 1e-12)) for scores, place in scored
        )

    return min(_TEMPERATURES, key=surprise)


def _mean(row: Sequence[float]) -> float:
    return sum(row) / len(row)


def _sparse(row: Sequence[float]) -> dict[str, float]:
    rounded = ((place, round(weight, _DIGITS)) for place, weight in enumerate(row))
    return {str(place): weight for place, weight in rounded if weight}


def _dense(row: Mapping[str, float], count: int) -> list[float]:
    return [row.get(str(place), 0.0) for place in range(count)]
