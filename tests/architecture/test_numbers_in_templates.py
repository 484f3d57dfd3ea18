"""Numbers a page shows are grouped by language; keys in attributes and addresses never are."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.template import engines
from django.utils.translation import override

from tinhso.core.grouping import grouped

SLICES = Path(__file__).resolve().parents[2] / "tinhso"
# An attribute's value, or a parameter of an address beside a tag with quotes of its own.
_WITHIN = re.compile(r'[\w:-]+="([^"<>]*\{\{[^"<>]*)"|[?;][\w-]+=(\{\{[^}]*\}\})')
_SHOWN = re.compile(r"\{\{\s*([\w.]+)([^}]*)\}\}")
_KEY = re.compile(r"\.pk$|_id$|\.ordinal$|\.revision$")
# Names of elements: text already.
_TEXTS = {"diagram_id"}


def _drawn(text: str, **values: object) -> str:
    return engines["django"].from_string(text).render(values)


@pytest.mark.parametrize(
    ("language", "count", "share"), [("vi", "1.224", "12,5"), ("en", "1,224", "12.5")]
)
def test_counts_are_grouped_as_the_reader_writes_them(
    language: str, count: str, share: str
) -> None:
    with override(language):
        assert _drawn("{{ n }} {{ s }}", n=1224, s=Decimal("12.5")) == f"{count} {share}"
        assert grouped(1224) == count
        assert grouped(Decimal("1224.5"), 1) == {"vi": "1.224,5", "en": "1,224.5"}[language]


def test_what_passes_through_unlocalize_is_plain() -> None:
    with override("vi"):
        assert _drawn('<i id="x-{{ n|unlocalize }}">', n=1224) == '<i id="x-1224">'


def test_no_key_is_grouped_in_an_attribute() -> None:
    found = [
        f"{path.relative_to(SLICES)}: {shown[0]}"
        for path in sorted(SLICES.rglob("*.html"))
        for within in _WITHIN.finditer(path.read_text(encoding="utf-8"))
        for shown in _SHOWN.finditer(within[1] or within[2])
        if _KEY.search(shown[1]) and shown[1] not in _TEXTS and "unlocalize" not in shown[2]
    ]

    assert found == []
