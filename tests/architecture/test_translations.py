"""English is complete: every text a person sees has its English beside it."""

import shutil
from collections import defaultdict
from pathlib import Path

import polib
import pytest

from tools.folders import ROOT
from tools.translations import gather_slice

SLICES = sorted(path.parent for path in (ROOT / "tinhso").glob("*/apps.py"))


def _gathered(slice_folder: Path, target: Path) -> polib.POFile | None:
    ignored = shutil.ignore_patterns("tests", "__pycache__", "dist", "*.mo", "node_modules")
    copy = target / slice_folder.name
    shutil.copytree(slice_folder, copy, ignore=ignored)
    gather_slice(copy)
    path = copy / "locale" / "en" / "LC_MESSAGES" / "django.po"
    return polib.pofile(str(path)) if path.exists() else None


@pytest.mark.parametrize("slice_folder", SLICES, ids=lambda path: path.name)
def test_every_text_has_its_english(slice_folder: Path, tmp_path: Path) -> None:
    messages = _gathered(slice_folder, tmp_path) or []

    missing = [
        entry.msgid
        for entry in messages
        if not entry.obsolete and (not entry.translated() or entry.fuzzy)
    ]

    assert missing == []


def test_a_text_has_one_english_everywhere() -> None:
    """The slices' messages are one catalogue at run time: the first slice's word wins.

    Where one Vietnamese word needs two English ones, its source gives a context.
    """
    english = defaultdict[tuple[str | None, str], set[str]](set)
    for folder in SLICES:
        path = folder / "locale" / "en" / "LC_MESSAGES" / "django.po"
        for entry in polib.pofile(str(path)) if path.exists() else ():
            if not entry.obsolete and not entry.msgid_plural:
                english[entry.msgctxt, entry.msgid].add(entry.msgstr)

    assert {key: words for key, words in english.items() if len(words) > 1} == {}


def test_a_text_without_english_is_noticed(tmp_path: Path) -> None:
    source = tmp_path / "probe"
    (source / "locale").mkdir(parents=True)
    (source / "page.py").write_text('from gettext import gettext as _\n_("Nộp hồ sơ")\n', "utf-8")

    messages = _gathered(source, tmp_path / "copy")

    assert messages is not None
    assert [entry.msgid for entry in messages.untranslated_entries()] == ["Nộp hồ sơ"]
