"""Keys are made and used in files and in a real token; certificates and revocations hold."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.management import call_command
from pytest_django import Settings

from tinhso.documents.api import revoke_certificate
from tinhso.documents.gateways import authority
from tinhso.documents.gateways.key_stores import FileKeys, KeyNotFound, KeyStore
from tinhso.documents.gateways.pkcs11_keys import find_softhsm
from tinhso.documents.models import Certificate
from tinhso.documents.operations import current_revocation_lists, verify_document
from tinhso.documents.tests.factories import AT, Office

needs_softhsm = pytest.mark.skipif(not find_softhsm(), reason="SoftHSM is not installed")


@pytest.fixture(params=["file", pytest.param("pkcs11", marks=needs_softhsm)])
def store(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> KeyStore:
    settings.PKI_DIR = tmp_path / "pki"
    settings.PKCS11_MODULE = "none" if request.param == "file" else ""
    return authority.key_store()


def test_store_signs_what_its_public_key_verifies(store: KeyStore) -> None:
    public = store.create_key("khoa-1")

    public.verify(store.sign("khoa-1", b"noi dung"), b"noi dung", ec.ECDSA(hashes.SHA256()))


def test_signature_does_not_fit_another_message(store: KeyStore) -> None:
    public = store.create_key("khoa-1")
    signature = store.sign("khoa-1", b"noi dung")

    with pytest.raises(InvalidSignature):
        public.verify(signature, b"noi dung khac", ec.ECDSA(hashes.SHA256()))


def test_unknown_key_is_an_error(store: KeyStore) -> None:
    with pytest.raises(KeyNotFound):
        store.sign("khong-co", b"x")


def test_label_cannot_leave_the_folder(tmp_path: Path) -> None:
    with pytest.raises(KeyNotFound):
        FileKeys(tmp_path / "keys").sign("../bi-mat", b"x")


def test_key_files_are_encrypted_and_the_owner_s_alone(tmp_path: Path) -> None:
    FileKeys(tmp_path / "keys").create_key("khoa-1")
    file = tmp_path / "keys" / "khoa-1.pem"

    assert file.stat().st_mode & 0o777 == 0o600
    assert b"ENCRYPTED PRIVATE KEY" in file.read_bytes()


def test_key_file_opens_under_an_older_field_key_and_no_other(
    settings: Settings, tmp_path: Path
) -> None:
    FileKeys(tmp_path).create_key("khoa-1")
    new = "bmV3LWtleS1uZXcta2V5LW5ldy1rZXktbmV3LWtleS0="

    settings.FIELD_KEYS = [new, *settings.FIELD_KEYS]
    assert FileKeys(tmp_path).sign("khoa-1", b"x")

    settings.FIELD_KEYS = [new]
    with pytest.raises(KeyNotFound):
        FileKeys(tmp_path).sign("khoa-1", b"x")


@needs_softhsm
@pytest.mark.django_db
def test_document_is_signed_by_keys_in_a_token(settings: Settings, tmp_path: Path) -> None:
    settings.PKI_DIR, settings.PKCS11_MODULE = tmp_path / "pki", ""

    document = Office().issued()

    assert set(Certificate.objects.values_list("key_store", flat=True)) == {"pkcs11"}
    assert verify_document(document=document, at=AT).verdict.is_valid


@needs_softhsm
def test_child_process_signs_with_a_session_of_its_own(settings: Settings, tmp_path: Path) -> None:
    script = f"""
import os, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
from pathlib import Path
from tinhso.documents.gateways.pkcs11_keys import find_softhsm, softhsm_keys
keys = softhsm_keys(Path({str(tmp_path)!r}), find_softhsm())
keys.create_key("khoa-1"); keys.sign("khoa-1", b"truoc")
child = os.fork()
if child == 0:
    os._exit(0 if keys.sign("khoa-1", b"con") else 1)
status = os.waitpid(child, 0)[1]
assert keys.sign("khoa-1", b"sau")
raise SystemExit(os.waitstatus_to_exitcode(status))
"""

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)  # noqa: S603

    assert done.returncode == 0, done.stderr.decode()


def test_certificates_chain_up_to_the_root(office: Office, tmp_path: Path) -> None:
    office.signed()
    certificate = Certificate.objects.get()
    found = authority.load_authority()
    for name, pem in (
        ("root.pem", found.root.public_bytes(Encoding.PEM)),
        ("issuing.pem", found.issuing.public_bytes(Encoding.PEM)),
        ("signer.pem", certificate.pem.encode()),
    ):
        (tmp_path / name).write_bytes(pem)

    moment = str(int(AT.timestamp()))
    command = ["openssl", "verify", "-attime", moment, "-CAfile", "root.pem"]
    command += ["-untrusted", "issuing.pem", "signer.pem"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)  # noqa: S603

    assert done.returncode == 0, done.stderr


def test_person_keeps_one_certificate_while_it_is_valid(office: Office) -> None:
    office.signed()
    office.signed()

    assert Certificate.objects.filter(is_organisation=False).count() == 1


def test_certificate_names_person_position_and_agency(office: Office) -> None:
    office.signed()
    pem = Certificate.objects.get().pem.encode()

    names = x509.load_pem_x509_certificate(pem).subject.rfc4514_string()

    assert "Phạm Thị Ngọc Hương" in names
    assert "Ủy ban nhân dân phường Tân Phú" in names


def test_revoked_certificate_is_on_the_published_list(office: Office) -> None:
    office.signed()
    certificate = Certificate.objects.get()
    revoke_certificate(certificate=certificate, reason="Lộ khóa", actor=office.leader, at=AT)

    published = current_revocation_lists(at=AT + timedelta(hours=1))[0]

    found = x509.load_der_x509_crl(published)
    assert found.get_revoked_certificate_by_serial_number(int(certificate.serial, 16))


def test_making_the_authority_again_changes_nothing(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("init_pki")
    first = capsys.readouterr().out
    call_command("init_pki")

    assert capsys.readouterr().out == first
    assert "SHA-256" in first


def test_authority_s_folder_is_the_owner_s_alone(office: Office, settings: Settings) -> None:
    authority.load_authority()

    assert Path(settings.PKI_DIR).stat().st_mode & 0o777 == 0o700
    assert all(file.stat().st_mode & 0o077 == 0 for file in Path(settings.PKI_DIR).rglob("*.pem"))
