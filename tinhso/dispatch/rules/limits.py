"""What an envelope may hold at most; more is refused by name before it costs anything."""

from dataclasses import dataclass

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds, sizes in bytes; ``zip_ratio`` is unpacked to packed."""

    envelope: int = 64 * _MEGABYTE
    elements: int = 20_000
    depth: int = 24
    files: int = 50
    one_file: int = 30 * _MEGABYTE
    all_files: int = 45 * _MEGABYTE
    zip_ratio: int = 100
    recipients: int = 2_000
    text: int = 4_000


LIMITS = Limits()
#: A little file may shrink a lot by being packed; below this size the ratio says nothing.
RATIO_COUNTS_FROM = _MEGABYTE
