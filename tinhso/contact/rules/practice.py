"""Practice reports: made from a province's phrases, written the way people write.

Half lose their accents, many are shortened, misspelt or in southern speech. A family of phrases
is a way of saying a thing; examinations hold out whole families.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tinhso.contact.rules.classifier import Example
from tinhso.contact.rules.wording import SHORT_FORMS, folded

URGENCIES = ("NORMAL", "HIGH", "EMERGENCY")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_SPOKEN = {
    "này": "nầy", "vậy": "zậy", "không": "hổng", "nhiều": "nhìu", "quá": "wá", "với": "dới",
    "tôi": "tui", "gì": "j", "bên": "bển", "về": "dìa", "trời": "chời",
}  # fmt: skip
_SHORT = {long: short for short, long in SHORT_FORMS.items() if " " not in long}


@dataclass(frozen=True, slots=True)
class Family:
    """One way of saying what belongs to a topic, and how urgent it is."""

    name: str
    topic: str
    urgency: str
    phrases: tuple[str, ...]


def read_families(table: Mapping[str, Any]) -> list[Family]:
    """Read the families of a province's phrases."""
    return [
        Family(
            name=f"{topic['code']}/{number}",
            topic=topic["code"],
            urgency=URGENCIES[len(phrases[0]) - len(phrases[0].lstrip("!"))],
            phrases=tuple(phrase.lstrip("!") for phrase in phrases),
        )
        for topic in table["topic"]
        for number, phrases in enumerate(topic["families"])
    ]


def make_reports(
    families: Sequence[Family],
    slots: Mapping[str, Sequence[str]],
    *,
    each: int,
    seed: int,
) -> Iterator[tuple[Family, str]]:
    """Make reports of each family; the same seed makes the same reports."""
    # Practice texts, nothing secret.
    dice = random.Random(seed)  # noqa: S311
    for family in families:
        for _ in range(each):
            phrase = fill(dice.choice(family.phrases), slots, dice)
            whole = f"{dice.choice(slots['chao'])} {phrase}. {dice.choice(slots['xin'])}"
            yield family, roughen(" ".join(whole.split()), dice)


def word_examples(table: Mapping[str, Any]) -> list[Example]:
    """Give a topic's own words as examples: each with and without accents."""
    return [
        Example(form, topic["code"], f"{topic['code']}/words")
        for topic in table["topic"]
        for word in topic["words"].split(", ")
        for form in (word, folded(word))
    ]


def urgent_words(table: Mapping[str, Any]) -> list[Example]:
    """Give the words of danger as examples: each with and without accents."""
    return [
        Example(form, urgency, "urgent/words")
        for urgency, words in table["urgency"].items()
        for word in words.split(", ")
        for form in (word, folded(word))
    ]


def fill(phrase: str, slots: Mapping[str, Sequence[str]], dice: random.Random) -> str:
    """Choose the choices and fill the places of a phrase."""
    chosen = _CHOICE.sub(lambda found: dice.choice(found[1].split("|")), phrase)
    return _SLOT.sub(lambda found: dice.choice(slots[found[1]]), chosen)


def roughen(text: str, dice: random.Random) -> str:
    """Write a text as people do: spoken, shortened, misspelt, without accents or capitals."""
    words = [_rough_word(word, dice) for word in text.split()]
    if dice.random() < 0.2:
        words.insert(dice.randrange(len(words) + 1), dice.choice(["ạ", "nha", "nhé", "á", "luôn"]))
    rough = " ".join(words)
    if dice.random() < 0.5:
        rough = folded(rough)
    elif dice.random() < 0.4:
        rough = rough.lower()
    return rough


def _rough_word(word: str, dice: random.Random) -> str:
    bare = word.lower()
    if dice.random() < 0.15:
        word = _SPOKEN.get(bare, word)
    if dice.random() < 0.15:
        word = _SHORT.get(bare, word)
    if len(word) > 3 and dice.random() < 0.02:
        at = dice.randrange(1, len(word) - 1)
        word = word[:at] + word[at + 1 :]
    return word


def by_topic(made: Iterator[tuple[Family, str]]) -> list[Example]:
    """Label reports by their topic."""
    return [Example(text, family.topic, family.name) for family, text in made]


def categories_of(table: Mapping[str, Any]) -> dict[str, str]:
    """Give the category of each topic."""
    return {topic["code"]: topic["category"] for topic in table["topic"]}


def by_urgency(made: Iterator[tuple[Family, str]]) -> list[Example]:
    """Label reports by how urgent they are."""
    return [Example(text, family.urgency, family.name) for family, text in made]
