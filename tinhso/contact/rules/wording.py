"""What a model reads of a Vietnamese text: syllables and pairs of them, with and without accents.

Half of what people type has no accents; a model that learned accented text only fails on it
(.86 to .52 on a public corpus). So each syllable is read twice: as written, and folded.
"""

import re
import unicodedata

LONGEST_READ = 3000
_WORD = re.compile(r"[^\W_]+")
#: Short forms people type, in their long form.
SHORT_FORMS = {
    "k": "không", "ko": "không", "kg": "không", "hok": "không", "hông": "không", "hong": "không",
    "dc": "được", "đc": "được", "ng": "người", "đg": "đường", "ql": "quốc lộ", "vs": "với",
    "j": "gì", "r": "rồi", "bv": "bệnh viện", "hs": "học sinh", "gv": "giáo viên",
    "ubnd": "ủy ban", "ca": "công an", "p": "phường", "kp": "khu phố", "đt": "điện thoại",
    "xm": "xe máy", "oto": "ô tô", "nc": "nước", "wa": "quá", "wá": "quá", "nhìu": "nhiều",
    "zậy": "vậy", "bjo": "bây giờ", "cty": "công ty", "tp": "thành phố", "bhyt": "bảo hiểm y tế",
}  # fmt: skip


def folded(text: str) -> str:
    """Give the text without accents, in small letters."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return bare.replace("đ", "d")


def syllables(text: str) -> list[str]:
    """Give the syllables of a text in small letters, short forms written out, numbers as ``0``."""
    composed = unicodedata.normalize("NFC", text[:LONGEST_READ]).lower()
    found: list[str] = []
    for word in _WORD.findall(composed):
        if word[0].isdigit():
            found.append("0")
        else:
            found.extend(SHORT_FORMS.get(word, word).split())
    return found


def features(text: str) -> set[str]:
    """Give what a model counts: ``ổ gà`` as written and ``~o ga`` folded, singles and pairs."""
    words = syllables(text)
    found: set[str] = set()
    for form in (words, [f"~{folded(word)}" for word in words]):
        found.update(form)
        found.update(
            f"{first} {second.lstrip('~')}" for first, second in zip(form, form[1:], strict=False)
        )
    found.discard("0")
    found.discard("~0")
    return found


def as_written(text: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Give words and pairs the way they stand in a text, whatever accents the model knew."""
    read = syllables(text)
    singles = {folded(word): word for word in reversed(read)}
    pairs = {
        f"{folded(first)} {folded(second)}": f"{first} {second}"
        for first, second in zip(read, read[1:], strict=False)
    }
    written = {**singles, **pairs}
    return tuple(dict.fromkeys(written.get(folded(word), word) for word in words))
