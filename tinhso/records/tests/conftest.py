"""What the tests of records share."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tinhso.records.tests.factories import Department


@pytest.fixture(autouse=True)
def _files_of_this_test(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.PKCS11_MODULE = "none"
    settings.PKI_DIR = tmp_path / "pki"


@pytest.fixture
def department(db: None) -> Department:
    """Give a department with everybody who takes part in a document."""
    return Department()
