"""This installation as a witness of another's log: it signs what only grew, and keeps what it saw.

The log shown here is the tests' own; what is signed is checked by the stand-alone verifier.
"""

import base64

import pytest
from django.conf import LazySettings, settings
from django.core.management import CommandError, call_command
from django.test import Client

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.ledger import queries
from tinhso.ledger.gateways import key_files
from tinhso.ledger.gateways.key_files import LedgerKeyMissing
from tinhso.ledger.models import WitnessedLog
from tinhso.ledger.operations import own_witness_key, witness_log
from tinhso.ledger.rules import notes
from tinhso.ledger.tests.factories import record_many, sequence
from tinhso_verify import notes as outside

pytestmark = pytest.mark.django_db
ADD, KEY = "/log/witness/add-checkpoint", "/log/witness/key"


@pytest.fixture
def log(db: None) -> WitnessedLog:
    grow(3)
    return witness_log(key=log_key())


def grow(count: int) -> None:
    record_many(count)
    sequence()


def log_key() -> str:
    public_key = key_files.find_public_key() or b""
    return notes.verifier_key(settings.LEDGER_ORIGIN, public_key)


def shown(*, old: int = 0, path: list[bytes] | None = None, note: str = "") -> str:
    """Write a request that shows the newest checkpoint, with the proof that fits."""
    with acting_as(SYSTEM):
        newest = queries.latest_checkpoint()
        assert newest is not None
        right = queries.consistency_proof(old, newest.size) if old else []
    proof = "".join(f"{base64.b64encode(item).decode()}\n" for item in path or right)
    return f"old {old}\n{proof}\n{note or newest.note}"


def ask(client: Client, request: str) -> tuple[int, str]:
    answer = client.post(ADD, request.encode(), content_type="text/plain")
    return answer.status_code, answer.content.decode()


def test_what_only_grew_is_signed_and_others_can_check_it(
    client: Client, log: WitnessedLog
) -> None:
    assert ask(client, shown())[0] == 200
    grow(260)

    status, line = ask(client, shown(old=3))

    assert status == 200
    note = shown(old=3).split("\n\n", 1)[1] + line
    assert outside.cosigned_at(note, outside.read_key(client.get(KEY).content.decode())) > 0
    log.refresh_from_db()
    assert (log.size, log.signed_at is not None) == (263, True)
    page = client.get("/so-cai/").content.decode()
    assert "Làm nhân chứng cho nơi khác" in page
    assert "đã ký sổ có 263 mục" in page


def test_the_same_checkpoint_is_signed_again(client: Client, log: WitnessedLog) -> None:
    ask(client, shown())

    assert ask(client, shown(old=3))[0] == 200


def test_another_size_than_seen_is_told(client: Client, log: WitnessedLog) -> None:
    ask(client, shown())
    grow(1)

    answer = client.post(ADD, shown(), content_type="text/plain")

    assert (answer.status_code, answer.content) == (409, b"3\n")
    assert answer["Content-Type"].startswith("text/x.tlog.size")


def test_a_proof_that_does_not_hold_is_not_signed(client: Client, log: WitnessedLog) -> None:
    ask(client, shown())
    grow(4)

    assert ask(client, shown(old=3, path=[b"x" * 32]))[0] == 422
    log.refresh_from_db()
    assert log.size == 3


def test_a_log_rewritten_at_the_same_size_is_not_signed(client: Client, log: WitnessedLog) -> None:
    ask(client, shown())
    WitnessedLog.objects.update(root=b"x" * 32)

    assert ask(client, shown(old=3)) == (409, "3\n")


def test_the_first_checkpoint_needs_no_proof_and_takes_none(
    client: Client, log: WitnessedLog
) -> None:
    assert ask(client, shown(path=[b"x" * 32]))[0] == 422


def test_a_log_nobody_arranged_is_unknown(client: Client) -> None:
    grow(1)

    assert ask(client, shown())[0] == 404


def test_a_forged_checkpoint_is_refused(client: Client, log: WitnessedLog) -> None:
    forged = shown().split("\n\n", 1)[1].replace("\n3\n", "\n4\n")

    assert ask(client, shown(note=forged))[0] == 403


@pytest.mark.parametrize(
    "request_text",
    ["", "old x\n\nnote", "old -1\n\nnote", "old 01\n\nnote", f"old {'9' * 5000}\n\nnote",
     "size 1\n\nnote", "old 1\n!!\n\nnote", "old 0\n" + "YQ==\n" * 64 + "\nnote"],
)  # fmt: skip
def test_nonsense_is_answered_as_specified(client: Client, request_text: str) -> None:
    assert ask(client, request_text)[0] == 400


def test_bytes_that_are_no_text_and_long_requests_are_refused(client: Client) -> None:
    assert client.post(ADD, b"\xff\xfe", content_type="text/plain").status_code == 400
    assert client.post(ADD, b"x" * 20_000, content_type="text/plain").status_code == 413
    assert client.get(ADD).status_code == 405


def test_a_lost_key_is_never_replaced(client: Client, log: WitnessedLog) -> None:
    ask(client, shown())
    file = key_files._key_file().with_name("witness.key")
    kept = file.read_bytes()
    file.unlink()
    try:
        assert ask(client, shown(old=3))[0] == 503
        with pytest.raises(LedgerKeyMissing):
            own_witness_key()
    finally:
        file.write_bytes(kept)


def test_a_log_is_taken_on_by_command_once(
    capsys: pytest.CaptureFixture[str], log: WitnessedLog, settings: LazySettings
) -> None:
    call_command("witness_log", log_key())
    told = capsys.readouterr().out.strip()
    assert told == f"{settings.SITE_URL}/log/witness#{own_witness_key()}"
    settings.LEDGER_WITNESSES = [told]
    other = notes.verifier_key(settings.LEDGER_ORIGIN, b"k" * 32)
    for key in (other, "nonsense", own_witness_key()):
        with pytest.raises(CommandError):
            call_command("witness_log", key)
