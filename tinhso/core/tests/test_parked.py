"""A form sent without a session is kept sealed, whole, for a while, and for its own page only."""

import time
from pathlib import Path

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import Settings

from tinhso.core import parked

PATH = "/giay-to/"


class Session(SessionBase):
    """A session that lives as long as the test."""

    def __init__(self) -> None:
        super().__init__()
        self._session_cache: dict[str, object] = {}


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "parked"


def sent(files: int = 1, size: int = 2000, **answers: object) -> HttpRequest:
    chosen = [SimpleUploadedFile(f"anh-{n}.jpg", b"x" * size, "image/jpeg") for n in range(files)]
    request = RequestFactory().post(PATH, {**answers, "file-a": chosen})
    request.session = Session()
    return request


def test_answers_and_files_come_back_as_they_were_sent() -> None:
    request = sent(files=2, note="một", choice=["a", "b"], csrfmiddlewaretoken="x")

    parked.park_form(request)

    form = parked.find_parked_form(request.session, PATH)
    assert form is not None
    post, files = parked.parked_post(form), parked.parked_files(form)
    assert post["note"] == "một"
    assert post.getlist("choice") == ["a", "b"]
    assert "csrfmiddlewaretoken" not in post
    assert [(file.name, file.read()) for file in files.getlist("file-a")] == [
        ("anh-0.jpg", b"x" * 2000),
        ("anh-1.jpg", b"x" * 2000),
    ]


def test_nothing_readable_lies_on_disk_or_in_the_session(own_folder: Path) -> None:
    request = sent(note="bí mật")

    parked.park_form(request)

    assert b"x" * 16 not in next(own_folder.iterdir()).read_bytes()
    assert "bí mật" not in str(request.session[parked._KEY])


def test_other_pages_and_other_sessions_get_nothing() -> None:
    request = sent()
    parked.park_form(request)

    assert parked.find_parked_form(request.session, "/khac/") is None
    assert parked.find_parked_form(Session(), PATH) is None


def test_it_is_forgotten_with_its_files(own_folder: Path) -> None:
    request = sent()
    parked.park_form(request)

    parked.forget_parked_form(request.session, PATH)

    assert parked.find_parked_form(request.session, PATH) is None
    assert list(own_folder.iterdir()) == []


def test_it_is_not_offered_after_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    request = sent()
    parked.park_form(request)
    later = time.time() + parked.KEPT_SECONDS + 1

    monkeypatch.setattr(time, "time", lambda: later)

    assert parked.find_parked_form(request.session, PATH) is None


def test_files_of_who_did_not_come_back_are_cleared(own_folder: Path) -> None:
    parked.park_form(sent())

    assert parked.clear_parked_files(time.time() - 3600) == 0
    assert parked.clear_parked_files(time.time() + 1) == 1
    assert list(own_folder.iterdir()) == []


def test_files_without_room_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parked, "_MOST_BYTES_A_FORM", 3000)

    form = parked.park_form(sent(files=2))

    assert form is not None
    assert [file.name for file in form.files] == ["anh-0.jpg"]
    assert form.left_out == ["anh-1.jpg"]


def test_too_long_answers_are_not_kept() -> None:
    assert parked.park_form(sent(note="a" * 60_000)) is None


def test_only_the_last_forms_are_kept() -> None:
    request = sent()
    for number in range(5):
        request.path = f"/trang-{number}/"
        parked.park_form(request)

    assert [parked.find_parked_form(request.session, f"/trang-{n}/") is None for n in range(5)] == [
        True,
        True,
        False,
        False,
        False,
    ]
