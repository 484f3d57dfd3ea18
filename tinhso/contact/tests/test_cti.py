"""An exchange tells of calls: believed when signed, kept once, in any order."""

import json
import time
from itertools import permutations
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client

from tinhso.contact.gateways.recordings import RecordingUnfit, read_recording
from tinhso.contact.models import Call, CallNotice, CallState, Contact
from tinhso.contact.operations.calls import sit_at
from tinhso.contact.rules.signing import signature
from tinhso.contact.tests.factories import AT, CENTRE, Line
from tinhso.contact.tests.telephony import tone, write_wav

pytestmark = pytest.mark.django_db
EVENTS, RECORDINGS = "/tong-dai/su-kien/", "/tong-dai/ghi-am/"


@pytest.fixture(name="line")
def _line(db: None) -> Line:
    return Line()


def tell(path: str = EVENTS, body: bytes = b"", *, kind: str = "", **changed: str) -> object:
    """Post a signed call; ``changed`` are headers."""
    moment = str(int(time.time()))
    headers = {
        "X-Cti-Time": moment,
        "X-Cti-Signature": signature(settings.CTI_KEY, moment, path, body),
        **{name.replace("_", "-"): value for name, value in changed.items()},
    }
    kind = kind or "application/x-www-form-urlencoded"
    return Client().post(path, body, content_type=kind, headers=headers)


def event(name: str, call_id: str = "a", **fields: str) -> object:
    """Tell one event of a call from 0912345678."""
    told = {"event": name, "callId": call_id, "from": "+84912345678", "to": "1022", **fields}
    return tell(body=urlencode(told).encode())


@pytest.mark.parametrize("order", list(permutations(["newCall", "answer", "hangup"])))
def test_events_in_any_order_make_one_answered_call(line: Line, order: tuple[str, ...]) -> None:
    for name in order:
        assert event(name).status_code == 200  # type: ignore[attr-defined] # a response

    call = Call.objects.get()
    assert (call.state, call.number) == (CallState.ENDED, "0912345678")


def test_event_told_twice_is_kept_once(line: Line) -> None:
    event("newCall")
    first = Call.objects.get().rang_at

    event("newCall")

    assert Call.objects.get().rang_at == first
    assert CallNotice.objects.count() == 1


def test_call_nobody_answers_is_missed(line: Line) -> None:
    event("newCall")
    event("hangup", cause="noAnswer")

    assert Call.objects.get().state == CallState.MISSED


def test_call_answered_at_a_handset_is_its_operators(line: Line) -> None:
    operator = line.actor(CENTRE)
    sit_at(agency_id=line.agencies[CENTRE].pk, number="201", actor=operator, at=AT)

    event("newCall")
    event("answer", user="201")

    assert Call.objects.get().operator_id == operator.person_id


def test_event_as_json_is_taken(line: Line) -> None:
    body = json.dumps({"event": "newCall", "callId": "j", "from": "0912345678"}).encode()

    answer = tell(body=body, kind="application/json")

    assert answer.status_code == 200  # type: ignore[attr-defined] # a response


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"X_Cti_Signature": "0" * 64}, 403),
        ({"X_Cti_Time": "1"}, 403),
        ({"X_Cti_Time": "soon"}, 403),
    ],
)
def test_call_that_is_not_signed_is_refused(
    line: Line, headers: dict[str, str], status: int
) -> None:
    body = urlencode({"event": "newCall", "callId": "a"}).encode()

    assert tell(body=body, **headers).status_code == status  # type: ignore[attr-defined] # a response
    assert not Call.objects.exists()


@pytest.mark.parametrize(
    "body", [b"event=ring&callId=a", b"event=newCall", b"\xff\xfe", b"[1]", b"{", b"&" * 200]
)
def test_call_that_cannot_be_read_gets_a_clear_answer(line: Line, body: bytes) -> None:
    answer = tell(body=body)

    assert answer.status_code == 400  # type: ignore[attr-defined] # a response
    assert answer.json()["error"]  # type: ignore[attr-defined] # a response


def test_body_beyond_the_most_is_refused(line: Line) -> None:
    assert tell(body=b"x" * 20_000).status_code == 413  # type: ignore[attr-defined] # a response


def test_recording_of_the_voice_line_becomes_a_contact_once(line: Line, tmp_path: Path) -> None:
    event("newCall")
    event("answer", user="hop-thu-thoai")
    event("hangup")
    content = write_wav(tmp_path / "a.wav", tone(600, 2)).read_bytes()

    for _ in range(2):
        answer = tell(f"{RECORDINGS}?callId=a", content, kind="audio/wav")
        assert answer.status_code == 200  # type: ignore[attr-defined] # a response

    call = Call.objects.get()
    contact = Contact.objects.get()
    assert (call.recording_seconds, call.contact) == (2, contact)
    assert (contact.channel, contact.reporter_phone) == ("PHONE", "0912345678")
    assert contact.links.get().subject == f"call:{call.pk}"


def test_recording_of_an_unknown_call_is_refused(line: Line, tmp_path: Path) -> None:
    content = write_wav(tmp_path / "a.wav", tone(600, 1)).read_bytes()

    answer = tell(f"{RECORDINGS}?callId=zzz", content, kind="audio/wav")

    assert answer.status_code == 404  # type: ignore[attr-defined] # a response


def test_recording_that_is_no_sound_is_refused(line: Line) -> None:
    event("newCall")

    answer = tell(f"{RECORDINGS}?callId=a", b"<html>", kind="audio/wav")

    assert answer.status_code == 415  # type: ignore[attr-defined] # a response


def test_recording_keeps_nothing_but_its_samples(tmp_path: Path) -> None:
    given = write_wav(tmp_path / "a.wav", tone(600, 1)).read_bytes() + b"LIST\x04\x00\x00\x00evil"

    read = read_recording(given)

    assert b"evil" not in read.content
    assert read.seconds == 1


def test_recording_without_samples_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordingUnfit):
        read_recording(write_wav(tmp_path / "a.wav", b"").read_bytes())
