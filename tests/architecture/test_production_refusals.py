"""What production refuses of storage and remote signing, with the setting's name."""

from typing import Any

from django.conf import settings as django_settings

from config import production_safety


def refusals(**changes: Any) -> str:
    given = {name: getattr(django_settings, name) for name in dir(django_settings)}
    return " ".join(production_safety.refusals({**given, **changes}))


def test_a_store_without_secrets_is_refused() -> None:
    said = refusals(FILES="s3", S3_ENDPOINT="http://store", S3_BUCKET="", S3_SECRET_KEY="")

    for name in ("S3_ENDPOINT", "S3_BUCKET", "S3_ACCESS_KEY", "S3_SECRET_KEY"):
        assert f"TINHSO_{name}" in said


def test_the_disk_needs_no_store() -> None:
    assert "S3_" not in refusals(FILES="disk")
    assert "TINHSO_FILES" in refusals(FILES="tape")


def test_remote_signing_needs_https_a_secret_and_trust_services() -> None:
    said = refusals(REMOTE_SIGNING_URL="http://x", REMOTE_SIGNING_KEY="demo", TRUST_URL="")

    for name in ("REMOTE_SIGNING_URL", "REMOTE_SIGNING_KEY", "TRUST_URL"):
        assert f"TINHSO_{name}" in said
    assert "REMOTE_SIGNING" not in refusals(REMOTE_SIGNING_URL="")
