"""The commands that load, export and import the catalogue."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from tinhso.procedures.models import ProcedureVersion
from tinhso.procedures.tests.factories import make_content

pytestmark = pytest.mark.django_db


def test_pack_is_loaded_once() -> None:
    first, second = StringIO(), StringIO()

    call_command("load_procedures", stdout=first)
    call_command("load_procedures", stdout=second)

    assert "1224 mới" in first.getvalue()
    assert "0 mới, 0 thay đổi, 1224 giữ nguyên" in second.getvalue()


def test_exported_file_imports_unchanged(tmp_path: Path, settings: LazySettings) -> None:
    settings.DEMO = False
    call_command("load_procedures", stdout=StringIO())
    file, out = tmp_path / "a.xlsx", StringIO()

    call_command("export_procedures", str(file), stdout=StringIO())
    call_command("import_procedures", str(file), stdout=out)

    assert "0 mới, 0 thay đổi" in out.getvalue()


def test_refused_procedure_fails_the_command(tmp_path: Path) -> None:
    file, err = tmp_path / "a.json", StringIO()
    file.write_text(json.dumps([make_content(tier="MOON")]), encoding="utf-8")

    with pytest.raises(CommandError, match="bị từ chối"):
        call_command("import_procedures", str(file), stdout=StringIO(), stderr=err)

    assert "a.json [1]" in err.getvalue()
    assert not ProcedureVersion.objects.exists()


@pytest.mark.parametrize(
    ("command", "file"), [("import_procedures", "khong-co.json"), ("export_procedures", "a.pdf")]
)
def test_unusable_file_fails_the_command(tmp_path: Path, command: str, file: str) -> None:
    with pytest.raises(CommandError):
        call_command(command, str(tmp_path / file), stdout=StringIO())
