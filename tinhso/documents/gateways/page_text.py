"""Text and pictures of pages of files from outside, read by a process of its own with limits.

Run as a script it reads a PDF from standard input: ``text`` writes JSON with the list of the pages'
texts, ``picture <page> <dots> <grey|colour>`` one page as PNG. What swells or loops ends that
process only.
"""

import io
import json
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_MEMORY = 1024 * 1024 * 1024
_SECONDS = 20
_MOST_PAGES = 500
_MOST_LETTERS = 2_000_000
_COLOURS = ("grey", "colour")


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of each page; not readable when the file is locked, broken or too heavy.

    ``is_whole`` is false when the file goes on beyond what is read of one.
    """

    is_readable: bool
    pages: tuple[str, ...] = ()
    is_whole: bool = True


def read_pages(content: bytes) -> PageText:
    """Give the text layer of a PDF, page by page."""
    try:
        found = json.loads(_ask(content, "text"))
    except (subprocess.SubprocessError, ValueError):
        return PageText(is_readable=False)
    return PageText(True, tuple(found["pages"]), found["is_whole"])


def draw_page(content: bytes, page: int, dots_per_inch: int, *, in_colour: bool = False) -> bytes:
    """Draw one page of a PDF (counted from 1) as PNG.

    :raises ValueError: it cannot be drawn.
    """
    try:
        return _ask(content, "picture", str(page), str(dots_per_inch), _COLOURS[in_colour])
    except subprocess.SubprocessError as error:
        raise ValueError(f"page {page} cannot be drawn") from error


def _ask(content: bytes, *wish: str) -> bytes:
    done = subprocess.run(  # noqa: S603 - our own interpreter and this very file
        [sys.executable, "-I", str(Path(__file__).resolve()), *wish],
        input=content,
        capture_output=True,
        timeout=_SECONDS * 2,
        check=True,
    )
    return done.stdout


def _main(wish: list[str]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    import pypdfium2

    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    if wish[0] == "picture":
        page, dots = int(wish[1]), int(wish[2])
        is_grey = wish[3] == _COLOURS[False]
        document.init_forms()  # signatures and seals are drawn as fields of a form
        picture = document[page - 1].render(scale=dots / 72, grayscale=is_grey).to_pil()
        output = io.BytesIO()
        picture.save(output, "PNG")
        sys.stdout.buffer.write(output.getvalue())
        return
    texts, letters = [], 0
    for number in range(min(len(document), _MOST_PAGES)):
        text = document[number].get_textpage().get_text_range()
        letters += len(text)
        if letters > _MOST_LETTERS:
            break
        texts.append(text)
    sys.stdout.write(json.dumps({"pages": texts, "is_whole": len(texts) == len(document)}))


if __name__ == "__main__":
    _main(sys.argv[1:])
