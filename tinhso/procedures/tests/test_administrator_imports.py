"""An administrator imports, looks, publishes, exports; nobody else does."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tinhso.identity.tests.factories import make_officer, sign_in
from tinhso.orgs.tests.factories import make_agency
from tinhso.procedures import api
from tinhso.procedures.gateways.pack import write_json
from tinhso.procedures.tests.factories import load_test_fields, make_content

pytestmark = pytest.mark.django_db
CATALOGUE = "/quan-tri/thu-tuc/"


@pytest.fixture
def administrator(client: Client) -> Client:
    """Sign an administrator in, with the fields of administration loaded."""
    load_test_fields()
    sign_in(client, make_officer(make_agency(), role="ADMINISTRATOR"))
    return client


def upload(raw: bytes, name: str = "thu-tuc.json") -> dict[str, SimpleUploadedFile]:
    """Give the form's data with one file."""
    return {"file": SimpleUploadedFile(name, raw)}


def test_file_becomes_drafts_then_versions(administrator: Client) -> None:
    raw = write_json([make_content(), make_content("1.000002")])

    response = administrator.post(CATALOGUE, upload(raw))
    assert response.context["report"].count("NEW") == 2
    assert len(api.list_drafts()) == 2

    administrator.post(reverse("procedures:submit_all"))
    alone = administrator.post(reverse("procedures:approve_all"), follow=True)
    assert "người soạn không tự duyệt" in alone.content.decode()

    sign_in(administrator, make_officer(make_agency("H10.99"), role="ADMINISTRATOR"))
    administrator.post(reverse("procedures:approve_all"))
    response = administrator.post(reverse("procedures:publish"), follow=True)
    assert "Đã công bố 2 thủ tục." in response.content.decode()
    assert api.list_drafts() == []


def test_refused_rows_are_shown_with_their_place(administrator: Client) -> None:
    raw = write_json([make_content(), make_content("1.000002", tier="MOON")])

    text = administrator.post(CATALOGUE, upload(raw)).content.decode()

    assert "thu-tuc.json [2]" in text
    assert "Bị từ chối" in text
    assert "Đăng ký khai sinh" in text


def test_drafts_are_discarded(administrator: Client) -> None:
    administrator.post(CATALOGUE, upload(write_json([make_content()])))

    administrator.post(reverse("procedures:discard"))

    assert api.list_drafts() == []


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({}, "Chọn tệp .json hoặc .xlsx"),
        (upload(b""), "Tệp này trống"),
        (upload(b"PK broken", "a.xlsx"), "Không đọc được tệp này"),
    ],
)
def test_unusable_file_is_refused_kindly(
    administrator: Client, form: dict[str, SimpleUploadedFile], words: str
) -> None:
    response = administrator.post(CATALOGUE, form)

    assert response.status_code == 400
    assert words in response.content.decode()


@pytest.mark.parametrize("kind", ["json", "xlsx"])
def test_catalogue_is_exported(administrator: Client, kind: str) -> None:
    response = administrator.get(reverse("procedures:export", args=[kind]))

    assert response.status_code == 200
    assert f".{kind}" in response["Content-Disposition"]


def test_export_of_another_kind_is_not_found(administrator: Client) -> None:
    assert administrator.get(reverse("procedures:export", args=["pdf"])).status_code == 404


ACTS = ("submit_all", "approve_all", "publish", "discard")


@pytest.mark.parametrize("name", ACTS)
def test_acts_only_answer_sending(administrator: Client, name: str) -> None:
    assert administrator.get(reverse(f"procedures:{name}")).status_code == 405


def test_officer_without_the_role_is_refused(client: Client) -> None:
    sign_in(client, make_officer(make_agency(), role="CLERK"))

    assert client.get(CATALOGUE).status_code == 403
    for name in ACTS:
        assert client.post(reverse(f"procedures:{name}")).status_code == 403
    assert client.get(reverse("procedures:export", args=["json"])).status_code == 403


def test_visitor_is_led_to_sign_in(client: Client) -> None:
    for address in (CATALOGUE, reverse("procedures:export", args=["json"])):
        response = client.get(address)
        assert response.status_code == 302
        assert "/dang-nhap/" in response["Location"]
