"""Text lint: phrases that must not stand in sources, each with the reason.

Usage: python -m tools.text_lint
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.folders import ROOT
from tools.size_lint import source_files


@dataclass(frozen=True)
class Ban:
    """A pattern, where it is looked for, and why it is banned."""

    pattern: re.Pattern[str]
    suffixes: frozenset[str]
    reason: str
    not_in: frozenset[str] = frozenset()


_PYTHON = frozenset({".py"})
_HTML = frozenset({".html"})
BANS = (
    Ban(
        re.compile(r"set_config\([^()]*,\s*(false|False|'f'|0)\s*\)", re.IGNORECASE),
        _PYTHON,
        "a session-level setting leaks to the next user of a pooled connection: use rls.acting_as",
    ),
    Ban(
        re.compile(
            r"""(?:^|["';])\s*set\s+(session\s+)?"""
            r"""(role\b|session\s+authorization|app\.\w+\s*(=|\bto\b))""",
            re.IGNORECASE | re.MULTILINE,
        ),
        _PYTHON,
        "a session-level SET leaks to the next user of a pooled connection: use rls.acting_as",
    ),
    Ban(
        re.compile(r"\bTODO\b|\bFIXME\b|\bXXX\b"),
        frozenset({".py", ".html", ".ts", ".mjs", ".scss"}),
        "finish it, or write an issue",
    ),
    Ban(
        re.compile(r"<(script|style)(?![^>]*\bsrc=)[^>]*>|\sstyle=\"|\son\w+=\"", re.IGNORECASE),
        _HTML,
        "inline script or style: the content security policy refuses it",
        not_in=frozenset({"email.html"}),
    ),
    Ban(
        re.compile(r"\|\s*safe\b|\{%\s*autoescape off"),
        _HTML,
        "unescaped output: build safe HTML in Python with format_html",
    ),
)
_ITSELF = {"text_lint.py", "test_phrases.py"}


def main() -> int:
    """Print every banned phrase; give 1 when there is one."""
    findings = [
        finding
        for path in source_files(ROOT)
        if path.name not in _ITSELF
        for finding in findings_of(path)
    ]
    for finding in findings:
        print(finding)
    return 1 if findings else 0


def findings_of(path: Path) -> Iterator[str]:
    """Give the banned phrases in one file."""
    source = path.read_text(encoding="utf-8")
    for ban in BANS:
        if path.suffix not in ban.suffixes or path.name in ban.not_in:
            continue
        for match in ban.pattern.finditer(source):
            line = source.count("\n", 0, match.start()) + 1
            yield f"{path}:{line}: {match.group().strip()!r}: {ban.reason}"


if __name__ == "__main__":
    sys.exit(main())
