"""The copied database is the migrated one, and what migrations say is what makes it new."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from tools import migrated_template


def test_no_migration_is_missing_in_a_copied_database(db: None) -> None:
    call_command("migrate", "--check", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_policies")
        assert cursor.fetchone()[0] > 0


def test_a_changed_migration_makes_a_new_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tinhso" / "cases" / "migrations"
    folder.mkdir(parents=True)
    rules = tmp_path / "tinhso" / "cases" / "rules.py"
    rules.write_text("A = 1\n", encoding="utf-8")
    (folder / "0001_initial.py").write_text("import tinhso.cases.rules\n", encoding="utf-8")
    monkeypatch.setattr(migrated_template, "ROOT", tmp_path)
    first = migrated_template.fingerprint()
    assert migrated_template.fingerprint() == first

    rules.write_text("A = 2\n", encoding="utf-8")
    second = migrated_template.fingerprint()
    assert second != first

    (folder / "0002_more.py").write_text("", encoding="utf-8")
    assert migrated_template.fingerprint() not in {first, second}
