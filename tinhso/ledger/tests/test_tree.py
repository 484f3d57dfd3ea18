"""The Merkle tree against RFC 6962's vectors, against pymerkle, and against liars."""

import warnings
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from tinhso.ledger.rules.tree import (
    EMPTY_ROOT,
    BrokenTree,
    CompactRange,
    Tree,
    grow_tiles,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)

warnings.filterwarnings("ignore", category=DeprecationWarning, module="pymerkle")
LEAVES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
CONSISTENCY: list[tuple[int, int, list[str]]] = [
    (1, 1, []),
    (
        1,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
Tiles = dict[tuple[int, int], bytes]


def read(tiles: Tiles, level: int, number: int) -> bytes:
    return tiles.get((level, number), b"")


def grow(leaves: list[bytes], batches: list[int]) -> Tiles:
    """Store leaf hashes batch by batch, the rest at once."""
    tiles: Tiles = {}
    read_tile = partial(read, tiles)
    size = 0
    for batch in [*batches, len(leaves)]:
        added = leaves[size : size + batch]
        tiles.update(grow_tiles(size=size, leaves=added, read_tile=read_tile))
        size += len(added)
    return tiles


def tree(count: int) -> Tree:
    tiles = grow([leaf_hash(b"%d" % n) for n in range(count)], [])
    return Tree(count, partial(read, tiles))


def oracle(count: int) -> InmemoryTree:
    reference = InmemoryTree(algorithm="sha256")
    for number in range(count):
        reference.append_entry(b"%d" % number)
    return reference


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_the_published_vectors(size: int) -> None:
    tiles = grow([leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES], [])

    assert Tree(size, partial(read, tiles)).root().hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("old", "size", "path"), CONSISTENCY)
def test_consistency_proofs_are_those_of_the_published_vectors(
    old: int, size: int, path: list[str]
) -> None:
    tiles = grow([leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES], [])

    proof = Tree(size, partial(read, tiles)).consistency_path(old)

    assert [item.hex() for item in proof] == path


def test_empty_tree_has_the_hash_of_nothing() -> None:
    assert Tree(0, lambda *_: b"").root() == EMPTY_ROOT == CompactRange().root()


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 13, 255, 256, 257, 300, 513])
def test_proofs_are_those_of_an_independent_library(size: int) -> None:
    ours, theirs = tree(size), oracle(size)

    assert ours.root() == theirs.get_root(size)
    for index in {0, size // 3, size // 2, size - 1}:
        expected = theirs.prove_inclusion(index + 1, size)
        path = ours.inclusion_path(index)
        assert set(path) == set(expected.path[:]) - {leaf_hash(b"%d" % index)}
        assert verify_inclusion(
            leaf=ours.leaf(index), index=index, size=size, path=path, root=ours.root()
        )


@pytest.mark.parametrize(("old", "new"), list(pairwise([1, 2, 3, 4, 6, 7, 8, 200, 256, 257, 600])))
def test_older_trees_are_beginnings_of_newer_ones(old: int, new: int) -> None:
    theirs = oracle(new)
    path = tree(new).consistency_path(old)

    assert verify_consistency(
        old_size=old,
        old_root=theirs.get_root(old),
        size=new,
        root=theirs.get_root(new),
        path=path,
    )


@given(st.integers(1, 1200), st.lists(st.integers(1, 400), max_size=5))
def test_tiles_do_not_depend_on_the_batches(count: int, batches: list[int]) -> None:
    leaves = [leaf_hash(b"%d" % number) for number in range(count)]

    assert grow(leaves, batches) == grow(leaves, [])


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=600))
def test_compact_range_gives_the_same_root(leaves: list[bytes]) -> None:
    tiles = grow(leaves, [])
    compact = CompactRange()
    for leaf in leaves:
        compact.append(leaf)

    assert compact.root() == Tree(len(leaves), partial(read, tiles)).root()


@given(st.data(), st.integers(2, 70))
def test_no_other_leaf_place_or_path_is_believed(data: st.DataObject, size: int) -> None:
    ours = tree(size)
    index = data.draw(st.integers(0, size - 1))
    path, leaf, root = ours.inclusion_path(index), ours.leaf(index), ours.root()
    other = data.draw(st.integers(0, size - 1).filter(lambda n: n != index))
    at = data.draw(st.integers(0, len(path) - 1))
    changed = [*path[:at], bytes(32), *path[at + 1 :]]

    assert not verify_inclusion(leaf=leaf, index=other, size=size, path=path, root=root)
    assert not verify_inclusion(leaf=root, index=index, size=size, path=path, root=root)
    assert not verify_inclusion(leaf=leaf, index=index, size=size, path=changed, root=root)
    assert not verify_inclusion(leaf=leaf, index=index, size=size, path=path[:-1], root=root)
    assert not verify_inclusion(
        leaf=leaf, index=index, size=size, path=[*path, bytes(32)], root=root
    )


@given(st.data(), st.integers(3, 70))
def test_no_other_older_tree_is_believed(data: st.DataObject, size: int) -> None:
    old = data.draw(st.integers(1, size - 1))
    ours, older = tree(size), tree(old)
    path, root, old_root = ours.consistency_path(old), ours.root(), older.root()

    assert not verify_consistency(old_size=old, old_root=bytes(32), size=size, root=root, path=path)
    assert not verify_consistency(
        old_size=old, old_root=old_root, size=size, root=bytes(32), path=path
    )
    assert not verify_consistency(
        old_size=old, old_root=old_root, size=size, root=root, path=[*path, bytes(32)]
    )
    assert not verify_consistency(
        old_size=old, old_root=old_root, size=size, root=root, path=path[:-1]
    )


@pytest.mark.parametrize(("index", "size"), [(0, 0), (-1, 3), (3, 3), (7, 3)])
def test_impossible_places_are_refused(index: int, size: int) -> None:
    assert not verify_inclusion(leaf=bytes(32), index=index, size=size, path=[], root=bytes(32))


@pytest.mark.parametrize("length", [0, 31, 33])
def test_hashes_of_another_length_are_refused(length: int) -> None:
    short = bytes(length)

    assert not verify_inclusion(leaf=short, index=0, size=1, path=[], root=short)
    assert not verify_inclusion(leaf=bytes(32), index=0, size=2, path=[short], root=bytes(32))
    assert not verify_consistency(old_size=1, old_root=short, size=1, root=short, path=[])


@pytest.mark.parametrize(("old", "size"), [(0, 0), (0, 3), (4, 3)])
def test_impossible_sizes_are_refused(old: int, size: int) -> None:
    assert not verify_consistency(
        old_size=old, old_root=bytes(32), size=size, root=bytes(32), path=[]
    )


def test_equal_trees_need_an_empty_path() -> None:
    root = tree(3).root()

    assert verify_consistency(old_size=3, old_root=root, size=3, root=root, path=[])
    assert not verify_consistency(old_size=3, old_root=root, size=3, root=root, path=[root])


@pytest.mark.parametrize("index", [-1, 3])
def test_proof_of_a_missing_leaf_is_refused(index: int) -> None:
    with pytest.raises(IndexError):
        tree(3).inclusion_path(index)


@pytest.mark.parametrize("old", [0, 4])
def test_proof_of_a_missing_tree_is_refused(old: int) -> None:
    with pytest.raises(IndexError):
        tree(3).consistency_path(old)


def test_missing_tiles_are_noticed() -> None:
    with pytest.raises(BrokenTree):
        Tree(5, lambda *_: bytes(32)).root()
    with pytest.raises(BrokenTree):
        grow_tiles(size=3, leaves=[bytes(32)], read_tile=lambda *_: bytes(64))
