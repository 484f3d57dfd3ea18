"""What a person sent after their session had ended: kept, sealed, until they are back.

Answers stay in the visitor's session, files encrypted on disk under a key only that session holds.
Anybody can send this, so it is few, bounded and short-lived; it is read only after signing in, by
who may open the page it was sent to.
"""

import base64
import json
import os
import secrets
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

from tinhso.core.sealed import SealBroken, seal, unseal

KEPT_SECONDS = 2 * 60 * 60
RESUME_FIELD = "resume"
_KEY = "parked"
_CONTEXT = "session.parked"
_MOST_CHARACTERS = 50_000
_MOST_FORMS = 3
_MOST_FILES = 12
_MOST_BYTES_A_FORM = 60 * 1024 * 1024
_MOST_BYTES_IN_ALL = 1024**3
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class ParkedFile:
    """A file of a parked form: which field, its name, where it is and under which key."""

    field: str
    name: str
    media_type: str
    place: str
    key: str


@dataclass(frozen=True, slots=True)
class ParkedForm:
    """A form sent too late: its answers as pairs, its files, when it was sent (seconds)."""

    answers: list[tuple[str, str]]
    sent_at: float
    files: list[ParkedFile] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def park_form(request: HttpRequest) -> ParkedForm | None:
    """Keep the form of a request; ``None`` when its answers are too many to keep."""
    hidden = {"csrfmiddlewaretoken", RESUME_FIELD}
    answers = [
        (name, str(value))
        for name, values in request.POST.lists()
        if name not in hidden
        for value in values
    ]
    if sum(len(name) + len(value) for name, value in answers) > _MOST_CHARACTERS:
        return None
    files, left_out = _park_files(request.FILES)
    form = ParkedForm(answers, time.time(), files, left_out)
    parked = {**request.session.get(_KEY, {})}
    parked.pop(request.path, None)
    parked[request.path] = seal(json.dumps(asdict(form)), _CONTEXT)
    request.session[_KEY] = dict(list(parked.items())[-_MOST_FORMS:])
    return form


def find_parked_form(session: SessionBase, path: str) -> ParkedForm | None:
    """Give what was sent to a page and is still fresh, or ``None``."""
    sealed = session.get(_KEY, {}).get(path)
    if sealed is None:
        return None
    try:
        found = json.loads(unseal(sealed, _CONTEXT))
    except SealBroken:
        return None
    if time.time() - found["sent_at"] > KEPT_SECONDS:
        return None
    return ParkedForm(
        answers=[(name, value) for name, value in found["answers"]],
        sent_at=found["sent_at"],
        files=[ParkedFile(**row) for row in found["files"]],
        left_out=found["left_out"],
    )


def forget_parked_form(session: SessionBase, path: str) -> None:
    """Throw away what was sent to a page, its files too."""
    form = find_parked_form(session, path)
    parked = {**session.get(_KEY, {})}
    if parked.pop(path, None) is not None:
        session[_KEY] = parked
    for file in form.files if form else ():
        _path_of(file.place).unlink(missing_ok=True)


def parked_post(form: ParkedForm) -> QueryDict:
    """Give the answers as a browser would send them."""
    post = QueryDict(mutable=True)
    for name, value in form.answers:
        post.appendlist(name, value)
    return post


def parked_files(form: ParkedForm) -> "MultiValueDict[str, UploadedFile[bytes]]":
    """Open the files as a browser would send them; one that is gone or changed is left out."""
    files: MultiValueDict[str, UploadedFile[bytes]] = MultiValueDict()
    for row in form.files:
        content = _open(row)
        if content is not None:
            files.appendlist(row.field, SimpleUploadedFile(row.name, content, row.media_type))
    return files


def clear_parked_files(before: float) -> int:
    """Delete files parked before a moment (seconds since 1970) and give how many."""
    stale = [path for path in _folder().iterdir() if path.stat().st_mtime < before]
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)


def _park_files(
    sent: "MultiValueDict[str, UploadedFile[bytes]]",
) -> tuple[list[ParkedFile], list[str]]:
    """Keep what there is room for; give the kept files and the names of the others."""
    room = min(_MOST_BYTES_A_FORM, _MOST_BYTES_IN_ALL - _bytes_parked())
    kept: list[ParkedFile] = []
    left_out: list[str] = []
    for name, file in _each(sent):
        size = file.size or 0
        if size > settings.UPLOAD_MAX_BYTES or size > room or len(kept) == _MOST_FILES:
            left_out.append(file.name or name)
            continue
        room -= size
        kept.append(_park_file(name, file))
    return kept, left_out


def _each(
    sent: "MultiValueDict[str, UploadedFile[bytes]]",
) -> "Iterable[tuple[str, UploadedFile[bytes]]]":
    return ((name, file) for name, files in sent.lists() for file in files)


def _park_file(name: str, file: "UploadedFile[bytes]") -> ParkedFile:
    place, key, nonce = secrets.token_hex(16), AESGCM.generate_key(256), os.urandom(_NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, b"".join(file.chunks()), place.encode())
    target = _path_of(place)
    target.write_bytes(nonce + sealed)
    target.chmod(0o600)
    return ParkedFile(
        field=name,
        name=file.name or name,
        media_type=file.content_type or "application/octet-stream",
        place=place,
        key=base64.b64encode(key).decode(),
    )


def _open(row: ParkedFile) -> bytes | None:
    try:
        raw = _path_of(row.place).read_bytes()
        cipher = AESGCM(base64.b64decode(row.key))
        return cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], row.place.encode())
    except (FileNotFoundError, InvalidTag):
        return None


def _bytes_parked() -> int:
    return sum(path.stat().st_size for path in _folder().iterdir())


def _path_of(place: str) -> Path:
    return _folder() / Path(place).name


def _folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "parked"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
