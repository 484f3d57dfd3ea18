"""What a copy says of itself: which form, from which document, which pages, from which bytes."""

from collections.abc import Sequence

_VERBS = {
    "SY": "Sao y toàn bộ văn bản",
    "SL": "Sao lục toàn bộ bản sao y của văn bản",
    "TrS": "Trích sao",
}


def copy_statement(form: str, source: str, author: str, pages: Sequence[int]) -> str:
    """Give the sentence that says what was copied.

    >>> copy_statement("TrS", "Công văn 5/UBND Về X", "UBND tỉnh", [1, 2, 3, 7])
    'Trích sao trang 1–3, 7 của văn bản: Công văn 5/UBND Về X; cơ quan ban hành: UBND tỉnh.'
    """
    which = f"{_VERBS[form]} {page_words(pages)} của văn bản" if form == "TrS" else _VERBS[form]
    return f"{which}: {source.strip()}; cơ quan ban hành: {author}."


def provenance_words(name: str, sha256: str) -> str:
    """Give the sentence by which anybody finds the very bytes a copy was made from."""
    return f"Tệp được sao: {name}; mã băm SHA-256: {sha256}."


def page_words(pages: Sequence[int]) -> str:
    """Write page numbers with runs joined.

    >>> page_words([1, 2, 3, 7])
    'trang 1–3, 7'
    """
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return "trang " + ", ".join(f"{a}–{b}" if b > a else str(a) for a, b in runs)


def read_pages(text: str) -> tuple[int, ...]:
    """Read what somebody typed as pages: ``1-3, 7``.

    :raises ValueError: it is not pages.
    """
    pages: list[int] = []
    for part in text.replace("–", "-").replace(";", ",").split(","):
        first, _, last = part.strip().partition("-")
        low, high = int(first), int(last or first)
        if not 0 < low <= high <= low + 500:
            raise ValueError(text)
        pages.extend(range(low, high + 1))
    return tuple(pages)
