"""A log as tiles, read from an address or a folder; proofs built from them."""

import urllib.error
import urllib.parse
import urllib.request
from functools import lru_cache
from pathlib import Path

from tinhso_verify import merkle

WIDTH = 256
_TIMEOUT_SECONDS = 20
_MOST_BYTES = 32 * 1024 * 1024


class Unreachable(Exception):
    """The log could not be read: nothing is proven, nothing is refuted."""


class TileMissing(Exception):
    """The log does not serve a tile its size says it has, or not as long as it must be."""


class Source:
    """Where a log is read: ``https://site`` (its ``/log/``) or a folder."""

    def __init__(self, site: str) -> None:
        scheme = urllib.parse.urlsplit(site).scheme
        self._folder = None if scheme in {"http", "https"} else Path(site)
        self._address = f"{site.rstrip('/')}/log/"

    def read(self, name: str) -> bytes | None:
        """Give a file of the log, ``None`` where there is none.

        :raises Unreachable: no answer.
        """
        if self._folder is not None:
            return self._read_file(self._folder / name)
        try:
            with urllib.request.urlopen(  # noqa: S310 - http or https, checked above
                self._address + name, timeout=_TIMEOUT_SECONDS
            ) as answer:
                return bytes(answer.read(_MOST_BYTES))
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None
            raise Unreachable(f"{name}: {error}") from error
        except (OSError, ValueError) as error:
            raise Unreachable(f"{name}: {error}") from error

    def _read_file(self, path: Path) -> bytes | None:
        if self._folder is None or not self._folder.is_dir():
            raise Unreachable(f"{self._folder} is not a folder")
        return path.read_bytes() if path.is_file() else None


def tile_name(level: str, number: int, width: int) -> str:
    """Give the path of a tile: thousands in groups of three, a partial one with its width."""
    groups = [f"{number % 1000:03d}"]
    while number >= 1000:
        number //= 1000
        groups.append(f"x{number % 1000:03d}")
    part = f".p/{width}" if width < WIDTH else ""
    return f"tile/{level}/{'/'.join(reversed(groups))}{part}"


class Log:
    """The tree of one size as its tiles show it."""

    def __init__(self, source: Source, size: int) -> None:
        self.source, self.size = source, size
        self.tile = lru_cache(maxsize=2048)(self._tile)

    def width(self, level: int, number: int) -> int:
        """Give how many hashes a tile has in a tree of this size."""
        return max(0, min(WIDTH, (self.size >> (8 * level)) - number * WIDTH))

    def _tile(self, level: int, number: int) -> list[bytes]:
        """Give the hashes of a tile.

        :raises TileMissing: it is not there, or not as long as the size demands.
        """
        width = self.width(level, number)
        name = tile_name(str(level), number, width)
        raw = self.source.read(name)
        if raw is None or len(raw) != width * merkle.HASH_BYTES:
            raise TileMissing(name)
        return [raw[at : at + 32] for at in range(0, len(raw), 32)]

    def entries(self, number: int) -> list[bytes]:
        """Give the leaves of a bundle.

        :raises TileMissing: it is not there, or does not hold as many as the size demands.
        """
        width = self.width(0, number)
        name = tile_name("entries", number, width)
        raw = self.source.read(name)
        leaves = None if raw is None else _unpack(raw)
        if leaves is None or len(leaves) != width:
            raise TileMissing(name)
        return leaves

    def inclusion_path(self, index: int) -> list[bytes]:
        """Give the hashes from a leaf to the root."""
        begin, end, path = 0, self.size, []
        while end - begin > 1:
            middle = begin + merkle.split(end - begin)
            if index < middle:
                path.append(self._range(middle, end))
                end = middle
            else:
                path.append(self._range(begin, middle))
                begin = middle
        return path[::-1]

    def consistency_path(self, old_size: int) -> list[bytes]:
        """Give the hashes that prove an older tree to be a beginning of this one."""
        begin, end, path, is_whole = 0, self.size, [], True
        while old_size != end:
            middle = begin + merkle.split(end - begin)
            if old_size <= middle:
                path.append(self._range(middle, end))
                end = middle
            else:
                path.append(self._range(begin, middle))
                begin, is_whole = middle, False
        return ([] if is_whole else [self._range(begin, end)]) + path[::-1]

    def root(self) -> bytes:
        """Give the root the tiles lead to."""
        return self._range(0, self.size)

    def _range(self, begin: int, end: int) -> bytes:
        width = end - begin
        if width & (width - 1):
            middle = begin + merkle.split(width)
            return merkle.node_hash(self._range(begin, middle), self._range(middle, end))
        height = width.bit_length() - 1
        level, depth = divmod(height, 8)
        number, offset = divmod(begin >> (8 * level), WIDTH)
        grown = merkle.Growing()
        for hashed in self.tile(level, number)[offset : offset + (1 << depth)]:
            grown.add(hashed)
        return grown.root()


def _unpack(raw: bytes) -> list[bytes] | None:
    leaves, at = [], 0
    while at < len(raw):
        length = int.from_bytes(raw[at : at + 2], "big")
        leaf = raw[at + 2 : at + 2 + length]
        if len(leaf) != length:
            return None
        leaves.append(leaf)
        at += 2 + length
    return leaves
