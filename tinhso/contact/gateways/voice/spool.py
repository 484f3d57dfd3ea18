"""What the voice line has to tell, kept on disk until the platform has taken it.

A notice is one JSON file, a recording its samples beside it. Files are written whole or not at
all, so the line may be killed at any moment: what was not told is told after the next start.
"""

import json
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tinhso.contact.gateways.voice.sound import write_recording

_LIVE, _DONE, _REFUSED = ".pcm", ".json", "refused"


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice that waits: its fields, and the recording it is about, if any."""

    path: Path
    fields: Mapping[str, str]
    recording: Path | None


class Spool:
    """A folder of notices in the order they were made."""

    def __init__(self, folder: Path) -> None:
        """Open the folder, and finish the recordings a former run left behind."""
        self._folder = folder
        self._numbers = count(1)
        (folder / _REFUSED).mkdir(parents=True, exist_ok=True)
        for left in sorted(folder.glob(f"*{_LIVE}")):
            self.finish(left, {"cause": "congestion"})

    def add(self, fields: Mapping[str, str], recording: Path | None = None) -> None:
        """Keep a notice."""
        name = f"{time.time_ns():020d}-{next(self._numbers):06d}"
        kept = {"fields": dict(fields), "recording": recording.name if recording else ""}
        unfinished = self._folder / f"{name}.writing"
        with unfinished.open("w", encoding="utf-8") as file:
            json.dump(kept, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self._folder / f"{name}{_DONE}")

    def open_recording(self, name: str, fields: Mapping[str, str]) -> Path:
        """Begin a recording; what is known of its call is kept beside it."""
        path = self._folder / f"{name}{_LIVE}"
        path.with_suffix(".call").write_text(json.dumps(dict(fields)), encoding="utf-8")
        path.touch()
        return path

    def finish(self, live: Path, fields: Mapping[str, str]) -> None:
        """Turn a recording into a WAV and tell of the call's end, with the recording after it."""
        call = live.with_suffix(".call")
        known = json.loads(call.read_text(encoding="utf-8")) if call.exists() else {}
        samples = live.read_bytes()
        samples = samples[: len(samples) // 2 * 2]
        self.add({**known, **fields, "event": "hangup"})
        if samples and known:
            recording = live.with_suffix(".wav")
            write_recording(recording, samples)
            self.add({**known, "event": "recording"}, recording)
        live.unlink(missing_ok=True)
        call.unlink(missing_ok=True)

    def waiting(self) -> Iterator[Notice]:
        """Give the notices, oldest first."""
        for path in sorted(self._folder.glob(f"*{_DONE}")):
            kept = json.loads(path.read_text(encoding="utf-8"))
            name = kept["recording"]
            yield Notice(path, kept["fields"], self._folder / name if name else None)

    def told(self, notice: Notice) -> None:
        """Forget a notice that the platform has taken."""
        notice.path.unlink(missing_ok=True)
        if notice.recording is not None:
            notice.recording.unlink(missing_ok=True)

    def refused(self, notice: Notice) -> None:
        """Put aside a notice that the platform will never take, for a technician to look at."""
        for path in (notice.path, notice.recording):
            if path is not None and path.exists():
                path.replace(self._folder / _REFUSED / path.name)
