"""Hand-over packages: read back to the byte; whatever is wrong with one is refused."""

import io
import os
import stat
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from itertools import repeat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tinhso.records.gateways.mets_writing import METS, write_mets
from tinhso.records.gateways.package_files import PackageRefused, read_package, write_package
from tinhso.records.rules.packages import (
    METS_NAME,
    SUMS_NAME,
    PackedDossier,
    PackedEvent,
    PackedFile,
    PackedItem,
    file_path,
    is_safe_path,
)

AT = datetime(2021, 6, 1, 2, tzinfo=UTC)
BYTES = [b"%PDF-1.7 " + bytes([n]) * 50 for n in range(3)]
STORE = {sha256(content).hexdigest(): content for content in BYTES}


def packed(number: int, name: str = "Công văn.pdf") -> PackedFile:
    content = BYTES[number]
    path = file_path(number + 1, 1, name)
    return PackedFile(path, sha256(content).hexdigest(), len(content), "application/pdf", name)


def a_dossier(title: str = "Nhà ở xã hội", note: str = "") -> PackedDossier:
    event = PackedEvent("ARRIVED", AT, "Trần Thị Lan", note)
    return PackedDossier(
        code="2021.0001.H10",
        title=title,
        agency_code="H10",
        agency_name="UBND tỉnh",
        keeper="Lê Văn An",
        retention="Công văn: 10 năm",
        opened_at=AT,
        closed_at=AT,
        made_at=AT,
        items=(
            PackedItem("INCOMING", "V/v rà soát", "5/BXD", "Bộ Xây dựng", "2021-05-30",
                       (packed(0), ), (event,)),
            PackedItem("TASK", "Báo cáo", "t1", "Chủ tịch", "2021-06-01"),
            PackedItem("OUTGOING", "Trả lời", "9/UBND", "UBND tỉnh", "2021-06-03", (packed(2),)),
        ),
        events=(PackedEvent("OPENED", AT, "Lê Văn An"), PackedEvent("CLOSED", AT, "Lê Văn An")),
    )  # fmt: skip


def a_package() -> bytes:
    output = io.BytesIO()
    write_package(a_dossier(), output, in_parts)
    return output.getvalue()


def in_parts(name: str) -> Iterator[bytes]:
    """Read stored bytes seven at a time."""
    content = STORE[name]
    yield from (content[at : at + 7] for at in range(0, len(content), 7))


def test_package_read_back_says_what_was_written() -> None:
    read = read_package(io.BytesIO(a_package()))

    assert (read.code, read.title) == ("2021.0001.H10", "Nhà ở xã hội")
    assert read.item_titles == ("V/v rà soát", "Báo cáo", "Trả lời")
    assert read.paths == ("data/0001/01-cong-van.pdf", "data/0003/01-cong-van.pdf")
    assert read.event_kinds == ("OPENED", "CLOSED", "ARRIVED")


def test_same_dossier_gives_the_same_bytes() -> None:
    assert a_package() == a_package()


@given(title=st.text(max_size=80), note=st.text(max_size=80))
def test_any_words_make_readable_metadata(title: str, note: str) -> None:
    mets = etree.fromstring(write_mets(a_dossier(title, note)))

    assert mets.tag == f"{{{METS}}}mets"


def test_metadata_follow_the_profile_of_packages() -> None:
    profile = etree.RelaxNG(etree.parse(Path(__file__).with_name("package_profile.rng")))
    mets = etree.fromstring(write_mets(a_dossier(note="Trục liên thông")))
    without_place = etree.fromstring(write_mets(a_dossier()).replace(b"FLocat", b"FContent"))

    assert profile.validate(mets), profile.error_log
    assert not profile.validate(without_place)


@given(st.text(max_size=300))
def test_any_name_becomes_a_safe_path(name: str) -> None:
    assert is_safe_path(file_path(1, 1, name))


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "../x", "data/../../x", "data\\x", "C:/x", "data//x", "a\x00b", "x" * 300],
)
def test_unsafe_names_are_seen(path: str) -> None:
    assert not is_safe_path(path)


