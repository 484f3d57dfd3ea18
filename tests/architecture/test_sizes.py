"""The size lint finds what is too large, and finds nothing in our sources."""

from pathlib import Path

import pytest

from tools import size_lint


def _file(folder: Path, name: str, source: str) -> Path:
    path = folder / name
    path.write_text(source, encoding="utf-8")
    return path


def test_sources_keep_their_sizes(capsys: pytest.CaptureFixture[str]) -> None:
    assert size_lint.main() == 0, capsys.readouterr().out


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
