"""A change of keys reaches what is shut away: bytes sealed anew, the old ones forgotten."""

import base64
import hashlib
import io
import zipfile
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tinhso.core import key_rotation
from tinhso.core.sealed import bytes_have_current_key
from tinhso.documents.api import SecrecyLevel, load_bytes
from tinhso.documents.models import StoredFile
from tinhso.records.models import Door, QuarantinedItem
from tinhso.records.operations.resealing import count_of_other_keys, reseal_quarantined
from tinhso.records.operations.screening import GivenFile, open_quarantined, shut_away
from tinhso.records.tests.factories import AT, Department

pytestmark = pytest.mark.django_db
SECRET = b"%PDF what nobody else may read"
NEW_KEY = base64.b64encode(b"another-test-only-key-0123456789"[:32]).decode()


@pytest.fixture(autouse=True)
def _released(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_rotation, "_releases", [])


@pytest.fixture
def item(settings: Any) -> QuarantinedItem:
    department = Department()
    shut = shut_away(
        agency_id=department.agency.pk,
        files=[GivenFile("van-ban.pdf", SECRET)],
        level=SecrecyLevel.MAT,
        door=Door.TEXT,
        actor=department.actor("REGISTRAR"),
        at=AT,
    )
    settings.FIELD_KEYS = [NEW_KEY, *settings.FIELD_KEYS]
    return shut


def stored(item: QuarantinedItem) -> bytes:
    item.refresh_from_db()
    assert item.file is not None
    return load_bytes(item.file.sha256)


def opened(item: QuarantinedItem) -> bytes:
    item.refresh_from_db()
    content = open_quarantined(item=item, actor=Department("H10.15").actor("LEADER"), at=AT)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("01-van-ban.pdf")


def test_a_file_shut_away_moves_to_the_new_key(item: QuarantinedItem, settings: Any) -> None:
    before = stored(item)
    assert not bytes_have_current_key(before)
    with pytest.raises(CommandError, match="records.quarantine"):
        call_command("rotate_field_keys", "--check", stdout=StringIO())

    out = StringIO()
    call_command("rotate_field_keys", stdout=out)

    assert "records.quarantine: 1 sealed anew, 0 broken" in out.getvalue()
    assert bytes_have_current_key(stored(item))
    assert not StoredFile.objects.filter(sha256=hashlib.sha256(before).hexdigest()).exists()
    settings.FIELD_KEYS = [NEW_KEY]
    assert opened(item) == SECRET


def test_a_second_run_leaves_it_alone(item: QuarantinedItem) -> None:
    assert reseal_quarantined() == (1, 0)
    once = stored(item)

    assert reseal_quarantined() == (0, 0)
    assert stored(item) == once


def test_a_file_no_key_opens_is_counted_and_left(item: QuarantinedItem, settings: Any) -> None:
    settings.FIELD_KEYS = [NEW_KEY]

    assert reseal_quarantined() == (0, 1)
    assert count_of_other_keys() == 1
