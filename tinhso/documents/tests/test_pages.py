"""Anybody verifies a document in plain words; only those concerned download it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tinhso.core.identifiers import new_token
from tinhso.documents.api import Document, document_url, load_bytes, receive_upload
from tinhso.documents.gateways import upload_stream
from tinhso.documents.models import RenditionRole
from tinhso.documents.rules import document_code
from tinhso.documents.tests.factories import AT, Office
from tinhso.documents.tests.test_uploads import picture
from tinhso.identity.tests.factories import make_citizen, make_officer, sign_in
from tinhso.orgs.tests.factories import make_agency

VALID, INVALID = "Văn bản có giá trị", "Văn bản không có giá trị"
UNDETERMINED = "Chưa xác định được"


@pytest.fixture
def document(office: Office) -> Document:
    return office.issued()


def looks_at(person_id: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from identity_accesslog where person_id = %s", [person_id])
        return int(cursor.fetchone()[0])


def page_of(document: Document) -> str:
    return reverse("documents:verify_document", args=[document.token])


def bytes_of(document: Document, role: RenditionRole = RenditionRole.ISSUED) -> bytes:
    return load_bytes(document.renditions.get(role=role).file.sha256)


def send(client: Client, content: bytes, url: str = "/xac-thuc/", name: str = "a.pdf") -> str:
    response = client.post(url, {"file": SimpleUploadedFile(name, content)})
    return str(response.content, "utf-8")


def test_page_of_a_document_says_valid_and_by_whom(client: Client, document: Document) -> None:
    page = str(client.get(page_of(document)).content, "utf-8")

    assert VALID in page
    for words in ("01/GKS", "Phạm Thị Ngọc Hương", "Chủ tịch", "Ủy ban nhân dân phường Tân Phú"):
        assert words in page


def test_public_page_tells_nothing_personal(client: Client, document: Document) -> None:
    page = str(client.get(page_of(document)).content, "utf-8")

    for secret in ("KHUÊ", "Thủy Tiên", "H10.1-260302-0001", "11/02/2026"):
        assert secret not in page
    assert "tai-ve" not in page


def test_page_speaks_english(client: Client, document: Document, settings: Settings) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    assert "The document is valid" in str(client.get(page_of(document)).content, "utf-8")


def test_signed_but_unsealed_document_is_invalid(client: Client, office: Office) -> None:
    assert INVALID in str(client.get(page_of(office.signed())).content, "utf-8")


def test_code_typed_with_dashes_leads_to_the_document(client: Client, document: Document) -> None:
    response = client.get("/xac-thuc/", {"code": document_code(document.token).upper()})

    assert response.status_code == 302
    assert response["Location"] == page_of(document)


def test_qr_code_leads_to_the_page(document: Document, settings: Settings) -> None:
    assert document_url(document) == settings.SITE_URL + page_of(document)


@pytest.mark.parametrize("code", ["", "abc", "' or 1=1 --", "<script>alert(1)</script>", "x" * 999])
def test_wrong_code_is_explained(client: Client, document: Document, code: str) -> None:
    response = client.get("/xac-thuc/", {"code": code})

    assert response.status_code == 400
    assert "<script>alert" not in str(response.content, "utf-8")
    assert 'href="#id_code"' in str(response.content, "utf-8")


def test_unknown_code_is_404_and_explained(client: Client, document: Document) -> None:
    response = client.get(reverse("documents:verify_document", args=[new_token()]))

    assert response.status_code == 404
    assert "Không có văn bản nào mang mã này" in str(response.content, "utf-8")


def test_sent_file_is_compared_byte_by_byte(client: Client, document: Document) -> None:
    content = bytes_of(document)

    assert VALID in send(client, content)
    assert INVALID in send(client, content + b"\n")
    assert INVALID in send(client, bytes_of(document, RenditionRole.SIGNED))
    assert UNDETERMINED in send(client, picture(), name="a.jpg")


def test_file_sent_to_the_page_of_another_document_is_invalid(
    client: Client, office: Office
) -> None:
    first, second = office.issued(), office.issued()

    assert VALID in send(client, bytes_of(first), page_of(first))
    assert INVALID in send(client, bytes_of(second), page_of(first))


def test_missing_and_empty_file_are_explained(client: Client, document: Document) -> None:
    for files in ({}, {"file": SimpleUploadedFile("a.pdf", b"")}):
        response = client.post("/xac-thuc/", files)

        assert response.status_code == 400
        assert 'href="#id_file"' in str(response.content, "utf-8")


def test_too_large_file_is_cut_while_it_streams(
    client: Client, document: Document, settings: Settings
) -> None:
    settings.UPLOAD_MAX_BYTES = 100_000

    for size in (100_001, 900_000):
        response = client.post(
            "/xac-thuc/", {"file": SimpleUploadedFile("a.pdf", b"%PDF-" + b"a" * size)}
        )

        assert response.status_code == 400
        assert "Tệp quá lớn" in str(response.content, "utf-8")


def test_who_goes_on_sending_too_much_is_cut_off(
    client: Client, document: Document, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.UPLOAD_MAX_BYTES = 100_000
    monkeypatch.setattr(upload_stream, "PATIENCE_SECONDS", -1.0)

    response = client.post(
        "/xac-thuc/", {"file": SimpleUploadedFile("a.pdf", b"%PDF-" + b"a" * 900_000)}
    )

    assert response.status_code == 400
    assert response.wsgi_request.META["tinhso.upload_too_large"] == "1"


def test_checked_file_is_not_kept(client: Client, document: Document, settings: Settings) -> None:
    before = set(settings.MEDIA_ROOT.rglob("*"))

    send(client, bytes_of(document) + b"x")

    assert set(settings.MEDIA_ROOT.rglob("*")) == before


def test_person_downloads_their_document(client: Client, office: Office) -> None:
    account = make_citizen()
    document = office.issued(person_id=account.person_id)
    sign_in(client, account)

    response = client.get(reverse("documents:download", args=[document.token]))

    assert b"".join(response.streaming_content) == bytes_of(document)  # type: ignore[attr-defined]
    assert response["Content-Type"] == "application/pdf"
    assert "attachment" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_others_do_not_download(client: Client, document: Document) -> None:
    url = reverse("documents:download", args=[document.token])

    assert client.get(url).status_code == 404
    for account in (make_citizen(), make_officer(make_agency("H10.99"))):
        sign_in(client, account)
        assert client.get(url).status_code == 404


def test_officer_s_look_at_a_paper_is_logged(client: Client, office: Office) -> None:
    agency = make_agency("H10.98")
    citizen = make_citizen()
    upload = receive_upload(
        file=SimpleUploadedFile("a.jpg", picture()),
        actor=office.citizen,
        purpose="x",
        accept=["image/jpeg"],
        at=AT,
    )
    upload.person_id, upload.reader_agency_ids = citizen.person_id, [agency.pk]
    upload.save()
    sign_in(client, make_officer(agency))

    response = client.get(reverse("documents:upload", args=[upload.token]))

    assert response.status_code == 200
    assert looks_at(citizen.person_id) == 1


def test_strangers_do_not_see_an_upload(client: Client, office: Office) -> None:
    file = SimpleUploadedFile("a.jpg", picture())
    upload = receive_upload(
        file=file, actor=office.citizen, purpose="x", accept=["image/jpeg"], at=AT
    )
    url = reverse("documents:upload", args=[upload.token])

    assert client.get(url).status_code == 404
    for account in (make_citizen(), make_officer(make_agency("H10.97"))):
        sign_in(client, account)
        assert client.get(url).status_code == 404


def test_certificates_and_revocations_are_public(client: Client, document: Document) -> None:
    assert client.get("/xac-thuc/thu-hoi.crl")["Content-Type"] == "application/pkix-crl"
    assert b"BEGIN CERTIFICATE" in client.get("/xac-thuc/chung-thu-goc.pem").content


def test_page_asks_the_database_a_constant_number_of_times(
    client: Client, office: Office, django_assert_max_num_queries: object
) -> None:
    documents = [office.issued() for _ in range(3)]

    for document in documents:
        # A third of them say who acts or set a savepoint; the ledger's two proofs take nine.
        with django_assert_max_num_queries(44):  # type: ignore[operator]
            client.get(page_of(document))
