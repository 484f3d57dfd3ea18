"""The citizen line at size: `python -m benchmarks.contacts [reports]`.

Writes the reports by SQL, then measures creating one and an agency's list of twenty through the
JSON API and the page, and sixteen circles of a map's tile, with the web server as it runs.
"""

import json
import sys
import uuid
from pathlib import Path
from typing import Any

from benchmarks.__main__ import show, web_server
from benchmarks.client import Answer, BadAnswer, Client
from benchmarks.database import FOLDER, database_process, fresh_database, manage, run_module, vacuum
from benchmarks.load import Action, MakeAction, run

SIZES = (100_000, 1_000_000)
PAGE_SIZE = 20
#: The province in a tile of zoom 9, and its neighbours.
_TILES = ("9/407/238", "9/408/238", "9/407/239", "9/408/239")


def main() -> None:
    """Measure at each size."""
    for size in [int(word) for word in sys.argv[1:]] or SIZES:
        with fresh_database() as settings:
            manage(settings, "load_contact")
            out = FOLDER / "contacts.json"
            run_module(settings, "benchmarks.contacts_inside", str(size), str(out))
            vacuum(settings, "contact_contact")
            cast = json.loads(Path(out).read_text(encoding="utf-8"))
            print(f"\n{size:,} reports", flush=True)
            with web_server(settings) as (port, process):
                watched = {"web": process, "database": database_process()}
                for name, action in _scenarios(port, cast).items():
                    show(run(name, action, watched=watched))


def _scenarios(port: int, cast: dict[str, Any]) -> dict[str, MakeAction]:
    return {
        "create report": _create(port, cast),
        "agency's list, JSON": _read(port, cast["officer"], "/api/contacts", b'"code"', PAGE_SIZE),
        "agency's list, page": _read(
            port, cast["officer"], "/can-bo/1022/", b'class="ct-line"', PAGE_SIZE
        ),
        "public list": _read(port, "", "/phan-anh/", b'class="ct-line"', PAGE_SIZE),
        "map tile": _tiles(port),
    }


def _create(port: int, cast: dict[str, Any]) -> MakeAction:
    def make(number: int) -> Action:
        client = _signed_in(port, cast["citizens"][number % len(cast["citizens"])])
        body = json.dumps(cast["said"]).encode()

        def act() -> None:
            headers = {"Idempotency-Key": uuid.uuid4().hex}
            _expect(client.post_json("/api/contacts", body, headers), 201)

        return act

    return make


def _read(port: int, session: str, path: str, mark: bytes, count: int) -> MakeAction:
    def make(number: int) -> Action:
        client = _signed_in(port, session) if session else Client(port)

        def act() -> None:
            answer = client.get(path)
            _expect(answer, 200)
            if answer.body.count(mark) != count:
                raise BadAnswer(f"{answer.body.count(mark)} instead of {count} on {path}")

        return act

    return make


def _tiles(port: int) -> MakeAction:
    def make(number: int) -> Action:
        client = Client(port)
        turn = iter(range(1_000_000_000))

        def act() -> None:
            path = _TILES[next(turn) % len(_TILES)]
            _expect(client.get(f"/phan-anh/ban-do/{path}.json"), 200)

        return act

    return make


def _signed_in(port: int, session: str) -> Client:
    """Open a page with a form, which gives the token that writes carry."""
    client = Client(port, cookies={"tinhso_session": session})
    _expect(client.get("/phan-anh/gui/hien-truong/"), 200)
    return client


def _expect(answer: Answer, status: int) -> None:
    if answer.status != status:
        raise BadAnswer(f"{answer.status} instead of {status}: {answer.body[:300]!r}")


if __name__ == "__main__":
    main()
