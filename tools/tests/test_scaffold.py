"""A scaffolded slice is installed, reachable, in the contracts, and passes the lints at once."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tools.console import Problem
from tools.folders import ROOT, VENV
from tools.scaffold import entered_in_contracts, make_slice

LEFT_OUT = shutil.ignore_patterns("node_modules", "__pycache__", "dist", "static", "typst")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a copy of the sources a slice is entered in."""
    for name in ("config", "tinhso", "tools"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=LEFT_OUT)
    for name in (".importlinter", "pyproject.toml", "manage.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def _run(project: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _slice_to_come(project: Path) -> str:
    """Give a slice that has its layer already and no folder yet."""
    contracts = (project / ".importlinter").read_text(encoding="utf-8")
    return str(re.findall(r"[|\s]\((\w+)\)", contracts)[0])


@pytest.mark.slow
def test_new_slice_passes_checks_and_contracts(project: Path) -> None:
    name = _slice_to_come(project)
    make_slice(project, name)

    _run(project, str(VENV / "bin" / "ruff"), "check", f"tinhso/{name}", "config")
    _run(project, str(VENV / "bin" / "ruff"), "format", "--check", f"tinhso/{name}", "config")
    _run(project, str(VENV / "bin" / "lint-imports"), "--no-cache")
    _run(project, str(VENV / "bin" / "python"), "manage.py", "check", "--settings",
         "config.settings.test")  # fmt: skip
    assert f'"tinhso.{name}"' in (project / "config/settings/base.py").read_text("utf-8")
    assert f"tinhso.{name}.urls" in (project / "config/urls.py").read_text("utf-8")


@pytest.mark.parametrize("name", ["Payments", "utils", "class", "thu-phi", "../x"])
def test_bad_name_is_refused(name: str, project: Path) -> None:
    with pytest.raises(Problem, match="lower-case"):
        make_slice(project, name)


def test_slice_that_exists_is_never_overwritten(project: Path) -> None:
    with pytest.raises(Problem, match="exists already"):
        make_slice(project, "cases")


def test_slice_without_a_layer_is_refused_and_nothing_written(project: Path) -> None:
    with pytest.raises(Problem, match="layer is unknown"):
        make_slice(project, "libraries")

    assert not (project / "tinhso" / "libraries").exists()


def test_slice_enters_the_layer_of_its_neighbour() -> None:
    contracts = "layers =\n    portal\n    cases | (contact)\n    core\n"

    assert "    cases | (contact) | libraries\n" in entered_in_contracts(
        contracts, "libraries", "cases"
    )
