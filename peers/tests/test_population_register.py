"""The register answers signed questions with a purpose, only what was asked, or misbehaves."""

import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from peers.population_register.server import RegisterPeer, signature, start

KEY = "khoa-thu"
LAN_ANH = {"identity_number": "000194000101", "birth_date": "1994-03-12"}


@pytest.fixture
def peer() -> Iterator[RegisterPeer]:
    running = start(0, key=KEY)
    yield running
    running.stop()


def ask(peer: RegisterPeer, key: str = KEY, path: str = "/v1/persons", **question: Any) -> Any:
    body = json.dumps(question).encode()
    moment = str(int(time.time()))
    headers = {
        "X-Register-Time": moment,
        "X-Register-Signature": signature(key, "POST", path, moment, body),
    }
    request = Request(peer.url + path, body, headers, method="POST")  # noqa: S310
    with urlopen(request, timeout=5) as response:  # noqa: S310
        return json.load(response)


def control(peer: RegisterPeer, **settings: Any) -> None:
    body = json.dumps(settings).encode()
    request = Request(f"{peer.url}/control", body, method="POST")  # noqa: S310
    urlopen(request, timeout=5).close()  # noqa: S310


def test_only_the_fields_asked_for_are_given(peer: RegisterPeer) -> None:
    answer = ask(peer, **LAN_ANH, fields=["full_name", "phone"], purpose="Khai sinh")

    assert answer == {"fields": {"full_name": "Nguyễn Thị Lan Anh"}}
    assert peer.register.questions[0]["purpose"] == "Khai sinh"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"purpose": " "}, 400),
        ({"birth_date": "1990-01-01"}, 404),
        ({"identity_number": "1"}, 404),
        ({"key": "khoa-khac"}, 403),
    ],
)
def test_questions_without_right_are_refused(
    peer: RegisterPeer, changes: dict[str, Any], status: int
) -> None:
    with pytest.raises(HTTPError) as refused:
        ask(peer, **{**LAN_ANH, "fields": ["full_name"], "purpose": "Khai sinh", **changes})

    assert refused.value.code == status


@pytest.mark.parametrize(("mode", "status"), [("down", 503), ("refuse", 403)])
def test_it_misbehaves_on_command(peer: RegisterPeer, mode: str, status: int) -> None:
    control(peer, mode=mode)

    with pytest.raises(HTTPError) as refused:
        ask(peer, **LAN_ANH, fields=[], purpose="Khai sinh")

    assert refused.value.code == status
    control(peer, mode="ok")
    assert ask(peer, **LAN_ANH, fields=[], purpose="Khai sinh") == {"fields": {}}


def test_a_correction_is_taken_once(peer: RegisterPeer) -> None:
    for _ in range(2):
        ask(peer, path="/v1/corrections", reference="a", field="address", stated="Ấp 2")

    assert len(peer.register.corrections) == 1
