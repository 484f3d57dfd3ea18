"""What production refuses of storage and remote signing, with the setting's name."""

from typing import Any

from pytest_django import Settings

from config import production_safety


def refusals(settings: Settings, **changes: Any) -> str:
    given = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    return " ".join(production_safety.refusals({**given, **changes}))


def test_a_store_without_secrets_is_refused(settings: Settings) -> None:
    said = refusals(
        settings, FILES="s3", S3_ENDPOINT="http://store", S3_BUCKET="", S3_SECRET_KEY=""
    )

    for name in ("S3_ENDPOINT", "S3_BUCKET", "S3_ACCESS_KEY", "S3_SECRET_KEY"):
        assert f"TINHSO_{name}" in said


def test_the_disk_needs_no_store(settings: Settings) -> None:
    assert "S3_" not in refusals(settings, FILES="disk")
    assert "TINHSO_FILES" in refusals(settings, FILES="tape")


def test_remote_signing_needs_https_a_secret_and_trust_services(settings: Settings) -> None:
    said = refusals(
        settings, REMOTE_SIGNING_URL="http://x", REMOTE_SIGNING_KEY="demo", TRUST_URL=""
    )

    for name in ("REMOTE_SIGNING_URL", "REMOTE_SIGNING_KEY", "TRUST_URL"):
        assert f"TINHSO_{name}" in said
    assert "REMOTE_SIGNING" not in refusals(settings, REMOTE_SIGNING_URL="")
