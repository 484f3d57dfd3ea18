"""The words a procedure is found by, and what a query means once typing habits are undone."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tinhso.core.text import fold, squeeze

MOST_QUERY_LETTERS = 120
MOST_PHRASE_LETTERS = 1000

# Words that say how one asks, not what one asks for. Short syllables are left alone: without
# accents "can" may be cần or căn, "sao" may be sao or bản sao.
_ASKING = re.compile(
    r"\b(?:cho (?:toi|em|minh) hoi|(?:toi|em|minh) (?:muon|can)|(?:nhu )?the nao|(?:phai )?lam sao"
    r"|(?:phai |can )?lam gi|can (?:nhung )?(?:giay to )?gi|(?:lam |nop |o )+dau|bao (?:nhieu|lau)"
    r"|khi nao|thu tuc|ho so|muon|xin|hoi|cua|gi|khong|voi|nhe"
    r"|i (?:want|need) to|how (?:do i|can i|to)|where (?:do i|can i)|apply for|of|for)\b"
)

_FOLLOW_UP_NAME = re.compile(
    r"\b(?:gia han|dieu chinh|cap lai|dang ky lai|thay doi|tam ngung|cham dut|sua doi|thu hoi)\b"
)
_FOLLOW_UP_WORDS = re.compile(
    r"\b(?:lai|mat|doi|sua|sai|nham|gia han|het han|dieu chinh|ngung|nghi|cham dut|huy|dong cua"
    r"|dep|hong|rach|them|lost|renew|replace|change|close|suspend|again|extend|extension|amend)\b"
)

_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|th|tr|ch|gh|gi|kh|ph|qu|[bcdghklmnpqrstvx])?"
    r"(?:uye|uya|uyu|oai|oay|oeo|uay|uai|uoi|uou|yeu|ieu|ia|ie|iu|ua|uo|uu|ue|ui|uy|ya|ye"
    r"|oa|oe|oi|ao|ai|au|ay|eo|eu|[aeiouy])"
    r"(?:ng|nh|ch|[cmnpt])?"
)
_DOUBLED = re.compile(r"aa|ee|oo|dd")
_HOOKED = re.compile(r"([aou])w")
_TONE_KEYS = "sfrxj"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words by which a procedure is found: ``kind`` is a PhraseKind code, ``text`` is folded."""

    kind: str
    text: str


def phrases_of(content: Mapping[str, Any]) -> list[Phrase]:
    """Give every phrase a procedure can be found by, without repeats, the strongest kind first."""
    seen: dict[str, Phrase] = {}
    for kind, words in _sources(content):
        text = _plain(words)[:MOST_PHRASE_LETTERS]
        if text and text not in seen:
            seen[text] = Phrase(kind, text)
    return list(seen.values())


def search_words(query: str) -> str:
    """Give a query as the index knows words: folded, telex undone, words of asking left out.

    A query of nothing but words of asking is kept whole. Accents and case never matter.

    >>> search_words("Tôi muốn làm giaays khai sinh")
    'giay khai sinh'
    """
    plain = _plain(query[:MOST_QUERY_LETTERS])
    words = " ".join(_without_telex(word) for word in _ASKING.sub(" ", plain).split())
    return squeeze(_ASKING.sub(" ", words)) or words or plain


def is_follow_up(name: str) -> bool:
    """Tell whether a procedure changes, renews or ends what another one gives."""
    return bool(_FOLLOW_UP_NAME.search(fold(name)))


def asks_follow_up(words: str) -> bool:
    """Tell whether folded words ask for a change, a renewal, a replacement or an end."""
    return bool(_FOLLOW_UP_WORDS.search(words))


def _sources(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for words in content["everyday_words"]:
        yield "EVERYDAY", words
    for language in ("vi", "en"):
        yield "NAME", content["name"][language]
    yield "NAME", content["code"]["value"]
    if content.get("demonstration"):
        # Found by its name and everyday words only: it must not crowd out real procedures.
        return
    for part in ("summary", "result"):
        for language in ("vi", "en"):
            yield "SUMMARY", content[part][language]
    for paper in content["papers"]:
        yield "PAPER", paper["name"]["vi"]
        yield "PAPER", paper["name"]["en"]


def _plain(text: str) -> str:
    return squeeze(re.sub(r"[^\w.]+", " ", fold(text)).replace("_", " ").strip(" ."))


def _without_telex(word: str) -> str:
    """Undo keys of the telex method left in a word: ``giaays`` is ``giay``.

    Only a word that is no Vietnamese syllable, and becomes one, is changed.
    """
    if not word.isascii() or not word.isalpha() or _SYLLABLE.fullmatch(word):
        return word
    bare = _HOOKED.sub(r"\1", _DOUBLED.sub(lambda match: match[0][0], word))
    bare = "u".join(bare.split("w")) if "w" in bare else bare
    for candidate in (bare, bare.rstrip(_TONE_KEYS), _without_last_tone(bare)):
        if _SYLLABLE.fullmatch(candidate):
            return candidate
    return word


def _without_last_tone(word: str) -> str:
    """Drop one tone key typed inside the word: ``giasy`` is ``giay``."""
    for place in range(len(word) - 1, 0, -1):
        if word[place] in _TONE_KEYS:
            return word[:place] + word[place + 1 :]
    return word
