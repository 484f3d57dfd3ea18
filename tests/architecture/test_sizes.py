"""The size lint and the phrase lint find what they are for, and find nothing in our sources."""

from pathlib import Path

import pytest

from tools import size_lint, text_lint


def _file(folder: Path, name: str, source: str) -> Path:
    path = folder / name
    path.write_text(source, encoding="utf-8")
    return path


def test_sources_keep_their_sizes(capsys: pytest.CaptureFixture[str]) -> None:
    assert size_lint.main() == 0, capsys.readouterr().out


def test_sources_hold_no_banned_phrase(capsys: pytest.CaptureFixture[str]) -> None:
    assert text_lint.main() == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "source", "finding"),
    [
        ("long.py", "x = 1\n" * 401, "401 lines"),
        ("deep.py", "def f():\n" + "    x = 1\n" * 60, "has 61 lines"),
        ("wide.py", "def f(a, b, c, d, *, e, g, h): ...\n", "takes 7 parameters"),
        ("utils.py", "", "without an owner"),
        ("page.html", "<p>\n" * 401, "401 lines"),
    ],
)
def test_too_large_is_found(name: str, source: str, finding: str, tmp_path: Path) -> None:
    findings = list(size_lint.findings_of(_file(tmp_path, name, source)))

    assert len(findings) == 1
    assert finding in findings[0]


def test_method_may_take_six_besides_itself(tmp_path: Path) -> None:
    path = _file(tmp_path, "m.py", "class A:\n    def f(self, a, b, c, d, e, g): ...\n")

    assert list(size_lint.findings_of(path)) == []


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
        ("a.html", '<script src="/static/a.js" defer></script>'),
    ],
)
def test_harmless_phrase_passes(name: str, source: str, tmp_path: Path) -> None:
    assert list(text_lint.findings_of(_file(tmp_path, name, source))) == []
