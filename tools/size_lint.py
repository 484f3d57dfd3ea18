"""Size lint: files, functions and arguments stay small enough to read at once (STYLE 5).

Usage: python -m tools.size_lint
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.folders import ROOT

FILE_LINES, FUNCTION_LINES, PARAMETERS = 400, 60, 6
PYTHON_FOLDERS = ("config", "tinhso", "tinhso_verify", "tools", "peers", "benchmarks", "tests")
OTHER_SUFFIXES = {".html", ".ts", ".mjs", ".scss", ".typ"}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc"}
_SKIPPED = {"node_modules", "__pycache__", "dist", "migrations", "var"}


def main() -> int:
    """Print every file, function or name that breaks a limit; give 1 when there is one."""
    findings = [finding for path in source_files(ROOT) for finding in findings_of(path)]
    for finding in findings:
        print(finding)
    return 1 if findings else 0


def source_files(root: Path) -> Iterator[Path]:
    """Walk the files the limits hold for: code and templates, not migrations nor data."""
    for folder in PYTHON_FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in {".py", *OTHER_SUFFIXES} and not _SKIPPED.intersection(path.parts):
                yield path


def findings_of(path: Path) -> Iterator[str]:
    """Give what is too large, or badly named, in one file."""
    source = path.read_text(encoding="utf-8")
    count = source.count("\n")
    if count > FILE_LINES:
        yield f"{path}: {count} lines, at most {FILE_LINES}: split it by what changes together"
    if path.stem in FORBIDDEN_NAMES or path.parent.name in FORBIDDEN_NAMES:
        yield f"{path}: a name without an owner: name the thing that changes"
    if path.suffix == ".py":
        yield from function_findings(path, ast.parse(source))


def function_findings(path: Path, tree: ast.Module) -> Iterator[str]:
    """Give functions that are too long or take too much."""
    is_test = "tests" in path.parts or path.name == "conftest.py"
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        place = f"{path}:{node.lineno}: {node.name}"
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > FUNCTION_LINES:
            yield f"{place} has {lines} lines, at most {FUNCTION_LINES}"
        parameters = _parameter_count(node)
        if parameters > PARAMETERS and not is_test:
            yield f"{place} takes {parameters} parameters, at most {PARAMETERS}"


def _parameter_count(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    arguments = node.args
    names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
    own = names[1:] if names[:1] in (["self"], ["cls"]) else names
    return len(own) + len(arguments.kwonlyargs)


if __name__ == "__main__":
    sys.exit(main())
