"""Compiles the English messages of every slice, and gathers new ones.

Usage: python -m tools.translations [gather]
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib

from tools.console import Problem, run_tool
from tools.folders import ROOT, VENV_PYTHON


def main() -> None:
    """Gather messages when asked to, then compile."""
    if sys.argv[1:] == ["gather"]:
        gather()
    compile_all()


def compile_all() -> None:
    """Compile every message file to the form Django reads."""
    for path in sorted(ROOT.glob("tinhso/*/locale/*/LC_MESSAGES/*.po")):
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


def gather() -> None:
    """Add the messages that sources have and message files lack, in every slice."""
    if shutil.which("xgettext") is None:
        raise Problem(
            "Thiếu gettext. Hãy cài gói gettext rồi chạy lại.",
            "gettext is missing. Install the package gettext, then try again.",
        )
    for slice_folder in sorted(ROOT.glob("tinhso/*/")):
        if (slice_folder / "apps.py").exists():
            gather_slice(slice_folder)


def gather_slice(slice_folder: Path, *, ignore: tuple[str, ...] = ("tests",)) -> None:
    """Bring one slice's English message file up to date with its sources."""
    (slice_folder / "locale").mkdir(exist_ok=True)
    ignored = [option for name in ignore for option in ("--ignore", name)]
    subprocess.run(
        [
            VENV_PYTHON,
            "-m",
            "django",
            "makemessages",
            "-l",
            "en",
            "--no-obsolete",
            "--no-location",
            "--no-wrap",
            "-v0",
            *ignored,
        ],
        cwd=slice_folder,
        env=_without_settings(),
        check=True,
    )


def _without_settings() -> dict[str, str]:
    """Give the environment without the settings' name: they cannot be found from a slice."""
    return {key: text for key, text in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}


if __name__ == "__main__":
    run_tool(main)
