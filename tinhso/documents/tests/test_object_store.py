"""Bytes in an S3-compatible store: written once, checked when read, audited, moved there."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from peers.object_store.server import ObjectStore
from tinhso.documents.api import StoredBytesBroken, load_bytes, verify_document
from tinhso.documents.gateways import file_store
from tinhso.documents.gateways.disk_files import path_of
from tinhso.documents.gateways.object_files import ObjectStoreAway
from tinhso.documents.models import IntegrityRun, StoredFile
from tinhso.documents.operations import audit_next, open_audit, store_file
from tinhso.documents.tests.factories import AT, Office

CONTENT = b"bytes that never change"


@pytest.fixture
def bucket(settings: Settings, tmp_path: Path) -> Iterator[ObjectStore]:
    """Run a store and know its address; the disk is still where files are kept."""
    server = ObjectStore(0, tmp_path / "objects", {"access": "store-secret"})
    server.start()
    settings.S3_ENDPOINT = f"http://127.0.0.1:{server.port}"
    settings.S3_BUCKET, settings.S3_PREFIX = "tinhso", "files"
    settings.S3_ACCESS_KEY, settings.S3_SECRET_KEY = "access", "store-secret"
    yield server
    server.stop()


@pytest.fixture
def store(bucket: ObjectStore, settings: Settings) -> ObjectStore:
    """Keep files in the store."""
    settings.FILES = "s3"
    return bucket


def test_bytes_come_back_as_they_were(store: ObjectStore) -> None:
    sha256 = file_store.store(CONTENT)

    assert file_store.load(sha256) == CONTENT
    assert file_store.measure(sha256) == (sha256, len(CONTENT))
    assert not path_of(sha256).exists()


def test_known_bytes_are_not_written_again(store: ObjectStore) -> None:
    first, second = file_store.store(CONTENT), file_store.store(CONTENT)

    assert first == second
    assert store.written_count == 1


def test_changed_bytes_are_never_handed_out(store: ObjectStore) -> None:
    sha256 = file_store.store(CONTENT)
    store.fail("rot")

    with pytest.raises(StoredBytesBroken, match="changed"):
        file_store.load(sha256)


def test_missing_bytes_are_named(store: ObjectStore) -> None:
    with pytest.raises(StoredBytesBroken, match="missing"):
        file_store.load("0" * 64)
    assert file_store.measure("0" * 64) is None


def test_removed_bytes_are_gone_and_removing_twice_is_as_good(store: ObjectStore) -> None:
    sha256 = file_store.store(CONTENT)
    file_store.remove(sha256)
    file_store.remove(sha256)

    assert file_store.measure(sha256) is None


def test_store_that_refuses_stores_nothing_silently(store: ObjectStore, settings: Settings) -> None:
    settings.S3_SECRET_KEY = "another"

    with pytest.raises(ObjectStoreAway):
        file_store.store(CONTENT)
    assert store.written_count == 0


def test_document_lives_in_the_store_whole(office: Office, store: ObjectStore) -> None:
    document = office.issued()

    assert verify_document(document=document, at=AT).verdict.is_valid
    sha256 = document.renditions.order_by("-ordinal")[0].file.sha256
    assert load_bytes(sha256).startswith(b"%PDF-")
    assert not path_of(sha256).exists()


@pytest.mark.parametrize(("mode", "is_missing"), [("rot", False), ("lose", True)])
def test_audit_reads_the_store(db: None, store: ObjectStore, mode: str, is_missing: bool) -> None:
    store_file(CONTENT, "text/plain", AT)
    store.fail(mode)

    audit_next(run_id=open_audit(at=AT).pk, at=AT)

    run = IntegrityRun.objects.get()
    assert (run.file_count, run.fault_count) == (1, 1)
    assert run.faults.get().is_missing is is_missing


def test_audit_of_sound_files_finds_nothing(db: None, store: ObjectStore) -> None:
    store_file(CONTENT, "text/plain", AT)

    audit_next(run_id=open_audit(at=AT).pk, at=AT)

    assert IntegrityRun.objects.get().fault_count == 0


def test_audit_does_not_take_silence_for_loss(db: None, store: ObjectStore) -> None:
    store_file(CONTENT, "text/plain", AT)
    store.fail("error")

    with pytest.raises(ObjectStoreAway):
        audit_next(run_id=open_audit(at=AT).pk, at=AT)
    assert IntegrityRun.objects.get().file_count == 0


def test_files_are_copied_from_the_disk_once(
    db: None, bucket: ObjectStore, settings: Settings
) -> None:
    rows = [store_file(b"%d" % number, "text/plain", AT) for number in range(3)]
    said = [copied(), copied()]
    settings.FILES = "s3"

    assert ["3 vừa chép" in said[0], "0 vừa chép" in said[1]] == [True, True]
    assert [file_store.load(row.sha256) for row in rows] == [b"0", b"1", b"2"]


def test_broken_file_is_named_and_the_command_fails(
    db: None, bucket: ObjectStore, settings: Settings
) -> None:
    row = store_file(CONTENT, "text/plain", AT)
    path_of(row.sha256).chmod(0o600)
    path_of(row.sha256).write_bytes(b"changed")
    errors = StringIO()

    with pytest.raises(CommandError):
        call_command("copy_files_to_s3", stdout=StringIO(), stderr=errors)
    assert row.sha256 in errors.getvalue()
    assert bucket.written_count == 0


def test_command_wants_an_address(db: None, settings: Settings) -> None:
    settings.S3_ENDPOINT = ""
    with pytest.raises(CommandError, match="TINHSO_S3_ENDPOINT"):
        call_command("copy_files_to_s3")


def copied() -> str:
    out = StringIO()
    call_command("copy_files_to_s3", stdout=out)
    assert StoredFile.objects.count() == 3
    return out.getvalue()
