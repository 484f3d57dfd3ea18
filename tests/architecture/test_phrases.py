"""The phrase lint finds what must not stand in sources, and finds nothing in ours."""

from pathlib import Path

import pytest

from tools import text_lint


def _file(folder: Path, name: str, source: str) -> Path:
    path = folder / name
    path.write_text(source, encoding="utf-8")
    return path


def test_sources_hold_no_banned_phrase(capsys: pytest.CaptureFixture[str]) -> None:
    assert text_lint.main() == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.py", "select set_config('app.actor', %s, false)"),
        ("a.py", 'cursor.execute("SET app.actor = 1")'),
        ("a.py", 'cursor.execute("set session authorization x")'),
        ("a.py", "# TODO later"),
        ("a.html", "<script>alert(1)</script>"),
        ("a.html", '<p style="color:red">'),
        ("a.html", '<button onclick="go()">'),
        ("a.html", "{{ name|safe }}"),
    ],
)
def test_banned_phrase_is_found(name: str, source: str, tmp_path: Path) -> None:
    assert len(list(text_lint.findings_of(_file(tmp_path, name, source)))) == 1


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.py", "select set_config('app.actor', %s, true)"),
        ("a.py", 'cursor.execute("set local app.actor = 1")'),
        ("a.py", 'cursor.execute("update t set role = 1")'),
        ("email.html", '<p style="color:#222">'),
        ("a.html", '<script src="/static/a.js" defer></script>'),
    ],
)
def test_harmless_phrase_passes(name: str, source: str, tmp_path: Path) -> None:
    assert list(text_lint.findings_of(_file(tmp_path, name, source))) == []
