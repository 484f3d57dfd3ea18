"""A file is checked by its hash alone; whoever has the code takes the ledger's proof away."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from django.test import Client

from tinhso.core.identifiers import new_token
from tinhso.documents.api import Document
from tinhso.documents.operations.pacing import CODES
from tinhso.documents.tests.factories import Office
from tinhso.documents.tests.test_verification import bytes_of
from tinhso.ledger.tests.factories import sequence
from tinhso_verify.__main__ import CHANGED, HOLDS, main


@pytest.fixture
def document(office: Office) -> Document:
    return office.issued()


def address_of(content: bytes) -> str:
    return f"/xac-thuc/ma-bam/{hashlib.sha256(content).hexdigest()}/"


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_hash_of_an_issued_file_is_enough(client: Client, document: Document) -> None:
    page = client.get(address_of(bytes_of(document))).content.decode()

    assert "Văn bản có giá trị" in page
    assert "Tệp không rời khỏi máy của bạn" in page
    assert "01/GKS" in page
    assert '<form method="post" action="/xac-thuc/"' in page


def test_a_file_changed_by_one_byte_is_unknown(client: Client, document: Document) -> None:
    answer = client.get(address_of(bytes_of(document) + b"\n"))

    page = answer.content.decode()
    assert answer.status_code == 404
    assert "giống tệp này từng byte" in page
    assert "01/GKS" not in page
    assert "data-hash-check" not in page


@pytest.mark.parametrize("wrong", ["x", "A" * 64, "0" * 63, "0" * 65, "g" * 64])
@pytest.mark.django_db
def test_what_is_no_hash_gives_404(client: Client, wrong: str) -> None:
    assert client.get(f"/xac-thuc/ma-bam/{wrong}/").status_code == 404


def test_hashes_cannot_be_guessed_for_long(client: Client, document: Document) -> None:
    answers = [client.get(address_of(b"%d" % number)) for number in range(CODES.allowed + 1)]

    assert {answer.status_code for answer in answers[:-1]} == {404}
    assert answers[-1].status_code == 429


def test_the_proof_holds_without_the_platform(
    client: Client, document: Document, tmp_path: Path
) -> None:
    sequence()
    shown = re.search(r"<code>([^<]+\+[0-9a-f]{8}\+[^<]+)</code>", read(client, "/so-cai/"))
    assert shown is not None
    proof, held = tmp_path / "proof.json", tmp_path / "held.pdf"
    proof.write_bytes(client.get(f"/xac-thuc/{document.token}/bang-chung.json").content)
    asked = ["verify", "-", "--key", shown[1], "--proof", str(proof), "--file", str(held)]

    held.write_bytes(bytes_of(document))
    assert main(asked) == HOLDS
    held.write_bytes(bytes_of(document) + b" ")
    assert main(asked) == CHANGED
    page = client.get(f"/xac-thuc/{document.token}/").content.decode()
    assert "Có trong sổ." in page
    assert "Từ đó sổ chỉ dài thêm." in page


def test_a_proof_names_no_person(client: Client, document: Document) -> None:
    sequence()

    proof = json.loads(client.get(f"/xac-thuc/{document.token}/bang-chung.json").content)

    assert set(proof["details"]["payload"]) == {"sha256", "notation", "agency"}
    assert set(proof["details"]) == {"actor", "kind", "payload", "recorded_at", "subject"}


def test_before_the_log_holds_it_there_is_no_proof(client: Client, document: Document) -> None:
    assert client.get(f"/xac-thuc/{document.token}/bang-chung.json").status_code == 404
    assert client.get(f"/xac-thuc/{new_token()}/bang-chung.json").status_code == 404
    assert "Có trong sổ." not in client.get(f"/xac-thuc/{document.token}/").content.decode()
