"""Sound of the voice line: 8 kHz, one channel, 16 bits, cut into frames of 20 ms."""

import math
import struct
import wave
from collections.abc import Iterator
from pathlib import Path

RATE = 8000
FRAME_SECONDS = 0.02
FRAME_BYTES = int(RATE * FRAME_SECONDS) * 2
SILENCE = bytes(FRAME_BYTES)
#: Root mean square below which a frame holds no voice, of 32,767.
QUIET = 200
_BEEP_HERTZ, _BEEP_SECONDS, _BEEP_LOUDNESS = 1000, 0.4, 8000


class AnnouncementUnfit(Exception):
    """The announcement is not a WAV of 8 kHz, one channel, 16 bits."""


def read_announcement(path: Path) -> bytes:
    """Give the samples of an announcement.

    :raises AnnouncementUnfit: it is missing or has another form.
    """
    try:
        with wave.open(str(path), "rb") as sound:
            form = (sound.getframerate(), sound.getnchannels(), sound.getsampwidth())
            if form != (RATE, 1, 2):
                raise AnnouncementUnfit(f"{path}: {form}, not {(RATE, 1, 2)}")
            return sound.readframes(sound.getnframes())
    except (OSError, EOFError, wave.Error) as error:
        raise AnnouncementUnfit(f"{path}: {error}") from error


def beep() -> bytes:
    """Give the tone after which the caller speaks."""
    count = int(RATE * _BEEP_SECONDS)
    turn = 2 * math.pi * _BEEP_HERTZ / RATE
    values = (int(_BEEP_LOUDNESS * math.sin(turn * place)) for place in range(count))
    return struct.pack(f"<{count}h", *values)


def frames(samples: bytes) -> Iterator[bytes]:
    """Cut samples into frames; the last is filled up with silence."""
    for start in range(0, len(samples), FRAME_BYTES):
        yield samples[start : start + FRAME_BYTES].ljust(FRAME_BYTES, b"\0")


def loudness(frame: bytes) -> float:
    """Give the root mean square of a frame."""
    count = len(frame) // 2
    if not count:
        return 0.0
    values = struct.unpack(f"<{count}h", frame[: count * 2])
    return math.sqrt(sum(value * value for value in values) / count)


def write_recording(path: Path, samples: bytes) -> None:
    """Write samples as a WAV, whole or not at all."""
    unfinished = path.with_suffix(".writing")
    with wave.open(str(unfinished), "wb") as sound:
        sound.setframerate(RATE)
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.writeframes(samples)
    unfinished.replace(path)