def rewritten(change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(a_package())) as package:
        files = {name: package.read(name) for name in package.namelist()}
    change(files)
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return output.getvalue()


def _flip(files: dict[str, bytes]) -> None:
    content = bytearray(files["data/0001/01-cong-van.pdf"])
    content[3] ^= 1
    files["data/0001/01-cong-van.pdf"] = bytes(content)


def _both_changed(files: dict[str, bytes]) -> None:
    """Change a file and its line in the list of sums: METS still knows."""
    path = "data/0001/01-cong-van.pdf"
    old, files[path] = files[path], b"%PDF other"
    text = files[SUMS_NAME].decode()
    text = text.replace(sha256(old).hexdigest(), sha256(files[path]).hexdigest())
    files[SUMS_NAME] = text.encode()


def _with_doctype(files: dict[str, bytes]) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    head, _, rest = files[METS_NAME].partition(b"\n")
    files[METS_NAME] = head + b"\n" + bomb + rest


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_flip, "CHECKSUM"),
        (_both_changed, "CHECKSUM"),
        (lambda files: files.pop("data/0003/01-cong-van.pdf"), "MISSING"),
        (lambda files: files.update({"data/0009/x.pdf": b"x"}), "NOT_LISTED"),
        (lambda files: files.update({"../../x.sh": b"x"}), "UNSAFE_NAME"),
        (lambda files: files.pop(METS_NAME), "MISSING"),
        (lambda files: files.update({METS_NAME: b"<a/>"}), "NOT_METS"),
        (lambda files: files.update({METS_NAME: b"no xml"}), "NOT_METS"),
        (_with_doctype, "NOT_METS"),
        (lambda files: files.update({"data/0.pdf": b"\0" * 40_000_000}), "BOMB"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_by_name(
    change: Callable[[dict[str, bytes]], None], reason: str
) -> None:
    with pytest.raises(PackageRefused) as refused:
        read_package(io.BytesIO(rewritten(change)))

    assert refused.value.reason == reason


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["data/link", METS_NAME])
def test_links_and_doubles_are_refused(name: str) -> None:
    extra, output = zipfile.ZipInfo(name), io.BytesIO(a_package())
    extra.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(output, "a") as package:
        package.writestr(extra, b"/etc/passwd")

    with pytest.raises(PackageRefused) as refused:
        read_package(output)

    assert refused.value.reason == "UNSAFE_NAME"


@given(st.binary(max_size=400), st.integers(0, 3000))
def test_broken_bytes_never_do_more_than_be_refused(noise: bytes, place: int) -> None:
    content = a_package()
    for broken in (noise, content[:place], content[:place] + noise + content[place:]):
        try:
            read_package(io.BytesIO(broken))
        except PackageRefused:
            continue


def test_a_dossier_too_large_for_a_package_is_refused() -> None:
    huge = PackedFile("data/x", "0" * 64, 2**40, "application/pdf", "x")
    item = PackedItem("INCOMING", "X", "1", "", "", (huge,))
    large = replace(a_dossier(), items=(item,))

    with pytest.raises(PackageRefused):
        write_package(large, io.BytesIO(), in_parts)


def test_a_large_file_is_written_and_read_without_being_held(tmp_path: Path) -> None:
    piece, times = os.urandom(1024 * 1024), 48
    digest = sha256(piece * times).hexdigest()
    large = PackedFile("data/0001/01-x.pdf", digest, len(piece) * times, "application/pdf", "x")
    item = PackedItem("INCOMING", "X", "1", "", "", (large,))
    path = tmp_path / "package.zip"
    tracemalloc.start()
    try:
        write_package(replace(a_dossier(), items=(item,)), path, lambda _name: repeat(piece, times))
        read = read_package(path)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert read.paths == (large.path,)
    assert most < 16 * len(piece)
