"""The verdict through the API and the command: for programs, with the same words."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client

from tinhso.core.identifiers import new_token
from tinhso.documents.api import Document
from tinhso.documents.operations.pacing import CODES, FILES, FILES_AT_ONCE
from tinhso.documents.tests.attacks import with_white_box
from tinhso.documents.tests.factories import Office
from tinhso.documents.tests.test_verification import bytes_of

API = "/api/documents/verification"


@pytest.fixture
def document(office: Office) -> Document:
    return office.issued()


def test_api_calls_an_issued_file_valid(client: Client, document: Document) -> None:
    file = SimpleUploadedFile("a.pdf", bytes_of(document))

    answer = client.post(API, {"file": file}).json()

    assert (answer["conclusion"], answer["number"]) == ("VALID", "01/GKS")
    assert [found["role"] for found in answer["signatures"]] == ["PERSON", "ORGANISATION"]
    assert answer["differing_pages"] == []


def test_api_names_the_pages_that_differ(client: Client, document: Document) -> None:
    file = SimpleUploadedFile("a.pdf", with_white_box(bytes_of(document)))

    answer = client.post(API, {"file": file}).json()

    assert answer["conclusion"] == "INVALID"
    assert "CHANGED_AFTER" in [reason["code"] for reason in answer["reasons"]]
    assert (answer["differing_pages"], answer["number"]) == ([1], "")


def test_api_refuses_an_empty_file_with_words(client: Client, document: Document) -> None:
    response = client.post(API, {"file": SimpleUploadedFile("a.pdf", b"")})

    assert response.status_code in (400, 409)
    assert response.json()["code"] == "upload_empty"


def test_api_knows_documents_by_code(client: Client, document: Document) -> None:
    answer = client.get(f"/api/documents/{document.token}/verification").json()

    assert (answer["conclusion"], answer["number"]) == ("VALID", "01/GKS")
    assert client.get(f"/api/documents/{new_token()}/verification").status_code == 404


def test_page_shows_pictures_of_a_changed_file(client: Client, document: Document) -> None:
    file = SimpleUploadedFile("a.pdf", with_white_box(bytes_of(document)))

    page = str(client.post("/xac-thuc/", {"file": file}).content, "utf-8")

    assert "Trang khác với lúc ký: 1." in page
    assert page.count("data:image/png;base64,") == 2
    assert len(page) < 400_000


def test_command_gives_a_table_and_json_of_a_folder(
    document: Document, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "genuine.pdf").write_bytes(bytes_of(document))
    (tmp_path / "forged.PDF").write_bytes(with_white_box(bytes_of(document)))
    (tmp_path / "note.txt").write_text("no")

    call_command("verify_documents", str(tmp_path), out=tmp_path / "report.json")
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))

    assert report["counts"] == {"VALID": 1, "INVALID": 1}
    assert "genuine.pdf" in capsys.readouterr().out


def test_command_says_which_folder_is_missing(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        call_command("verify_documents", str(tmp_path / "nowhere"))


def test_one_address_verifies_so_often_a_minute_and_no_more(
    client: Client, document: Document
) -> None:
    url = f"/api/documents/{document.token}/verification"
    for _ in range(CODES.allowed):
        assert CODES.is_within("127.0.0.1")

    refused, page = client.get(url), client.get(f"/xac-thuc/{document.token}/")
    elsewhere = client.get(url, headers={"X-Forwarded-For": "203.0.113.7"})

    assert refused.json()["code"] == "too_many_verifications"
    assert page.status_code == 429
    assert "Hãy đợi một phút" in page.content.decode()
    assert elsewhere.status_code == 200


def test_files_have_a_pace_of_their_own(client: Client, document: Document) -> None:
    for _ in range(FILES.allowed):
        assert FILES.is_within("127.0.0.1")

    page = client.post("/xac-thuc/", {"file": SimpleUploadedFile("a.pdf", b"%PDF-")})

    assert page.status_code == 429
    assert client.get("/xac-thuc/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_files_are_read_at_once_whichever_process_reads_them(client: Client) -> None:
    elsewhere = connections.create_connection("default")
    elsewhere.ensure_connection()
    try:
        elsewhere.set_autocommit(False)
        with elsewhere.cursor() as cursor:
            for number in range(FILES_AT_ONCE):
                cursor.execute(
                    "select pg_advisory_xact_lock(hashtext(%s), %s)",
                    ["documents.verify-file", number],
                )
        page = client.post("/xac-thuc/", {"file": SimpleUploadedFile("a.pdf", b"%PDF-")})
        answer = client.post(API, {"file": SimpleUploadedFile("a.pdf", b"%PDF-")})
        elsewhere.rollback()
    finally:
        elsewhere.close()
    afterwards = client.post(API, {"file": SimpleUploadedFile("a.pdf", b"%PDF-")})

    assert page.status_code == 429
    assert "Đang có nhiều tệp được kiểm tra" in page.content.decode()
    assert answer.json()["code"] == "verifier_busy"
    assert afterwards.json()["conclusion"] == "INVALID"
