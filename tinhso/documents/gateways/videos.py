"""Videos from phones (MP4, MOV): only pictures and sound stay, everything else is blanked.

The container is rewritten in place, so nothing that points into it moves: boxes that tell where,
when, with what device or by whom become empty, tracks of other kinds are taken out, and every byte
of the data no kept track uses is set to zero. The streams themselves are not encoded anew.
Box names: ISO/IEC 14496-12.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from tinhso.documents.gateways.refusals import UploadBroken

_INSIDE = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"dinf", b"edts"})
_TELLING = frozenset({b"udta", b"meta", b"uuid", b"XMP_", b"free", b"skip", b"wide", b"cust"})
_TIMED = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_KEPT_KINDS = frozenset({b"vide", b"soun"})
_FRAGMENTS = frozenset({b"moof", b"mvex", b"mfra", b"sidx"})
_MOST_BOXES, _MOST_SAMPLES = 4_000, 2_000_000


@dataclass(frozen=True, slots=True)
class _Box:
    kind: bytes
    start: int
    body: int
    end: int


def clean_video(content: bytes) -> bytes:
    """Give the video without anything but its pictures and sound.

    :raises UploadBroken: it is cut, in fragments, or has no picture.
    """
    video = bytearray(content)
    try:
        top = list(_boxes(video, 0, len(video)))
        movie = next((box for box in top if box.kind == b"moov"), None)
        if movie is None:
            raise UploadBroken
        kept = _keep_tracks(video, movie)
        for box in top:
            if box.kind == b"mdat":
                _blank_unused(video, box, kept)
            elif box.kind not in {b"ftyp", b"moov"}:
                _empty(video, box)
        _forget(video, movie)
    except (struct.error, IndexError, ValueError) as error:
        raise UploadBroken from error
    return bytes(video)


def _boxes(video: bytearray, start: int, end: int) -> Iterator[_Box]:
    count = 0
    while start < end:
        size, kind = struct.unpack_from(">I4s", video, start)
        body = start + 8
        if size == 1:
            size, body = struct.unpack_from(">Q", video, body)[0], body + 8
        stop = end if size == 0 else start + size
        count += 1
        if stop < body or stop > end or kind in _FRAGMENTS or count > _MOST_BOXES:
            raise UploadBroken
        yield _Box(kind, start, body, stop)
        start = stop


def _find(video: bytearray, box: _Box, *path: bytes) -> _Box:
    for name in path:
        found = [one for one in _boxes(video, box.body, box.end) if one.kind == name]
        if not found:
            raise UploadBroken
        box = found[0]
    return box


def _keep_tracks(video: bytearray, movie: _Box) -> list[tuple[int, int]]:
    """Take tracks of other kinds out; give the bytes the kept ones use, as starts and ends."""
    kept: list[tuple[int, int]] = []
    has_picture = False
    for track in [box for box in _boxes(video, movie.body, movie.end) if box.kind == b"trak"]:
        handler = _find(video, track, b"mdia", b"hdlr")
        kind = bytes(video[handler.body + 8 : handler.body + 12])
        if kind not in _KEPT_KINDS:
            _empty(video, track)
            continue
        has_picture = has_picture or kind == b"vide"
        kept += _samples(video, _find(video, track, b"mdia", b"minf", b"stbl"))
    if not has_picture:
        raise UploadBroken
    return kept


def _samples(video: bytearray, table: _Box) -> Iterator[tuple[int, int]]:
    """Give the chunks of a track: where each begins and ends (14496-12, 8.7)."""
    sizes = _sizes(video, _find(video, table, b"stsz"))
    places = {box.kind: box for box in _boxes(video, table.body, table.end)}
    is_wide = b"co64" in places
    offsets = places[b"co64"] if is_wide else places.get(b"stco")
    if offsets is None:
        raise UploadBroken
    (count,) = struct.unpack_from(">I", video, offsets.body + 4)
    chunks = struct.unpack_from(f">{count}{'Q' if is_wide else 'I'}", video, offsets.body + 8)
    per_chunk = _per_chunk(video, _find(video, table, b"stsc"), count)
    taken = 0
    for start, amount in zip(chunks, per_chunk, strict=True):
        length = sum(sizes[taken : taken + amount])
        taken += amount
        if start + length > len(video):
            raise UploadBroken
        yield start, start + length


def _sizes(video: bytearray, box: _Box) -> tuple[int, ...]:
    fixed, count = struct.unpack_from(">II", video, box.body + 4)
    if count > _MOST_SAMPLES:
        raise UploadBroken
    return (fixed,) * count if fixed else struct.unpack_from(f">{count}I", video, box.body + 12)


def _per_chunk(video: bytearray, box: _Box, chunks: int) -> list[int]:
    (count,) = struct.unpack_from(">I", video, box.body + 4)
    runs = [struct.unpack_from(">III", video, box.body + 8 + 12 * n)[:2] for n in range(count)]
    firsts = [first - 1 for first, _amount in runs] + [chunks]
    found: list[int] = []
    for (_first, amount), begin, end in zip(runs, firsts, firsts[1:], strict=False):
        if end < begin or amount > _MOST_SAMPLES:
            raise UploadBroken
        found += [amount] * (end - begin)
    return found


def _forget(video: bytearray, box: _Box) -> None:
    """Empty what tells, everywhere inside, and set every clock to zero."""
    for inner in _boxes(video, box.body, box.end):
        if inner.kind in _TELLING:
            _empty(video, inner)
        elif inner.kind in _TIMED:
            width = 16 if video[inner.body] == 1 else 8
            video[inner.body + 4 : inner.body + 4 + width] = bytes(width)
        elif inner.kind in _INSIDE:
            _forget(video, inner)


def _empty(video: bytearray, box: _Box) -> None:
    video[box.start + 4 : box.start + 8] = b"free"
    video[box.body : box.end] = bytes(box.end - box.body)


def _blank_unused(video: bytearray, box: _Box, kept: list[tuple[int, int]]) -> None:
    at = box.body
    for start, end in sorted(kept):
        if end <= box.body or start >= box.end:
            continue
        if start > at:
            video[at:start] = bytes(start - at)
        at = max(at, end)
    if at < box.end:
        video[at : box.end] = bytes(box.end - at)
