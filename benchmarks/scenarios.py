"""What a client does again and again in each measurement."""

import json
import uuid
from typing import Any

from benchmarks.client import Answer, BadAnswer, Client
from benchmarks.load import Action, MakeAction

Cast = dict[str, Any]
PAGE_SIZE = 20


def create_case(port: int, cast: Cast) -> MakeAction:
    """A citizen files an application through the JSON API."""

    def make(number: int) -> Action:
        citizen = cast["citizens"][number % len(cast["citizens"])]
        client = _signed_in(port, citizen["session"])
        body = json.dumps(citizen["filing"]).encode()

        def act() -> None:
            headers = {"Idempotency-Key": uuid.uuid4().hex}
            _expect(client.post_json("/api/cases", body, headers), 201)

        return act

    return make


def read_worklist_page(port: int, cast: Cast) -> MakeAction:
    """An officer opens a page of 20 of the unit's work."""

    def make(number: int) -> Action:
        client = _signed_in(port, cast["officer"]["session"])

        def act() -> None:
            answer = client.get("/can-bo/ho-so/?muc=don-vi")
            _expect(answer, 200)
            if answer.body.count(b'name="ho-so"') != PAGE_SIZE:
                raise BadAnswer("the page does not have 20 cases")

        return act

    return make


def read_worklist(port: int, cast: Cast) -> MakeAction:
    """An officer reads 20 cases of the unit through the JSON API."""

    def make(number: int) -> Action:
        client = _signed_in(port, cast["officer"]["session"])

        def act() -> None:
            answer = client.get("/api/worklist?tab=UNIT")
            _expect(answer, 200)
            if answer.body.count(b'"token"') != PAGE_SIZE:
                raise BadAnswer("the page does not have 20 cases")

        return act

    return make


def read_case(port: int, cast: Cast) -> MakeAction:
    """An officer reads one case through the JSON API; each look is logged."""

    def make(number: int) -> Action:
        client = _signed_in(port, cast["officer"]["session"])
        tokens = cast["officer"]["tokens"][number::4]
        turn = iter(range(1_000_000_000))

        def act() -> None:
            _expect(client.get(f"/api/cases/{tokens[next(turn) % len(tokens)]}"), 200)

        return act

    return make


def read_own_case(port: int, cast: Cast) -> MakeAction:
    """A citizen files once, then reads the case again and again through the JSON API."""

    def make(number: int) -> Action:
        citizen = cast["citizens"][number % len(cast["citizens"])]
        client = _signed_in(port, citizen["session"])
        headers = {"Idempotency-Key": uuid.uuid4().hex}
        filed = client.post_json("/api/cases", json.dumps(citizen["filing"]).encode(), headers)
        _expect(filed, 201)
        token = json.loads(filed.body)["token"]

        def act() -> None:
            _expect(client.get(f"/api/cases/{token}"), 200)

        return act

    return make


def submit_form(port: int, cast: Cast, procedure: str) -> MakeAction:
    """A citizen begins, goes every page of the way, checks and files; all fetched and sent."""

    def make(number: int) -> Action:
        client = _signed_in(port, cast["citizens"][number % len(cast["citizens"])]["session"])

        def act() -> None:
            page = _sent(client, f"/nop-ho-so/{cast[procedure]}/", {})
            for _ in range(8):
                _expect(client.get(page), 200)
                if "/da-nop/" in page:
                    return
                page = _sent(client, page, _answers(page))
            raise BadAnswer(f"not filed after eight pages, last {page}")

        return act

    return make


def _answers(page: str) -> dict[str, str]:
    if page.endswith("/noi-giai-quyet/"):
        return {"area": "25195"}
    if page.endswith("/giay-to/"):
        return {"go": "next"}
    if page.endswith("/kiem-tra/"):
        return {"declaration": "on"}
    return {page.rstrip("/").rsplit("/", 1)[-1]: "Kính đề nghị xem xét"}


def _sent(client: Client, path: str, fields: dict[str, str]) -> str:
    answer = client.post_form(path, fields)
    _expect(answer, 302)
    return answer.headers["location"]


def _signed_in(port: int, session: str) -> Client:
    """Open a page with a form, which gives a citizen the token that writes carry."""
    client = Client(port, cookies={"tinhso_session": session})
    _expect(client.get("/nop-ho-so/dang-ky-khai-sinh/"), 200)
    return client


def _expect(answer: Answer, status: int) -> None:
    if answer.status != status:
        raise BadAnswer(f"{answer.status} instead of {status}: {answer.body[:300]!r}")
