"""Starts a slice: the files every slice has, in the settings, addresses and import contracts.

Usage: python -m tools.scaffold NAME [BESIDE]
BESIDE is a slice of the layer the new one belongs to; without it NAME must be a layer already
planned in .importlinter (a name in brackets).
"""

import keyword
import re
import sys
from pathlib import Path

from tools.console import Problem, run_tool
from tools.folders import ROOT

MODULES = {
    "api": "The door of the {name} slice: with events.py all that other slices may import.",
    "events": "What happened in the {name} slice: frozen dataclasses named in the past.",
    "rules": "Rules of the {name} slice: pure functions, no Django, no clock.",
    "models": "Rows of the {name} slice: fields, constraints, querysets; no workflow.",
    "permissions": "Who may see and do what in the {name} slice: the only way views get rows.",
    "queries": "Reads of the {name} slice, for screens and for other slices.",
    "operations": "Writes of the {name} slice: one act, one transaction, named refusals.",
}
APPS = '''"""Django application of the {name} slice."""

from django.apps import AppConfig


class {title}Config(AppConfig):
    """Registers the {name} slice."""

    name = "tinhso.{name}"
    label = "{name}"
    default_auto_field = "django.db.models.BigAutoField"
'''
URLS = '''"""Addresses of the {name} slice."""

from django.urls import URLPattern

app_name = "{name}"
urlpatterns: list[URLPattern] = []
'''
README = """# {name}: say in one line what it is for

**Purpose.** Who uses it, for what.

**Words.** The terms of this slice with their Vietnamese legal term (GLOSSARY).

**Promises** What always holds, each with its test.

**Who calls it.** Slices above, and the events they listen to.
"""


def main() -> None:
    """Make the slice that the command line names."""
    if len(sys.argv) < 2:
        raise Problem("Hãy cho tên: make slice name=payments", "Give a name, as above.")
    name, beside = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
    make_slice(ROOT, name, beside)
    print(f"✓ tinhso/{name}: hãy viết README.md trước · write README.md first")


def make_slice(root: Path, name: str, beside: str = "") -> None:
    """Write the slice's files and enter it everywhere a slice is named."""
    refuse_bad_name(root, name)
    contracts = entered_in_contracts((root / ".importlinter").read_text("utf-8"), name, beside)
    folder = root / "tinhso" / name
    for part in ("migrations", "tests", f"templates/{name}", "locale/en/LC_MESSAGES"):
        (folder / part).mkdir(parents=True)
    files = {
        "README.md": README,
        "__init__.py": '"""The {name} slice: see README.md."""\n',
        "apps.py": APPS,
        "urls.py": URLS,
        "migrations/__init__.py": '"""Migrations of the {name} slice."""\n',
        "tests/__init__.py": '"""Tests of the {name} slice."""\n',
        **{f"{module}.py": f'"""{words}"""\n' for module, words in MODULES.items()},
    }
    title = "".join(word.capitalize() for word in name.split("_"))
    for path, content in files.items():
        (folder / path).write_text(content.format(name=name, title=title), encoding="utf-8")
    (root / ".importlinter").write_text(contracts, encoding="utf-8")
    enter_in_settings(root, name)


def refuse_bad_name(root: Path, name: str) -> None:
    """Refuse what cannot be a package, is taken, or says nothing."""
    usable = re.fullmatch(r"[a-z][a-z_]*[a-z]", name) and not keyword.iskeyword(name)
    if not usable or name in {"utils", "helpers", "common", "misc"}:
        raise Problem(
            f"Tên « {name} » không dùng được: chỉ chữ thường và dấu gạch dưới, nói rõ việc.",
            "The name must be lower-case letters and underscores, and say what changes.",
        )
    if (root / "tinhso" / name).exists():
        raise Problem(f"tinhso/{name} đã có.", f"tinhso/{name} exists already.")


def entered_in_contracts(text: str, name: str, beside: str) -> str:
    """Give the import contracts with the slice in its layer and among the containers."""
    if re.search(rf"\({name}\)", text):
        text = text.replace(f"({name})", name)
    elif beside and re.search(rf"(?m)^ {{4}}.*\b{beside}\b", text):
        text = re.sub(rf"(?m)^( {{4}}[^\n.]*\b{beside}\b[^\n]*)$", rf"\1 | {name}", text, count=1)
    else:
        raise Problem(
            f'Chưa rõ tầng của « {name} »: make slice name="{name} <slice cùng tầng>".',
            f'The layer is unknown: make slice name="{name} <slice of the same layer>".',
        )
    return text.replace("    tinhso.orgs\n", f"    tinhso.orgs\n    tinhso.{name}\n", 1)


def enter_in_settings(root: Path, name: str) -> None:
    """Install the application and include its addresses, before the portal's."""
    edits = {
        "config/settings/base.py": ('    "tinhso.portal",\n', f'    "tinhso.{name}",\n'),
        "config/urls.py": (
            '    slice_addresses("tinhso.portal.urls"),\n',
            f'    slice_addresses("tinhso.{name}.urls"),\n',
        ),
    }
    for path, (before, line) in edits.items():
        file = root / path
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(before, line + before, 1), encoding="utf-8")


if __name__ == "__main__":
    run_tool(main)
