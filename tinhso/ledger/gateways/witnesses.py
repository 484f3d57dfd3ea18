"""Witnesses over HTTP, as C2SP tlog-witness says: they sign what only grew, and refuse the rest."""

import base64
import binascii
from dataclasses import dataclass

from django.conf import settings

from tinhso.core.http import httpx
from tinhso.ledger.rules import notes

_TIMEOUT_SECONDS = 5.0
_MOST_ANSWER = 4096


class WitnessAway(Exception):
    """The witness does not answer, or not in its own words: asked again later."""


class WitnessRefused(Exception):
    """The witness does not sign: what it saw before is no beginning of what we show."""


class WitnessElsewhere(Exception):
    """The witness has seen another size than we thought."""

    def __init__(self, size: int) -> None:
        self.size = size
        super().__init__(f"the witness has seen {size} entries")


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness: where it is asked, and the key it signs with."""

    url: str
    key: notes.NamedKey


def list_witnesses() -> list[Witness]:
    """List the witnesses of ``settings.LEDGER_WITNESSES``, each ``address#verifier key``.

    :raises BadNote: a key is malformed.
    """
    pairs = (text.split("#", 1) for text in settings.LEDGER_WITNESSES)
    return [Witness(url.rstrip("/"), notes.read_key(key)) for url, key in pairs]


def ask(witness: Witness, *, old_size: int, path: list[bytes], note: str) -> str:
    """Show a checkpoint to a witness; gives the line it signed.

    :raises WitnessAway: no answer, or nothing that can be read.
    :raises WitnessRefused: it does not sign.
    :raises WitnessElsewhere: it has seen another size.
    """
    proof = "".join(f"{base64.b64encode(item).decode()}\n" for item in path)
    try:
        answer = httpx.post(
            f"{witness.url}/add-checkpoint",
            content=f"old {old_size}\n{proof}\n{note}".encode(),
            timeout=_TIMEOUT_SECONDS,
        )
    except httpx.HTTPError as error:
        raise WitnessAway(str(error)) from error
    if (
        answer.status_code == 409
        and answer.text.strip().isascii()
        and answer.text.strip().isdigit()
    ):
        raise WitnessElsewhere(int(answer.text.strip()[:18]))
    if answer.status_code in {400, 403, 404, 409, 422}:
        raise WitnessRefused(f"{answer.status_code} {answer.text[:80]}")
    if answer.status_code != 200 or len(answer.text) > _MOST_ANSWER:
        raise WitnessAway(f"answered {answer.status_code}")
    return _line_of(witness, note, answer.text)


def _line_of(witness: Witness, note: str, answer: str) -> str:
    body = note.split("\n\n", 1)[0] + "\n"
    for line in answer.splitlines():
        try:
            notes.verify_cosignature(line, body, witness.key)
        except (notes.BadNote, binascii.Error, ValueError):
            continue
        return line
    raise WitnessAway("answered without its signature")
