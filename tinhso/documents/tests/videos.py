"""A small MP4 as a phone writes it: a picture track, a track of places, a box that tells where."""

import struct

PICTURE, PLACE, GAP = b"PICTURE-SAMPLES!", b"+11.5350+106.8880/", b"hidden between"
WHERE = b"+11.5350+106.8880/iPhone of An"


def box(kind: bytes, *parts: bytes) -> bytes:
    """Give a box of a kind with its content."""
    body = b"".join(parts)
    return struct.pack(">I4s", len(body) + 8, kind) + body


def _track(handler: bytes, size: int, place: int) -> bytes:
    table = box(
        b"stbl",
        box(b"stsz", struct.pack(">III", 0, size, 1)),
        box(b"stsc", struct.pack(">IIIII", 0, 1, 1, 1, 1)),
        box(b"stco", struct.pack(">III", 0, 1, place)),
    )
    times = struct.pack(">IIIII", 0, 3_600_000_000, 3_600_000_000, 1000, 1000)
    media = box(
        b"mdia",
        box(b"mdhd", times),
        box(b"hdlr", bytes(8) + handler + bytes(12)),
        box(b"minf", table),
    )
    return box(b"trak", box(b"tkhd", times), media)


def phone_video(*, brand: bytes = b"isom") -> bytes:
    """Give the video; its data are a gap, the picture's bytes and the places'."""
    data = GAP + PICTURE + PLACE
    head = box(b"ftyp", brand, bytes(4))

    def movie(start: int) -> bytes:
        picture = start + len(GAP)
        return box(
            b"moov",
            box(b"mvhd", struct.pack(">IIIII", 0, 3_600_000_000, 3_600_000_000, 1000, 1000)),
            _track(b"vide", len(PICTURE), picture),
            _track(b"meta", len(PLACE), picture + len(PICTURE)),
            box(b"udta", box(b"\xa9xyz", WHERE)),
        )

    start = len(head) + len(movie(0)) + 8
    return head + movie(start) + box(b"mdat", data) + box(b"uuid", WHERE)
