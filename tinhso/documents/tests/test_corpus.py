"""The corpus of honest files and attacks on them: every honest file is valid, no attack is."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from peers.trust.server import TrustServer
from tinhso.core import clock
from tinhso.documents.api import (
    Document,
    issue_signed,
    load_bytes,
    prepare_document,
    seal,
    sign_as_person,
)
from tinhso.documents.gateways import pdf_validation, trust_services
from tinhso.documents.operations import protect_document
from tinhso.documents.tests.corpus import failures, make_corpus
from tinhso.documents.tests.factories import Office


class Clock:
    """One time for the platform and for the services it asks."""

    def __init__(self) -> None:
        self.now = clock.now()

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(name="running")
def _running() -> Clock:
    return Clock()


@pytest.fixture
def services(
    settings: Settings, tmp_path: Path, running: Clock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TrustServer]:
    server = TrustServer(0, tmp_path / "services", "test-only", running)
    server.start()
    settings.TRUST_URL, settings.TRUST_KEY = f"http://127.0.0.1:{server.port}", "test-only"
    monkeypatch.setattr(clock, "now", running)
    # A process for each file proves nothing more here and takes a second.
    monkeypatch.setattr(
        "tinhso.documents.operations.verification.read_facts_apart", pdf_validation.read_facts
    )
    trust_services.forget_answers()
    yield server
    server.stop()


def issued(office: Office, at: datetime) -> Document:
    draft = prepare_document(actor=office.leader, at=at, **office.plan())
    signed = sign_as_person(document=draft, actor=office.leader, at=at)
    return seal(document=signed, actor=office.registrar, at=at)


def bytes_at(document: Document, ordinal: int) -> bytes:
    return load_bytes(document.renditions.order_by("ordinal")[ordinal].file.sha256)


def honest_files(office: Office, running: Clock) -> dict[str, bytes]:
    """Give a slip as issued, a result as issued, with an archive stamp, and stamped again."""
    result = issued(office, running.now)
    slip = issue_signed(actor=office.clerk, at=running.now, **office.slip_plan())
    protect_document(document=result, at=running.now)
    result.refresh_from_db()
    assert result.protect_at is not None
    running.now = result.protect_at
    trust_services.forget_answers()
    protect_document(document=result, at=running.now)
    count = result.renditions.count()
    return {
        "slip": bytes_at(slip, slip.renditions.count() - 1),
        "result": bytes_at(result, count - 3),
        "archived": bytes_at(result, count - 2),
        "stamped-again": bytes_at(result, count - 1),
    }


@pytest.fixture(name="files")
def _files(office: Office, services: TrustServer, running: Clock) -> dict[str, bytes]:
    return honest_files(office, running)


def test_honest_files_are_valid_and_no_attack_is(
    files: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    attacked = make_corpus(files, tmp_path, flips=0, attacked=("stamped-again",))

    call_command("verify_documents", str(tmp_path), out=tmp_path / "verdicts.json")

    found = json.loads((tmp_path / "verdicts.json").read_text(encoding="utf-8"))
    assert attacked > 20
    assert failures(found["files"]) == []
    assert found["counts"]["VALID"] == len(files)
    assert capsys.readouterr().out.count("\n") == attacked + len(files) + 2
