"""Attacks made from honest files, as folders a verifier can be run over.

``make_corpus`` writes ``honest/`` and ``attacks/``; ``failures`` names what a verifier got wrong.
A cut that leaves every signature and its content in place only takes later time-stamps off: that
file is honest too, and is left out.
"""

import io
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from tinhso.documents.tests import attacks

HONEST, ATTACKS = "honest", "attacks"
UPDATES = (
    attacks.with_added_page,
    attacks.with_annotation,
    attacks.with_catalogue_replaced,
    attacks.with_field_value_changed,
    attacks.with_hidden_text_shown,
    attacks.with_other_appearance,
    attacks.with_white_box,
)
_CONTENTS = b"/Contents <"
_END = b"%%EOF"


def make_corpus(
    files: Mapping[str, bytes], folder: Path, *, flips: int = 6, attacked: Sequence[str] = ()
) -> int:
    """Write files and attacks on each, or on those named; gives how many attacks there are."""
    (folder / HONEST).mkdir(parents=True, exist_ok=True)
    (folder / ATTACKS).mkdir(exist_ok=True)
    names = sorted(files)
    count = 0
    for position, name in enumerate(names):
        content, other = files[name], files[names[position - 1]]
        (folder / HONEST / f"{name}.pdf").write_bytes(content)
        if attacked and name not in attacked:
            continue
        for what, forged in attacks_on(content, other, flips=flips):
            (folder / ATTACKS / f"{name}--{what}.pdf").write_bytes(forged)
            count += 1
    return count


def attacks_on(content: bytes, other: bytes, *, flips: int) -> Iterator[tuple[str, bytes]]:
    """Give attacks on one file; a seal is taken from the other."""
    chance = random.Random(len(content))  # noqa: S311 - the same bits each time
    for number in range(flips):
        flipped = bytearray(content)
        flipped[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        yield f"bit-{number}", bytes(flipped)
    for number, cut in enumerate(attacks.truncations(content)):
        if not _is_honest_revision(cut, content):
            yield f"cut-{number}", cut
    for attack in UPDATES:
        yield attack.__name__.replace("_", "-"), attack(content)
    yield "bytes-after", content + b"\n% 1.000.000.000\n"
    if other is not content:
        yield "swapped-seal", with_seal_of(content, other)


def _is_honest_revision(cut: bytes, content: bytes) -> bool:
    is_revision = cut.rstrip().endswith(_END) and cut.count(_END) < content.count(_END)
    return is_revision and signatures_in(cut) == signatures_in(content)


def signatures_in(content: bytes) -> int:
    """Count the signatures of people and organisations in a file; none when it is broken."""
    try:
        return len(PdfFileReader(io.BytesIO(content)).embedded_regular_signatures)
    except (PdfError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError, OSError):
        return 0


def with_seal_of(content: bytes, other: bytes) -> bytes:
    """Put the last signature of another file into the place of this one's."""
    own, alien = content.rindex(_CONTENTS), other.rindex(_CONTENTS)
    end, alien_end = content.index(b">", own), other.index(b">", alien)
    start, alien_start = own + len(_CONTENTS), alien + len(_CONTENTS)
    held = other[alien_start:alien_end][: end - start].ljust(end - start, b"0")
    return content[:start] + held + content[end:]


def failures(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """Give the files a verifier judged wrongly: attacks called valid, honest ones not."""
    return [
        row["file"]
        for row in rows
        if (Path(row["file"]).parent.name == HONEST) != (row["conclusion"] == "VALID")
    ]
