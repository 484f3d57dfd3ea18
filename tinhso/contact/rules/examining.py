"""How good the suggestions are: taught on some ways of saying things, examined on others.

Whole families of phrases are held out in turn, so that no wording of the examination was ever
taught; the temperature is fitted on families held out of the teaching. A score on sentences of
known families would be near perfect and mean nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tinhso.contact.rules.classifier import Example, Lesson, WordModel, fit_temperature, pruned
from tinhso.contact.rules.practice import (
    Family,
    by_topic,
    by_urgency,
    categories_of,
    make_reports,
    read_families,
    urgent_words,
    word_examples,
)
from tinhso.contact.rules.suggesting import LEAST_CONFIDENCE, Suggester
from tinhso.contact.rules.wording import folded

FOLDS = 6
WORD_WEIGHT = 2
URGENT_WORD_WEIGHT = 8
_EACH, _EACH_URGENT, _EXAMINED_EACH, _SEED = 15, 12, 6, 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was suggested for one examined report."""

    category: str
    suggested: tuple[str, ...]
    confidence: float
    has_accents: bool
    urgency: str
    suggested_urgency: str

    @property
    def is_right(self) -> bool:
        """Tell whether the first suggestion is right."""
        return bool(self.suggested) and self.suggested[0] == self.category


def teach(
    table: Mapping[str, Any],
    families: Sequence[Family],
    *,
    version: str,
    more: Sequence[Example] = (),
    held_out: Sequence[Family] = (),
) -> Suggester:
    """Teach both models; ``held_out`` families fit the temperature, ``more`` are people's choices.

    ``more`` are labelled by topic.
    """
    slots = table["slots"]
    reports = by_topic(make_reports(families, slots, each=_EACH, seed=_SEED))
    topics = pruned(Lesson([*reports, *word_examples(table) * WORD_WEIGHT, *more]).learn())
    urgent = [*by_urgency(_balanced(families, slots)), *urgent_words(table) * URGENT_WORD_WEIGHT]
    urgency = pruned(Lesson(urgent, epochs=4).learn(), least=0.5)
    if held_out:
        unseen = list(make_reports(held_out, slots, each=_EXAMINED_EACH, seed=_SEED + 1))
        topics = _calibrated(topics, by_topic(iter(unseen)))
        urgency = _calibrated(urgency, by_urgency(iter(unseen)))
    return Suggester(version, topics, urgency, categories_of(table))


def teach_all(table: Mapping[str, Any], *, version: str, more: Sequence[Example] = ()) -> Suggester:
    """Teach on every family, with temperatures fitted while a sixth of them was held out."""
    families = read_families(table)
    kept, held_out = fold(families, FOLDS - 1)
    trial = teach(table, kept, version=version, held_out=held_out)
    whole = teach(table, families, version=version, more=more)
    return replace(
        whole,
        topics=replace(whole.topics, temperature=trial.topics.temperature),
        urgency=replace(whole.urgency, temperature=trial.urgency.temperature),
    )


def examine(table: Mapping[str, Any], folds: Sequence[int] = range(FOLDS)) -> list[Verdict]:
    """Teach and examine once a fold; gives a verdict on every examined report."""
    families = read_families(table)
    verdicts: list[Verdict] = []
    for number in folds:
        known, examined = fold(families, number)
        taught, calibrating = fold(known, (number + 1) % FOLDS)
        temperatures = teach(table, taught, version="trial", held_out=calibrating)
        suggester = teach(table, known, version="examined")
        suggester = replace(
            suggester,
            topics=replace(suggester.topics, temperature=temperatures.topics.temperature),
            urgency=replace(suggester.urgency, temperature=temperatures.urgency.temperature),
        )
        made = make_reports(examined, table["slots"], each=_EXAMINED_EACH, seed=_SEED + 2)
        verdicts += [_judge(suggester, family, text) for family, text in made]
    return verdicts


def fold(families: Sequence[Family], number: int) -> tuple[list[Family], list[Family]]:
    """Give the families kept, and those held out in a fold: every sixth of each topic."""
    out = [one for one in families if int(one.name.rpartition("/")[2]) % FOLDS == number]
    return [one for one in families if one not in out], out


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of one: right at first, among three, how often anything was said, and right then."""

    count: int
    first: float
    among_three: float
    spoken: float
    precision: float


def score(verdicts: Sequence[Verdict], least: float = LEAST_CONFIDENCE) -> Score:
    """Sum verdicts up, with nothing said under a confidence."""
    count = len(verdicts) or 1
    spoken = [one for one in verdicts if one.confidence >= least]
    return Score(
        count=len(verdicts),
        first=sum(one.is_right for one in verdicts) / count,
        among_three=sum(one.category in one.suggested for one in verdicts) / count,
        spoken=len(spoken) / count,
        precision=sum(one.is_right for one in spoken) / (len(spoken) or 1),
    )


def urgency_score(verdicts: Sequence[Verdict]) -> tuple[float, float]:
    """Give the recall of urgent reports, and the share of alarms that were right."""
    urgent = [one for one in verdicts if one.urgency != "NORMAL"]
    alarms = [one for one in verdicts if one.suggested_urgency]
    found = sum(bool(one.suggested_urgency) for one in urgent) / (len(urgent) or 1)
    right = sum(one.urgency != "NORMAL" for one in alarms) / (len(alarms) or 1)
    return found, right


def _judge(suggester: Suggester, family: Family, text: str) -> Verdict:
    shares: dict[str, float] = {}
    for guess in suggester.topics.guesses(text, most=len(suggester.topics.labels)):
        category = suggester.category_of[guess.label]
        shares[category] = shares.get(category, 0.0) + guess.confidence
    ranked = sorted(shares, key=lambda category: -shares[category])
    urgency = suggester.urgency_of(text)
    return Verdict(
        category=suggester.category_of[family.topic],
        suggested=tuple(ranked[:3]),
        confidence=shares[ranked[0]] if ranked else 0.0,
        has_accents=text.lower() != folded(text),
        urgency=family.urgency,
        suggested_urgency=urgency.value if urgency else "",
    )


def _calibrated(model: WordModel, unseen: Sequence[Example]) -> WordModel:
    return replace(model, temperature=fit_temperature(model, unseen))


def _balanced(families: Sequence[Family], slots: Mapping[str, Sequence[str]]) -> Any:
    """Make more reports of the rarer urgent families, so that the model learns their words."""
    for urgency, times in (("NORMAL", 1), ("HIGH", 4), ("EMERGENCY", 10)):
        chosen = [one for one in families if one.urgency == urgency]
        yield from make_reports(chosen, slots, each=min(_EACH_URGENT * times, 120), seed=_SEED)
