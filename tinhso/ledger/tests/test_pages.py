"""Public pages and files of the log, as a visitor and as a verifier with public tools."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tinhso.ledger import api
from tinhso.ledger.gateways import key_files
from tinhso.ledger.rules import notes, tree
from tinhso.ledger.tests.factories import record_many, sequence

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(db: None) -> None:
    record_many(260)
    sequence()


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def test_empty_log_says_so(client: Client) -> None:
    assert "Sổ chưa có mục nào" in body(client, reverse("ledger:ledger"))


@pytest.mark.usefixtures("log")
def test_visitor_reads_what_the_log_is_in_two_languages(client: Client) -> None:
    vietnamese = body(client, reverse("ledger:ledger"))
    english = client.get(reverse("ledger:ledger"), headers={"Cookie": "tinhso_language=en"})

    assert "Sổ cái minh bạch" in vietnamese
    assert "Mục 259" in vietnamese
    assert "Transparency ledger" in english.content.decode()
    assert "Nguyễn" not in vietnamese


@pytest.mark.usefixtures("log")
def test_visitor_looks_an_entry_up_by_its_number(client: Client) -> None:
    response = client.get(reverse("ledger:ledger"), {"so": " 12 "})

    assert response.headers["Location"] == reverse("ledger:entry", args=[12])
    assert "Bằng chứng bên dưới vừa được tính lại và khớp" in body(client, response["Location"])


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize("wanted", ["abc", "-1", "1" * 16, "<script>alert(1)</script>", "١٢"])
def test_number_that_is_none_is_explained(client: Client, wanted: str) -> None:
    page = body(client, reverse("ledger:ledger") + f"?so={wanted}")

    assert "Nhập số thứ tự bằng chữ số" in page
    assert "<script>alert" not in page


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize("index", [260, 10**14, 10**40])
def test_entry_that_is_not_there_gives_404(client: Client, index: int) -> None:
    assert client.get(reverse("ledger:entry", args=[index])).status_code == 404
    assert client.get(reverse("ledger:proof", args=[index])).status_code == 404


@pytest.mark.usefixtures("log")
def test_downloaded_proof_convinces_someone_who_trusts_only_the_key(client: Client) -> None:
    proof = json.loads(body(client, reverse("ledger:proof", args=[77])))
    public_key: Any = key_files.find_public_key()

    stated = notes.open_note(
        proof["checkpoint"], origin=settings.LEDGER_ORIGIN, public_key=public_key
    )

    assert api.verify_inclusion(
        leaf=tree.leaf_hash(proof["leaf"].encode()),
        index=proof["index"],
        size=stated.size,
        path=[bytes.fromhex(item) for item in proof["path"]],
        root=stated.root,
    )


@pytest.mark.usefixtures("log")
def test_anyone_rebuilds_the_tree_from_the_published_files(client: Client) -> None:
    public_key: Any = key_files.find_public_key()
    checkpoint = notes.open_note(
        body(client, reverse("ledger:checkpoint")),
        origin=settings.LEDGER_ORIGIN,
        public_key=public_key,
    )
    compact = tree.CompactRange()
    for number in ("000", "001.p/4"):
        bundle = client.get(reverse("ledger:entry_bundle", args=[number])).content
        hashes = tree.split_hashes(client.get(reverse("ledger:tile", args=[0, number])).content)
        leaves = unpack(bundle)
        assert [tree.leaf_hash(leaf) for leaf in leaves] == hashes
        for item in hashes:
            compact.append(item)

    assert (compact.size, compact.root()) == (checkpoint.size, checkpoint.root)


def unpack(bundle: bytes) -> list[bytes]:
    leaves = []
    while bundle:
        length = int.from_bytes(bundle[:2], "big")
        leaves.append(bundle[2 : 2 + length])
        bundle = bundle[2 + length :]
    return leaves


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize(
    "number",
    [
        "001",
        "001.p/5",
        "002",
        "x001/000",
        "000.p/0",
        "000.p/01",
        "000.p/256",
        "x000/000",
        "0",
        "abc",
        "x" * 90,
        "000/000",
    ],
)
def test_tile_that_is_not_there_gives_404(client: Client, number: str) -> None:
    assert client.get(reverse("ledger:tile", args=[0, number])).status_code == 404
    assert client.get(reverse("ledger:entry_bundle", args=[number])).status_code == 404


@pytest.mark.usefixtures("log")
def test_tiles_may_be_kept_for_ever_and_checkpoints_not(client: Client) -> None:
    tile = client.get(reverse("ledger:tile", args=[0, "000"]))
    partial = client.get(reverse("ledger:tile", args=[0, "000.p/3"]))

    assert "immutable" in tile["Cache-Control"]
    assert tile.content[:96] == partial.content
    checkpoint = client.get(reverse("ledger:checkpoint"))
    assert "no-cache" in checkpoint["Cache-Control"]
    for answer in (tile, partial, checkpoint):
        assert "Vary" not in answer
        assert not answer.cookies
        assert answer["Access-Control-Allow-Origin"] == "*"


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize("level", ["00", "8", "-1", "x"])
def test_level_that_is_none_gives_404(client: Client, level: str) -> None:
    assert client.get(f"/log/tile/{level}/000").status_code == 404


@pytest.mark.usefixtures("log")
def test_a_tile_is_the_same_file_for_whoever_is_signed_in_in_any_language(client: Client) -> None:
    client.cookies["tinhso_session"] = "whatever"
    client.cookies["tinhso_language"] = "en"

    answer = client.get(reverse("ledger:tile", args=[0, "000"]))

    assert answer.status_code == 200
    assert "Content-Language" not in answer


def test_checkpoint_of_an_empty_log_gives_404(client: Client) -> None:
    assert client.get(reverse("ledger:checkpoint")).status_code == 404


@pytest.mark.parametrize("name", ["ledger", "checkpoint"])
def test_nothing_is_written_through_the_pages(client: Client, name: str) -> None:
    assert client.post(reverse(f"ledger:{name}")).status_code == 405
