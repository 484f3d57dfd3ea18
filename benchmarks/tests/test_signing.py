"""What the benchmark of signatures measures is a file others accept too, not only we."""

import asyncio
import io
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.policy_decl import PdfSignatureValidationSpec, SignatureValidationSpec
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager
from pytest_django import Settings

from benchmarks.signing_inside import Desk
from peers.trust.server import TrustServer
from tinhso.documents.gateways import authority, protection, trust_services


@pytest.fixture
def services(settings: Settings, tmp_path: Path) -> Iterator[TrustServer]:
    server = TrustServer(0, tmp_path / "services", "test-only")
    server.start()
    settings.TRUST_URL, settings.TRUST_KEY = f"http://127.0.0.1:{server.port}", "test-only"
    settings.PKI_DIR = tmp_path / "pki"
    trust_services.forget_answers()
    yield server
    server.stop()


@pytest.fixture
def file(services: TrustServer) -> bytes:
    """Give a document signed twice at B-LTA."""
    return Desk().sign(datetime.now(UTC))


def test_a_stranger_with_the_root_alone_calls_it_valid(file: bytes) -> None:
    assert Desk().is_valid(file, datetime.now(UTC))


def test_pyhanko_s_own_check_of_lasting_signatures_passes(file: bytes) -> None:
    root = asn1_x509.Certificate.load(authority.der(trust_services.load_chain().root))
    policy = CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(trust_roots=[root]),
        revinfo_policy=CertRevTrustPolicy(REQUIRE_REVINFO, retroactive_revinfo=True),
    )
    spec = PdfSignatureValidationSpec(SignatureValidationSpec(cert_validation_policy=policy))
    signatures = PdfFileReader(io.BytesIO(file)).embedded_regular_signatures

    found = [asyncio.run(ades_lta_validation(one, spec)) for one in signatures]

    assert [one.ades_subindic for one in found] == [AdESPassed.OK, AdESPassed.OK]


def test_openssl_takes_each_signature(file: bytes, tmp_path: Path) -> None:
    root = trust_services.load_chain().root
    (tmp_path / "root.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
    ranges = [(int(found[1]), int(found[2])) for found in protection.BYTE_RANGE.finditer(file)]
    signatures = PdfFileReader(io.BytesIO(file)).embedded_regular_signatures
    for number, ((start, end), one) in enumerate(zip(ranges, signatures, strict=False)):
        rest = one.byte_range[3]
        (tmp_path / "data").write_bytes(file[:start] + file[end : end + rest])
        (tmp_path / "cms").write_bytes(one.pkcs7_content)
        done = subprocess.run(
            ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "cms", "-content",
             "data", "-CAfile", "root.pem", "-purpose", "any", "-out", "/dev/null"],
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, (number, done.stderr)
