"""What the tests of documents share."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tinhso.documents.tests.factories import Office


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
