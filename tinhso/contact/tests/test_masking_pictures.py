"""Faces and plates are covered by a person before a picture is public; the original stays."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tinhso.contact.models import ContactPhoto
from tinhso.contact.operations import PhotoUnchecked, mask_photo, public_draft, publish_contact
from tinhso.contact.permissions import NotYourContact
from tinhso.contact.tests.factories import AT, CENTRE, ROADS, Line, report
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.api import Upload, receive_upload
from tinhso.documents.tests.videos import phone_video
from tinhso.identity.tests.factories import sign_in

pytestmark = pytest.mark.django_db


def photo_of(line: Line, content: bytes, name: str = "anh.png") -> ContactPhoto:
    """Give a report's picture or video, taken as the form takes it."""
    kinds = ("image/png", "video/mp4")
    with acting_as(SYSTEM):
        upload = receive_upload(
            file=SimpleUploadedFile(name, content),
            actor=SYSTEM,
            purpose="contact",
            accept=kinds,
            at=AT,
        )
    contact = report(upload_ids=(upload.pk,)).contact
    with acting_as(SYSTEM):
        return ContactPhoto.objects.get(contact=contact)


def white() -> bytes:
    """Give a white picture of 200 by 100."""
    output = io.BytesIO()
    Image.new("RGB", (200, 100), "white").save(output, "PNG")
    return output.getvalue()


def seen(client: Client, photo: ContactPhoto, query: str = "") -> Image.Image:
    """Give the picture as an address answers it."""
    answer = client.get(f"/phan-anh/anh/{photo.pk}/{query}")
    assert answer.status_code == 200
    return Image.open(io.BytesIO(answer.content)).convert("L")


def test_public_sees_black_where_the_moderator_covered(client: Client) -> None:
    line = Line()
    photo, moderator = photo_of(line, white()), line.actor(CENTRE)
    contact = photo.contact
    text = public_draft(contact)
    with pytest.raises(PhotoUnchecked):
        publish_contact(contact=contact, text=text, photo_ids=(photo.pk,), actor=moderator, at=AT)

    sign_in(client, line.account(CENTRE))
    address = f"/can-bo/1022/{contact.code}/anh/{photo.pk}/"
    assert client.get(address).status_code == 200
    client.post(address, {"areas": "[[0, 0, 0.5, 1]]", "save": "1"})
    publish_contact(contact=contact, text=text, photo_ids=(photo.pk,), actor=moderator, at=AT)

    picture = seen(Client(), photo)
    assert picture.getpixel((10, 50)) < 20  # type: ignore[operator] # a grey level
    assert picture.getpixel((190, 50)) > 230  # type: ignore[operator] # a grey level
    original = seen(client, photo, "?goc=1")
    assert original.getpixel((10, 50)) > 230  # type: ignore[operator] # a grey level
    assert Client().get(f"/phan-anh/anh/{photo.pk}/?goc=1").status_code == 404


def test_two_clicks_or_numbers_make_an_area_without_a_script(client: Client) -> None:
    line = Line()
    photo = photo_of(line, white())
    sign_in(client, line.account(CENTRE))
    address = f"/can-bo/1022/{photo.contact.code}/anh/{photo.pk}/"

    first = client.post(address, {"areas": "[]", "spot.x": "64", "spot.y": "32"})
    assert first.context["corner"] == "0.1000 0.1000"
    second = client.post(
        address, {"areas": "[]", "corner": "0.1 0.1", "spot.x": "320", "spot.y": "160"}
    )
    assert second.context["shown"] == [(10, 10, 40, 40)]
    third = client.post(
        address,
        {"areas": "[]", "add": "1", "left": "90", "top": "0", "width": "50", "height": "5"},
    )
    assert third.context["shown"] == [(90, 0, 10, 5)]
    fourth = client.post(address, {"areas": "[[0.1,0.1,0.4,0.4]]", "undo": "1"})
    assert fourth.context["shown"] == []


@pytest.mark.parametrize("areas", ["no", "[1]", '[["a",0,1,1]]', "[[2,0,1,1]]", '{"a": 1}'])
def test_areas_that_are_none_are_left_out(client: Client, areas: str) -> None:
    line = Line()
    photo = photo_of(line, white())
    sign_in(client, line.account(CENTRE))

    page = client.post(f"/can-bo/1022/{photo.contact.code}/anh/{photo.pk}/", {"areas": areas})

    assert page.context["shown"] == []


def test_only_the_centre_covers_and_videos_stay_with_officers(client: Client) -> None:
    line = Line()
    photo = photo_of(line, white())
    with pytest.raises(NotYourContact):
        mask_photo(photo=photo, areas=(), actor=line.actor(ROADS), at=AT)

    video = photo_of(line, phone_video(), "clip.mp4")
    sign_in(client, line.account(CENTRE))
    address = f"/can-bo/1022/{video.contact.code}/"
    assert client.get(f"{address}anh/{video.pk}/").status_code == 404
    assert "video không công khai" in client.get(address).content.decode()
    part = client.get(f"/phan-anh/anh/{video.pk}/", headers={"Range": "bytes=0-7"})
    assert (part.status_code, part.content[4:8]) == (206, b"ftyp")
    assert Client().get(f"/phan-anh/anh/{video.pk}/").status_code == 404


def test_who_sees_a_mark_of_secrecy_in_a_film_seals_it(client: Client) -> None:
    line = Line()
    video = photo_of(line, phone_video(), "clip.mp4")
    case = f"/can-bo/1022/{video.contact.code}/"
    address = f"/tep/{video.upload.token}/niem-phong/?ve={case}"
    nobody = Client().post(address).status_code
    sign_in(client, line.account(ROADS))
    elsewhere = client.post(address).status_code
    sign_in(client, line.account(CENTRE))

    link = f"/tep/{video.upload.token}/niem-phong/" in client.get(case).content.decode()
    asked = client.get(address).content.decode()
    page = client.post(address, follow=True)

    with acting_as(SYSTEM):
        kept = Upload.objects.get(pk=video.upload_id)
    assert (nobody, elsewhere, link) == (302, 404, True)
    assert "clip.mp4" in asked
    assert page.redirect_chain[0][0] == case
    assert "Đã niêm phong" in page.content.decode()
    assert not video.contact.photos.exists()
    assert (kept.name, kept.file.media_type) == ("Tệp đã niêm phong.png", "image/png")
