"""The Merkle tree of RFC 6962 over C2SP tiles: hashes, proofs, and their verification."""

import hashlib
from collections.abc import Callable, Iterable, Sequence

HASH_BYTES = 32
TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
TILE_BYTES = TILE_WIDTH * HASH_BYTES
EMPTY_ROOT = hashlib.sha256(b"").digest()

ReadTile = Callable[[int, int], bytes]


class BrokenTree(Exception):
    """The stored tiles do not hold the hashes a tree of this size must have."""


def leaf_hash(leaf: bytes) -> bytes:
    """Hash a leaf (RFC 6962 section 2.1)."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two neighbouring subtrees (RFC 6962 section 2.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def full_root(hashes: Sequence[bytes]) -> bytes:
    """Give the root over a power of two of neighbouring hashes."""
    level = list(hashes)
    while len(level) > 1:
        level = [node_hash(level[at], level[at + 1]) for at in range(0, len(level), 2)]
    return level[0]


def split_hashes(tile: bytes) -> list[bytes]:
    """Cut a tile into its hashes."""
    return [tile[at : at + HASH_BYTES] for at in range(0, len(tile), HASH_BYTES)]


def grow_tiles(
    *, size: int, leaves: Sequence[bytes], read_tile: ReadTile
) -> dict[tuple[int, int], bytes]:
    """Give the tiles that change when leaf hashes are added to a tree of a size.

    :raises BrokenTree: the last tiles are not as long as the size says.
    """
    changed: dict[tuple[int, int], bytes] = {}
    level, count, hashes = 0, size, list(leaves)
    while hashes:
        number, width = divmod(count, TILE_WIDTH)
        grown = _read_exactly(read_tile, level, number, width) + b"".join(hashes)
        parents = []
        for at in range(0, len(grown), TILE_BYTES):
            tile = grown[at : at + TILE_BYTES]
            changed[level, number + at // TILE_BYTES] = tile
            if len(tile) == TILE_BYTES:
                parents.append(full_root(split_hashes(tile)))
        level, count, hashes = level + 1, number, parents
    return changed


def _read_exactly(read_tile: ReadTile, level: int, number: int, width: int) -> bytes:
    tile = read_tile(level, number) if width else b""
    if len(tile) != width * HASH_BYTES:
        raise BrokenTree(f"tile {level}/{number} does not hold {width} hashes")
    return tile


class Tree:
    """A tree of one size, read from tiles; gives its root and proofs."""

    def __init__(self, size: int, read_tile: ReadTile) -> None:
        self.size = size
        self._read_tile = read_tile

    def root(self) -> bytes:
        """Give the root hash."""
        return self._range_root(0, self.size) if self.size else EMPTY_ROOT

    def leaf(self, index: int) -> bytes:
        """Give a leaf hash."""
        return self._subtree_root(0, index)

    def inclusion_path(self, index: int) -> list[bytes]:
        """Give the hashes that lead from a leaf to the root (RFC 6962 section 2.1.1)."""
        if not 0 <= index < self.size:
            raise IndexError("no such leaf")
        begin, end, path = 0, self.size, []
        while end - begin > 1:
            middle = begin + _split(end - begin)
            if index < middle:
                path.append(self._range_root(middle, end))
                end = middle
            else:
                path.append(self._range_root(begin, middle))
                begin = middle
        return path[::-1]

    def consistency_path(self, old_size: int) -> list[bytes]:
        """Give the hashes that prove an older tree is a beginning of this one (2.1.2)."""
        if not 0 < old_size <= self.size:
            raise IndexError("no such older tree")
        begin, end, path, is_whole = 0, self.size, [], True
        while old_size != end:
            middle = begin + _split(end - begin)
            if old_size <= middle:
                path.append(self._range_root(middle, end))
                end = middle
            else:
                path.append(self._range_root(begin, middle))
                begin, is_whole = middle, False
        return ([] if is_whole else [self._range_root(begin, end)]) + path[::-1]

    def _range_root(self, begin: int, end: int) -> bytes:
        width = end - begin
        if width & (width - 1) == 0:
            level = width.bit_length() - 1
            return self._subtree_root(level, begin >> level)
        middle = begin + _split(width)
        return node_hash(self._range_root(begin, middle), self._range_root(middle, end))

    def _subtree_root(self, level: int, number: int) -> bytes:
        tile_level, depth = divmod(level, TILE_HEIGHT)
        first = number << depth
        tile_number, offset = divmod(first, TILE_WIDTH)
        hashes = self._read_tile(tile_level, tile_number)[
            offset * HASH_BYTES : (offset + (1 << depth)) * HASH_BYTES
        ]
        if len(hashes) != HASH_BYTES << depth:
            raise BrokenTree(f"tile {tile_level}/{tile_number} is too short")
        return full_root(split_hashes(hashes))


def _split(width: int) -> int:
    """Give the largest power of two smaller than a width."""
    return 1 << ((width - 1).bit_length() - 1)


class CompactRange:
    """The roots of a growing tree, leaf by leaf, in a few hashes of memory."""

    def __init__(self) -> None:
        self.size = 0
        self._roots: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Add a leaf hash."""
        self.size += 1
        carried, complete = leaf, self.size
        while complete & 1 == 0:
            carried = node_hash(self._roots.pop(), carried)
            complete >>= 1
        self._roots.append(carried)

    def root(self) -> bytes:
        """Give the root of what was added so far."""
        if not self._roots:
            return EMPTY_ROOT
        root = self._roots[-1]
        for left in reversed(self._roots[:-1]):
            root = node_hash(left, root)
        return root


def _are_hashes(hashes: Iterable[bytes]) -> bool:
    return all(len(item) == HASH_BYTES for item in hashes)


def verify_inclusion(
    *, leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes
) -> bool:
    """Tell whether a leaf hash is at an index of the tree with this root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size or not _are_hashes([leaf, root, *path]):
        return False
    position, last, computed = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if position & 1 or position == last:
            computed = node_hash(sibling, computed)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            computed = node_hash(computed, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and computed == root


def verify_consistency(
    *, old_size: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]
) -> bool:
    """Tell whether the older tree is a beginning of the newer one (RFC 9162, 2.1.4.2)."""
    if not 0 < old_size <= size or not _are_hashes([old_root, root, *path]):
        return False
    if old_size == size:
        return not path and old_root == root
    steps = [old_root, *path] if old_size & (old_size - 1) == 0 else list(path)
    return bool(steps) and _walk_consistency(old_size, size, steps) == (old_root, root)


def _walk_consistency(old_size: int, size: int, steps: list[bytes]) -> tuple[bytes, bytes] | None:
    position, last = old_size - 1, size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if position & 1 or position == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            new = node_hash(new, step)
        position, last = position >> 1, last >> 1
    return (old, new) if last == 0 else None
