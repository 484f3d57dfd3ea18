"""Merkle trees as RFC 6962 defines them: hashes, and what proofs prove, by the definitions."""

import hashlib
from collections.abc import Sequence

HASH_BYTES = 32


def leaf_hash(leaf: bytes) -> bytes:
    """Hash a leaf."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(size: int) -> int:
    """Give the largest power of two below a size of two or more."""
    return 1 << ((size - 1).bit_length() - 1)


class Growing:
    """The root of leaves that come one after the other."""

    def __init__(self) -> None:
        self._whole: list[tuple[int, bytes]] = []

    def add(self, hashed: bytes, width: int = 1) -> None:
        """Add a leaf hash, or the root of a whole subtree of ``width`` leaves."""
        while self._whole and self._whole[-1][0] == width:
            hashed, width = node_hash(self._whole.pop()[1], hashed), 2 * width
        self._whole.append((width, hashed))

    def root(self) -> bytes:
        """Give the root of everything added; the hash of nothing when that is nothing."""
        if not self._whole:
            return hashlib.sha256(b"").digest()
        root = self._whole[-1][1]
        for _, left in reversed(self._whole[:-1]):
            root = node_hash(left, root)
        return root


def proves_inclusion(
    *, leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes
) -> bool:
    """Tell whether the path leads from a leaf hash at an index to the root of ``size`` leaves."""
    if not 0 <= index < size or any(len(item) != HASH_BYTES for item in (leaf, root, *path)):
        return False
    rest = list(path)
    return _climb(leaf, index, size, rest) == root and not rest


def _climb(leaf: bytes, index: int, size: int, rest: list[bytes]) -> bytes:
    if size == 1:
        return leaf
    if not rest:
        return b""
    sibling, left_size = rest.pop(), split(size)
    if index < left_size:
        return node_hash(_climb(leaf, index, left_size, rest), sibling)
    return node_hash(sibling, _climb(leaf, index - left_size, size - left_size, rest))


def proves_consistency(
    *, old_size: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]
) -> bool:
    """Tell whether the path proves that the older tree is a beginning of the newer one."""
    if not 0 < old_size <= size or any(len(item) != HASH_BYTES for item in (old_root, root, *path)):
        return False
    if old_size == size:
        return not path and old_root == root
    rest = list(path)
    found = _rebuild(old_size, size, old_root, rest, is_whole=True)
    return found == (old_root, root) and not rest


def _rebuild(
    old_size: int, size: int, old_root: bytes, rest: list[bytes], *, is_whole: bool
) -> tuple[bytes, bytes]:
    """Give the old and new roots of a subtree; while ``is_whole`` its old root is known."""
    if old_size == size:
        known = old_root if is_whole else (rest.pop() if rest else b"")
        return known, known
    if not rest:
        return b"", b""
    sibling, left_size = rest.pop(), split(size)
    if old_size <= left_size:
        old, new = _rebuild(old_size, left_size, old_root, rest, is_whole=is_whole)
        return old, node_hash(new, sibling)
    old, new = _rebuild(old_size - left_size, size - left_size, old_root, rest, is_whole=False)
    return node_hash(sibling, old), node_hash(sibling, new)
