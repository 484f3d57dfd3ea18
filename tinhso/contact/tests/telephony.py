"""A telephone exchange's side of things, for tests: SIPp as the caller, an ear for notices."""

import asyncio
import json
import math
import struct
import threading
import time
import wave
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit
from urllib.request import Request, urlopen

from aiortp.codecs.g711 import PcmaCodec

from tinhso.contact.rules.signing import signature

SCENARIO = Path(__file__).parent / "sip" / "caller.xml"
TONE_HERTZ = 600


def tone(hertz: int, seconds: float) -> bytes:
    """Give the samples of a tone."""
    count = int(8000 * seconds)
    turn = 2 * math.pi * hertz / 8000
    return struct.pack(f"<{count}h", *(int(9000 * math.sin(turn * at)) for at in range(count)))


def write_wav(path: Path, samples: bytes) -> Path:
    """Write samples as a WAV the line can play."""
    with wave.open(str(path), "wb") as sound:
        sound.setframerate(8000)
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.writeframes(samples)
    return path


def share_of_tone(recording: Path, hertz: int) -> float:
    """Give how much of a recording's energy is one tone (Goertzel), 0 to 1."""
    with wave.open(str(recording), "rb") as sound:
        raw = sound.readframes(sound.getnframes())
    values = struct.unpack(f"<{len(raw) // 2}h", raw)
    wanted = 2 * math.cos(2 * math.pi * hertz / 8000)
    before, last = 0.0, 0.0
    for value in values:
        before, last = last, value + wanted * last - before
    power = before**2 + last**2 - wanted * before * last
    energy = sum(value * value for value in values)
    return 2 * power / (len(values) * energy) if energy else 0.0


async def call(folder: Path, port: int, calls: int = 1, local_port: int = 0) -> str:
    """Let SIPp place calls at once, each speaking a tone; gives what SIPp said.

    :raises AssertionError: a call failed.
    """
    voice = PcmaCodec().encode(tone(TONE_HERTZ, 1.0))
    (folder / "voice.alaw").write_bytes(voice)
    command = [
        "sipp", f"127.0.0.1:{port}", "-sf", str(SCENARIO), "-i", "127.0.0.1", "-m", str(calls),
        "-l", str(calls), "-r", str(calls), "-nostdin", "-timeout", "30s",
    ]  # fmt: skip
    if local_port:
        command += ["-p", str(local_port)]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()[-3000:]
    return said.decode()


@dataclass
class Ear:
    """A site that hears the line's notices; ``status`` is what it answers."""

    status: int = 200
    heard: list[dict[str, str]] = field(default_factory=list)
    recordings: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen."""
        ear = self

        class Requests(BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: object) -> None:
                """Stay quiet."""

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if ear.status == 200:
                    ear.hear(self.path, body)
                self.send_response(ear.status)
                self.end_headers()

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Requests)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def hear(self, path: str, body: bytes) -> None:
        """Keep a notice."""
        query = dict(parse_qsl(urlsplit(path).query))
        if "ghi-am" in path:
            self.heard.append({**query, "event": "recording"})
            self.recordings.append(body)
        else:
            self.heard.append(dict(parse_qsl(body.decode())))

    def events(self) -> list[str]:
        """Give the names of what was heard."""
        return [one["event"] for one in self.heard]

    def stop(self) -> None:
        """Listen no more."""
        self._server.shutdown()
        self._server.server_close()

    def __str__(self) -> str:
        return json.dumps(self.heard)


def tell_exchange_event(site_url: str, key: str, fields: dict[str, str]) -> None:
    """Tell a running site one event of a call, signed as an exchange signs."""
    body, moment, path = urlencode(fields).encode(), str(int(time.time())), "/tong-dai/su-kien/"
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Cti-Time": moment,
        "X-Cti-Signature": signature(key, moment, path, body),
    }
    request = Request(f"{site_url}{path}", body, headers, method="POST")  # noqa: S310
    with urlopen(request, timeout=20) as answer:  # noqa: S310
        assert answer.status == 200
