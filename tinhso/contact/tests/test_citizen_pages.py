"""The citizen's pages: write without a script, receipt, look-up, own page, public list and map."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tinhso.contact import operations as do
from tinhso.contact.models import Contact
from tinhso.contact.tests.factories import AT, CENTRE, INSPECTORATE, WARD, Line, report
from tinhso.contact.views import sending
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import make_citizen, sign_in

pytestmark = pytest.mark.django_db
FORM = "/phan-anh/gui/hien-truong/"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "_LEAST_SECONDS", 0)


def fields(**values: object) -> dict[str, object]:
    return {
        "category": "duong-hu-hong",
        "text": "Ổ gà rất sâu trước cổng trường",
        "area": "25195",
        "challenge": sending.new_challenge(),
        **values,
    }


def published(line: Line, **values: Any) -> Contact:
    contact, centre = report(**values).contact, line.actor(CENTRE)
    text = do.public_draft(contact)
    with acting_as(centre):
        return do.publish_contact(contact=contact, text=text, photo_ids=(), actor=centre, at=AT)


def test_report_is_taken_without_a_script_and_gives_a_receipt(client: Client) -> None:
    Line()

    sent = client.post(FORM, fields(name="Nguyễn Văn An", phone="0912 345 678"))

    contact = Contact.objects.get()
    assert sent["Location"] == reverse("contact:received", args=[contact.code])
    receipt = client.get(sent["Location"]).content.decode()
    assert contact.code in receipt
    assert "Mã bí mật" in receipt
    assert contact.reporter_phone == "0912345678"


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client: Client) -> None:
    Line()

    page = client.post(FORM, fields(area="", phone="12")).content.decode()

    assert "Chọn xã, phường nơi xảy ra" in page
    assert "Số điện thoại gồm 10 chữ số" in page
    assert "Ổ gà rất sâu trước cổng trường" in page
    assert not Contact.objects.exists()


def test_pictures_are_kept_when_the_form_comes_back_and_stripped(
    client: Client, picture: bytes
) -> None:
    Line()
    photo = SimpleUploadedFile("a.jpg", picture, "image/jpeg")

    page = client.post(FORM, fields(area="", photos=photo))
    kept = page.context["kept"]
    client.post(FORM, fields(kept=kept))

    assert Contact.objects.get().photos.count() == 1


def test_a_file_that_is_no_picture_is_refused(client: Client) -> None:
    Line()
    evil = SimpleUploadedFile("a.jpg", b"<script>alert(1)</script>", "image/jpeg")

    page = client.post(FORM, fields(photos=evil))

    assert page.status_code == 200
    assert not Contact.objects.exists()


def test_hidden_field_and_foreign_challenge_are_refused(client: Client) -> None:
    Line()

    for values in ({"website": "http://spam"}, {"challenge": "1.abc.def"}):
        page = client.post(FORM, fields(**values)).content.decode()
        assert "thư tự động" in page
    assert not Contact.objects.exists()


def test_a_network_sends_few_without_the_sum(client: Client) -> None:
    Line()
    for number in range(sending.MOST_WITHOUT_WORK):
        text = f"Việc thứ {number} hoàn toàn khác nhau"
        client.post(FORM, fields(text=text, checked="1"), REMOTE_ADDR="203.0.113.9")

    page = client.post(FORM, fields(checked="1"), REMOTE_ADDR="203.0.113.9").content.decode()

    assert "quá nhiều trong một giờ" in page
    assert Contact.objects.count() == sending.MOST_WITHOUT_WORK


def test_same_matter_nearby_is_shown_and_may_be_joined(client: Client) -> None:
    line = Line()
    first = published(line, at=now() - timedelta(days=1))

    page = client.post(FORM, fields())
    assert "đã có người báo" in page.content.decode()
    assert Contact.objects.count() == 1
    client.post(FORM, fields(checked="1", same=first.code))

    second = Contact.objects.exclude(pk=first.pk).get()
    assert second.duplicate_of == first
    assert second.state == "LINKED"


def denunciation(**changed: str) -> dict[str, str]:
    """Give what the form of a denunciation sends."""
    given = {
        "text": "Cán bộ A nhận tiền của dân",
        "accused": "Cán bộ A",
        "accused_agency": "-",
        "challenge": sending.new_challenge(),
    }
    return {**given, **changed}


@pytest.mark.parametrize(("accused", "receiver"), [(INSPECTORATE, "H10"), ("-", INSPECTORATE)])
def test_who_is_denounced_does_not_receive_it(client: Client, accused: str, receiver: str) -> None:
    line = Line()

    client.post("/phan-anh/gui/to-cao/", denunciation(accused_agency=accused))

    assert Contact.objects.get().agency == line.agencies[receiver]


def test_denunciation_asks_for_the_agency(client: Client) -> None:
    Line()

    page = client.post("/phan-anh/gui/to-cao/", denunciation(accused_agency=""))

    assert "Chọn cơ quan, hoặc chọn không rõ." in page.content.decode()
    assert not Contact.objects.exists()


def test_denunciation_form_hides_everything(client: Client) -> None:
    line = Line()

    client.post("/phan-anh/gui/to-cao/", denunciation())

    contact = Contact.objects.get()
    assert contact.agency == line.agencies[INSPECTORATE]
    assert contact.text == ""
    own = client.get(reverse("contact:own", args=[contact.code])).content.decode()
    assert "nhận tiền của dân" not in own


def test_emergency_shows_whom_to_call(client: Client) -> None:
    Line()

    page = client.get("/phan-anh/gui/khan-cap/").content.decode()

    assert all(f'href="tel:{number}"' in page for number in ("113", "114", "115"))


def test_code_and_secret_open_it_in_another_browser(client: Client) -> None:
    Line()
    receipt = report()
    own = reverse("contact:own", args=[receipt.contact.code])

    assert client.get(own).status_code == 404
    wrong = client.post("/phan-anh/tra-cuu/", {"code": receipt.contact.code, "secret": "22222222"})
    assert "không khớp" in wrong.content.decode()
    right = client.post(
        "/phan-anh/tra-cuu/", {"code": receipt.contact.code.lower(), "secret": receipt.secret}
    )

    assert right["Location"] == own
    assert client.get(own).status_code == 200


def test_look_ups_are_limited(client: Client) -> None:
    Line()
    receipt = report()
    asked = {"code": receipt.contact.code, "secret": "22222222"}

    answers = [client.post("/phan-anh/tra-cuu/", asked) for _ in range(25)]

    assert answers[-1].status_code == 429
    assert "không khớp" in answers[0].content.decode()


def test_signed_in_author_needs_no_code_and_others_see_nothing(client: Client) -> None:
    Line()
    author, other = make_citizen(), make_citizen()
    actor = sign_in(client, author)
    contact = report(actor=actor, reporter=do.Reporter(person_id=author.person_id)).contact
    own = reverse("contact:own", args=[contact.code])

    assert client.get(own).status_code == 200
    assert contact.code in client.get("/phan-anh/cua-toi/").content.decode()
    sign_in(client, other)
    assert client.get(own).status_code == 404


def test_author_acts_on_their_own_page(client: Client) -> None:
    Line()
    receipt = report()
    client.post("/phan-anh/tra-cuu/", {"code": receipt.contact.code, "secret": receipt.secret})
    base = reverse("contact:own", args=[receipt.contact.code])

    assert client.post(f"{base}an/").status_code == 302
    assert client.post(f"{base}danh-gia/", {"score": "5"}).status_code == 302
    assert client.post(f"{base}danh-gia/", {"score": "9"}).status_code == 200
    assert client.post(f"{base}bay/").status_code == 404
    assert client.post(f"{base}rut/").status_code == 302

    receipt.contact.refresh_from_db()
    assert receipt.contact.state == "WITHDRAWN"
    assert receipt.contact.public_state == "WITHDRAWN"


def test_public_sees_only_what_was_published(client: Client) -> None:
    line = Line()
    shown = published(line, text="Gọi 0912345678: ổ gà trước cổng trường học")
    hidden = report().contact

    page = client.get("/phan-anh/?q=o+ga+truoc+cong").content.decode()

    assert shown.code in page
    assert hidden.code not in page
    assert "0912345678" not in page
    assert client.get(reverse("contact:published", args=[shown.code])).status_code == 200
    assert client.get(reverse("contact:published", args=[hidden.code])).status_code == 404
    assert "Không có phản ánh nào" in client.get("/phan-anh/?q=khong-co").content.decode()


def test_open_data_names_nobody_and_no_formula(client: Client) -> None:
    line = Line()
    published(line, text="=cmd gọi 0912345678 về ổ gà trước cổng")

    sheet = client.get("/phan-anh/du-lieu.csv").content.decode()
    rows = json.loads(client.get("/phan-anh/du-lieu.json").content)["reports"]

    assert "0912345678" not in sheet
    assert "'=cmd" in sheet
    assert rows[0]["latitude"] == 11.535
    assert "Nguyễn Văn An" not in json.dumps(rows, ensure_ascii=False)


def test_map_counts_in_clusters_and_tiles(client: Client) -> None:
    line = Line()
    for _ in range(3):
        published(line)

    page = client.get("/phan-anh/ban-do/")
    tile = client.get("/phan-anh/ban-do/9/408/239.json").json()["clusters"]

    assert "3 phản ánh trong khung nhìn" in page.content.decode()
    assert sum(one[2] for one in tile) == 3
    assert client.get("/phan-anh/ban-do/30/0/0.json").status_code == 404
    assert client.get("/phan-anh/ban-do/?vi-do=x&kinh-do=y&muc=z").status_code == 200


def test_figures_embedding_app_and_articles_answer(client: Client) -> None:
    line = Line()
    published(line)

    assert "06/2021" in client.get("/phan-anh/so-lieu/").content.decode()
    frame = client.get("/phan-anh/nhung/")
    assert "frame-ancestors *" in frame["Content-Security-Policy"]
    assert "X-Frame-Options" not in frame
    assert client.get("/phan-anh/ung-dung.webmanifest").json()["short_name"] == "1022"
    assert b"addEventListener" in client.get("/phan-anh/sw.js").content
    assert client.get("/phan-anh/ngoai-tuyen/").status_code == 200
    assert client.get("/cau-hoi-thuong-gap/?q=x").status_code == 200
    assert client.get("/phan-anh/gui/khong-co/").status_code == 404
    assert client.get("/phan-anh/gui/gan-day/?latitude=x").status_code == 200


def test_citizen_follows_a_report_and_an_area(client: Client) -> None:
    line = Line()
    contact = published(line)
    follow = reverse("contact:follow", args=[contact.code])
    assert client.post(follow).status_code == 302
    assert contact.followers.count() == 0
    sign_in(client, make_citizen())

    client.post(follow)
    client.post(follow)
    client.post("/phan-anh/theo-khu-vuc/", {"area": "25195"})

    with acting_as(SYSTEM):
        contact.refresh_from_db()
        assert (contact.followers.count(), contact.follower_count) == (1, 1)
    assert "Phường Tân Phú" in client.get("/phan-anh/theo-khu-vuc/").content.decode()


def test_picture_of_a_private_report_is_not_served_to_strangers(
    client: Client, picture: bytes
) -> None:
    line = Line()
    client.post(FORM, fields(photos=SimpleUploadedFile("a.jpg", picture, "image/jpeg")))
    photo = Contact.objects.get().photos.get()
    address = reverse("contact:photo", args=[photo.pk])

    assert client.get(address).status_code == 200
    stranger = Client()
    assert stranger.get(address).status_code == 404
    sign_in(stranger, line.account("H10.04"))
    assert stranger.get(address).status_code == 404
    sign_in(stranger, line.account(WARD))
    assert stranger.get(address).status_code == 200
