"""Videos from phones: place, device and moment go, pictures and sound stay byte for byte."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.documents.gateways.refusals import UploadBroken, UploadWrongType
from tinhso.documents.gateways.serving import serve_video
from tinhso.documents.gateways.videos import clean_video
from tinhso.documents.operations import receive_upload
from tinhso.documents.operations.storing import store_file
from tinhso.documents.rules import sniff_media_type
from tinhso.documents.tests.videos import GAP, PICTURE, PLACE, WHERE, box, phone_video

VIDEO = phone_video()


def test_only_pictures_and_sound_stay() -> None:
    cleaned = clean_video(VIDEO)

    assert len(cleaned) == len(VIDEO)
    assert cleaned.index(PICTURE) == VIDEO.index(PICTURE)
    for secret in (PLACE, WHERE, GAP, b"iPhone", (3_600_000_000).to_bytes(4, "big")):
        assert secret in VIDEO
        assert secret not in cleaned


def test_cleaned_twice_is_the_same() -> None:
    assert clean_video(clean_video(VIDEO)) == clean_video(VIDEO)


@pytest.mark.parametrize(
    "content",
    [
        VIDEO[:-9],
        VIDEO[:60],
        box(b"ftyp", b"isom", bytes(4)),
        VIDEO + box(b"moof", bytes(8)),
        VIDEO.replace(b"vide", b"meta"),
    ],
)
def test_cut_fragmented_or_pictureless_is_refused(content: bytes) -> None:
    with pytest.raises(UploadBroken):
        clean_video(content)


@given(st.integers(0, len(VIDEO) - 1), st.binary(min_size=1, max_size=8))
def test_whatever_is_sent_is_cleaned_or_refused(at: int, noise: bytes) -> None:
    content = VIDEO[:at] + noise + VIDEO[at + len(noise) :]

    try:
        cleaned = clean_video(content)
    except UploadBroken:
        return
    assert len(cleaned) == len(content)


def test_kinds_are_told_by_content() -> None:
    assert sniff_media_type(VIDEO[:16]) == "video/mp4"
    assert sniff_media_type(phone_video(brand=b"qt  ")[:16]) == "video/quicktime"


@pytest.mark.django_db
def test_video_is_taken_only_where_videos_are_asked_for() -> None:
    with acting_as(SYSTEM):
        file = SimpleUploadedFile("clip.mp4", VIDEO)
        with pytest.raises(UploadWrongType):
            receive_upload(
                file=file, actor=SYSTEM, purpose="contact", accept=("image/png",), at=now()
            )
        file.seek(0)
        upload = receive_upload(
            file=file, actor=SYSTEM, purpose="contact", accept=("video/mp4",), at=now()
        )

    assert (upload.file.media_type, upload.name) == ("video/mp4", "clip.mp4")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wanted", "status", "content"),
    [
        ("", 200, VIDEO),
        ("bytes=0-3", 206, VIDEO[:4]),
        ("bytes=4-", 206, VIDEO[4:]),
        ("bytes=-5", 206, VIDEO[-5:]),
        ("bytes=999999-", 416, b""),
        ("lines=1-2", 200, VIDEO),
    ],
)
def test_players_get_the_part_they_ask_for(wanted: str, status: int, content: bytes) -> None:
    with acting_as(SYSTEM):
        file = store_file(VIDEO, "video/mp4", now())

    answer = serve_video(file.sha256, file.media_type, wanted)

    assert (answer.status_code, answer.content) == (status, content)
