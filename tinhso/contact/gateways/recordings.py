"""Recordings from exchanges: read without trust, written anew as plain WAV."""

import io
import wave
from dataclasses import dataclass

MOST_BYTES = 4 * 1024 * 1024
_LOUDEST_RATE = 48_000


class RecordingUnfit(Exception):
    """The bytes are no WAV of uncompressed samples."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording written anew, and how long it is in whole seconds."""

    content: bytes
    seconds: int


def read_recording(content: bytes) -> Recording:
    """Read a WAV and write it anew: only samples survive, no other part of the file.

    :raises RecordingUnfit: it is none, is empty or has an odd form.
    """
    try:
        with wave.open(io.BytesIO(content), "rb") as given:
            channels, width = given.getnchannels(), given.getsampwidth()
            rate, samples = given.getframerate(), given.readframes(given.getnframes())
    except (EOFError, wave.Error) as error:
        raise RecordingUnfit(str(error)) from error
    if channels not in {1, 2} or width != 2 or not 0 < rate <= _LOUDEST_RATE or not samples:
        raise RecordingUnfit("uncompressed samples of 16 bits are expected")
    written = io.BytesIO()
    with wave.open(written, "wb") as kept:
        kept.setnchannels(channels)
        kept.setsampwidth(width)
        kept.setframerate(rate)
        kept.writeframes(samples)
    return Recording(written.getvalue(), len(samples) // (rate * channels * width))
