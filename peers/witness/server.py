"""Signs checkpoints of logs that only grew and refuses the rest; told to, it misbehaves.

It reads notes and proofs with the stand-alone verifier, so it shares no code with the platform.
Which logs it witnesses is arranged beforehand: ``POST /logs`` with the log's key, or, for the
demonstration, the file in which the platform keeps its public key.
"""

import base64
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Lock

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peers.web import Answer, Asked, LineBroken, PeerServer, page
from tinhso_verify import merkle, notes

NAME = "nhan-chung.example/tinh-ban"
DEMO_SEED = base64.b64encode(b"tinhso demo witness, public key!").decode()
_LONGEST_PROOF = 63


class Mode(StrEnum):
    """What the witness does with a checkpoint."""

    OK = "ok"
    ERROR = "error"
    DROP = "drop"
    GARBAGE = "garbage"
    UNSIGNED = "unsigned"
    AHEAD = "ahead"
    FORGETFUL = "forgetful"


class Refusal(Exception):
    """Why nothing is signed: a status of HTTP and words, or the size seen before."""

    def __init__(self, status: int, text: str, kind: str = "text/plain") -> None:
        super().__init__(text)
        self.answer = Answer(text, status, kind)


@dataclass(frozen=True)
class Seen:
    """What was seen of a log."""

    size: int
    root: bytes


def key_text(private: Ed25519PrivateKey) -> str:
    """Write the witness's verifier key."""
    key = notes.Key(NAME, notes.WITNESS, private.public_key().public_bytes_raw())
    encoded = base64.b64encode(bytes([key.kind]) + key.public).decode()
    return f"{NAME}+{key.key_id.hex()}+{encoded}"


class WitnessServer(PeerServer):
    """Serves the witness on loopback; port 0 takes a free one."""

    def __init__(self, port: int, seed: bytes, key_file: Path | None = None) -> None:
        self.key_file = key_file
        self.private = Ed25519PrivateKey.from_private_bytes(seed)
        self.key_text = key_text(self.private)
        self.mode = Mode.OK
        self.logs: dict[str, notes.Key] = {}
        self.seen: dict[str, Seen] = {}
        self.lock = Lock()
        routes = {
            "GET /": self._show,
            "GET /key": lambda asked: Answer(f"{self.key_text}\n", kind="text/plain"),
            "POST /logs": self._take_on,
            "GET /control": lambda asked: Answer({"mode": self.mode, "modes": list(Mode)}),
            "POST /control": self._control,
            "POST /add-checkpoint": self._add,
        }
        super().__init__(port, routes)

    def _control(self, asked: Asked) -> Answer:
        self.mode = Mode(str(asked.fields.get("mode", "ok")))
        return Answer({"mode": self.mode})

    def _take_on(self, asked: Asked) -> Answer:
        key = notes.read_key(str(asked.fields["key"]))
        known = self.logs.setdefault(key.name, key)
        return Answer({"log": key.name}, 200 if known == key else 409)

    def _add(self, asked: Asked) -> Answer:
        if self.mode is Mode.DROP:
            raise LineBroken
        if self.mode is Mode.ERROR:
            return Answer("out of order", 503, "text/plain")
        if self.mode is Mode.GARBAGE:
            return Answer("<html>Bảo trì</html>", kind="text/html")
        try:
            with self.lock:
                return Answer(self._sign(asked.body.decode()), kind="text/plain")
        except Refusal as refusal:
            return refusal.answer

    def _sign(self, request: str) -> str:
        """Judge a request and give the signature line.

        :raises Refusal: the log is unknown, its signature wrong, or it did not just grow.
        """
        old_size, path, note = _read(request)
        origin = note.split("\n", 1)[0]
        key = self.logs.get(origin) or self._arranged(origin)
        if key is None:
            raise Refusal(404, "no such log here")
        try:
            checkpoint = notes.open_checkpoint(note, key)
        except notes.NoteRefused as error:
            raise Refusal(403, str(error)) from error
        self._judge(checkpoint, old_size, path)
        self.seen[origin] = Seen(checkpoint.size, checkpoint.root)
        return self._line(checkpoint.body)

    def _arranged(self, origin: str) -> notes.Key | None:
        """Give the key in the file, which belongs to whichever log first comes with it."""
        if self.logs or self.key_file is None or not self.key_file.exists():
            return None
        return self.logs.setdefault(
            origin, notes.Key(origin, notes.LOG, self.key_file.read_bytes())
        )

    def _judge(self, checkpoint: notes.Checkpoint, old_size: int, path: list[bytes]) -> None:
        seen = Seen(0, b"") if self.mode is Mode.FORGETFUL else self.seen.get(checkpoint.origin)
        known = seen or Seen(0, b"")
        if self.mode is Mode.AHEAD:
            known = Seen(checkpoint.size + 1000, checkpoint.root)
        if old_size > checkpoint.size:
            raise Refusal(400, "the old size is larger")
        if old_size != known.size:
            raise Refusal(409, f"{known.size}\n", "text/x.tlog.size")
        if checkpoint.size == known.size and checkpoint.root != known.root:
            raise Refusal(409, f"{known.size}\n", "text/x.tlog.size")
        if known.size and not merkle.proves_consistency(
            old_size=known.size,
            old_root=known.root,
            size=checkpoint.size,
            root=checkpoint.root,
            path=path,
        ):
            raise Refusal(422, "the proof does not hold")

    def _line(self, body: str) -> str:
        moment = int(time.time())
        signer = Ed25519PrivateKey.generate() if self.mode is Mode.UNSIGNED else self.private
        signature = signer.sign(notes.cosigned_text(body, moment))
        key_id = notes.read_key(self.key_text).key_id
        stamped = base64.b64encode(key_id + moment.to_bytes(8, "big") + signature).decode()
        return f"— {NAME} {stamped}\n"

    def _show(self, asked: Asked) -> Answer:
        rows = "".join(
            f"<li><p><strong>{origin}</strong></p><p>{seen.size}</p></li>"
            for origin, seen in self.seen.items()
        )
        return page("Nhân chứng của sổ cái (bản mô phỏng)", f"<ul>{rows}</ul>")


def _read(request: str) -> tuple[int, list[bytes], str]:
    head, gap, note = request.partition("\n\n")
    first, *proof = head.split("\n")
    size = first.removeprefix("old ")
    if not gap or not size.isdigit() or len(proof) > _LONGEST_PROOF:
        raise Refusal(400, "not a request of tlog-witness")
    try:
        return int(size), [base64.b64decode(line, validate=True) for line in proof], note
    except ValueError as error:
        raise Refusal(400, "the proof is not base64") from error
