"""Lock files pin everything by hash and name no address: mirrors differ from place to place."""

import json
import re
from pathlib import Path

import pytest

from tools.folders import ROOT

PYTHON_LOCKS = sorted(ROOT.glob("requirements*.lock"))
NODE_LOCKS = sorted([ROOT / "package-lock.json", *ROOT.glob("peers/*/package-lock.json")])
ADDRESS = re.compile(r"https?://|file:|git\+|@[a-z]+\.[a-z]+/", re.IGNORECASE)


def test_there_are_locks_to_look_at() -> None:
    assert len(PYTHON_LOCKS) == 4
    assert len(NODE_LOCKS) >= 2


@pytest.mark.parametrize("path", PYTHON_LOCKS, ids=lambda path: path.name)
def test_python_lock_names_no_address(path: Path) -> None:
    assert not ADDRESS.search(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PYTHON_LOCKS, ids=lambda path: path.name)
def test_python_lock_has_a_hash_for_every_package(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for block in re.split(r"\n(?=[A-Za-z])", text):
        if re.match(r"[A-Za-z0-9._-]+(\[.*\])?==", block):
            assert "--hash=sha256:" in block, block


@pytest.mark.parametrize("path", NODE_LOCKS, ids=lambda path: path.parent.name)
def test_node_lock_names_no_place_to_fetch_from(path: Path) -> None:
    packages = json.loads(path.read_text(encoding="utf-8"))["packages"]

    assert not [name for name, entry in packages.items() if "resolved" in entry]


@pytest.mark.parametrize("path", NODE_LOCKS, ids=lambda path: path.parent.name)
def test_node_lock_has_a_hash_for_every_package(path: Path) -> None:
    packages = json.loads(path.read_text(encoding="utf-8"))["packages"]

    assert not [
        name
        for name, entry in packages.items()
        if name and not entry.get("link") and "integrity" not in entry
    ]


@pytest.mark.parametrize("path", NODE_LOCKS, ids=lambda path: path.parent.name)
def test_folder_of_a_node_lock_keeps_addresses_out(path: Path) -> None:
    setting = "omit-lockfile-registry-resolved=true"

    assert setting in (path.parent / ".npmrc").read_text(encoding="utf-8")
