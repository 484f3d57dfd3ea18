"""What the tests of documents share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from pytest_django import Settings

from peers.remote_signing.keys import KeyHolder, Keys
from peers.remote_signing.server import Client, RemoteSigningServer
from peers.trust.server import TrustServer
from tinhso.core.actors import Actor
from tinhso.documents.gateways import remote_signing, trust_services
from tinhso.documents.operations import link_remote_key
from tinhso.documents.tests.factories import AT, Office


@pytest.fixture(autouse=True)
def _files_of_this_test(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def file_keys_only(settings: Settings, tmp_path: Path) -> None:
    """Keep keys in files, as on a machine without a token."""
    settings.PKCS11_MODULE = "none"
    settings.PKI_DIR = tmp_path / "pki"


@pytest.fixture
def office(db: None, file_keys_only: None) -> Office:
    """Give a committee with its people, keys in files."""
    return Office()


@pytest.fixture
def trust(settings: Settings, tmp_path: Path) -> Iterator[TrustServer]:
    server = TrustServer(0, tmp_path / "trust", "test-only", lambda: AT)
    server.start()
    settings.TRUST_URL, settings.TRUST_KEY = f"http://127.0.0.1:{server.port}", "test-only"
    trust_services.forget_answers()
    yield server
    server.stop()


@pytest.fixture
def signing_service(
    settings: Settings, tmp_path: Path, trust: TrustServer
) -> Iterator[RemoteSigningServer]:
    def certify(request: x509.CertificateSigningRequest) -> bytes:
        issuing = trust.hierarchy.issuing.certificate
        own = trust.hierarchy.issue(request, 365, AT)
        return own + issuing.public_bytes(serialization.Encoding.PEM)

    keys = Keys(tmp_path / "remote", certify)
    server = RemoteSigningServer(0, keys, Client("tinhso", "test-only"))
    server.start()
    settings.REMOTE_SIGNING_URL = f"http://127.0.0.1:{server.port}"
    settings.REMOTE_SIGNING_KEY = "test-only"
    remote_signing.forget_tokens()
    yield server
    server.stop()


@pytest.fixture
def remote_leader(office: Office, signing_service: RemoteSigningServer) -> Actor:
    """Give the leader, whose key is at the service."""
    signing_service.keys.enrol(
        KeyHolder("huong", "key-1", office.leader.name, "Chủ tịch", office.agency.name)
    )
    link_remote_key(user="huong", actor=office.leader, at=AT)
    return office.leader
